from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestFiguresOpen(AgentsCommon):
    """Every figure of commission opens the documents that it is made of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent_a.commission_plan_id = cls._create_plan(
            (0, {"by_tier": True}),
            tier_mode="retroactive",
            tier_ids=[Command.create({"volume_above": 0, "rate": 3})],
        )
        cls._assign(cls.customer_a, cls.agent_a)
        cls.agent_b.commission_plan_id = cls._create_plan(5, basis="receipt")
        cls._assign(cls.customer_b, cls.agent_b)
        cls.first = cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-03-02")
        cls.second = cls._invoice(cls.customer_a, (cls.chair, 500), day="2026-03-20")
        cls.later = cls._invoice(cls.customer_a, (cls.chair, 700), day="2026-04-01")
        cls.unpaid = cls._invoice(cls.customer_b, (cls.desk, 2000), day="2026-03-03")

    def _opened(self, action, user=None):
        """The records that an action shows whoever clicks."""
        records = self.env[action["res_model"]].with_user(user or self.admin_user)
        if action.get("res_id"):
            return records.browse(action["res_id"])
        return records.search(action["domain"])

    def _volume(self):
        return self.env["agent.commission.volume"].search(
            [("agent_id", "=", self.agent_a.id), ("date_from", "=", "2026-03-01")]
        )

    def test_volume_opens_the_entries_of_its_period(self):
        volume = self._volume()
        self.assertEqual((volume.volume, volume.amount), (1500, 45))
        entries = self._opened(volume.with_user(self.seller_a).action_open_entries(), self.seller_a)
        self.assertEqual(entries.move_id, self.first + self.second)
        self.assertEqual((sum(entries.mapped("volume")), sum(entries.mapped("amount"))), (1500, 45))

    def test_pending_opens_its_invoice(self):
        term = self.env["agent.commission.term"].search([("move_id", "=", self.unpaid.id)])
        self.assertEqual(term.pending, 100)
        self.assertEqual(self._opened(term.action_open_document()), self.unpaid)

    def test_what_if_opens_its_document(self):
        form = Form(self.env["agent.commission.what.if"].with_user(self.manager))
        form.plan_id, form.date_from, form.date_to = self._create_plan(4), "2026-04-01", "2026-04-30"
        lines = self._opened(form.save().action_compute(), self.manager)
        self.assertEqual([(line.actual, line.what_if) for line in lines], [(21, 28)])
        self.assertEqual(self._opened(lines.action_open_document(), self.manager), self.later)

    def test_settlement_opens_its_documents(self):
        run = self.env["agent.settlement.run"].create({"date_to": "2026-03-31"})
        run.action_settle()
        settlement = self.env["agent.settlement"].search([("agent_id", "=", self.agent_a.id)])
        self.assertEqual(settlement.amount, 45)
        self.assertEqual(settlement.entry_ids.move_id, self.first + self.second)

    def test_nobody_opens_what_others_earn(self):
        term = self.env["agent.commission.term"].search([("move_id", "=", self.first.id)])
        for record in (self._volume(), term):
            method = "action_open_entries" if record == self._volume() else "action_open_document"
            with self.subTest(record=record), self.assertRaises(AccessError):
                getattr(record.with_user(self.seller_b), method)()
