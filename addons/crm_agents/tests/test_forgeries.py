"""What sellers and managers could write by RPC, or bring along as a default, to earn more than they did."""

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestForgeries(AgentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(5)
        cls.agent_a.commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a)

    def test_settlement_that_comes_approved_and_with_an_amount(self):
        self._invoice(self.customer_a, (self.desk, 1000))
        forged = {"state": "approved", "amount": 50000, "entry_count": 9, "payroll_date": "2026-01-31"}
        for name, value in forged.items():
            self.env["ir.default"].with_user(self.manager).set("agent.settlement", name, value, user_id=True)
        runs = self.env["agent.settlement.run"].with_user(self.manager)
        run = runs.create(
            {"company_id": self.env.company.id, "date_to": date(2026, 1, 31), "by_period": False}
        )
        run.with_context(**{f"default_{name}": value for name, value in forged.items()}).action_settle()
        settlement = self.env["agent.settlement"].search([("agent_id", "=", self.agent_a.id)])
        self.assertRecordValues(
            settlement, [{"state": "draft", "amount": 50, "entry_count": 1, "payroll_date": False}]
        )

    def test_cost_that_comes_as_a_default(self):
        self.desk.standard_price = 60
        self.env["ir.default"].with_user(self.seller_a).set(
            "sale.order.line", "purchase_price", 0.01, user_id=True
        )
        orders = self.env["sale.order"].with_user(self.seller_a)
        values = {"product_id": self.desk.id, "product_uom_qty": 1}
        order = orders.create({"partner_id": self.customer_a.id, "order_line": [Command.create(values)]})
        lines = self.env["sale.order.line"].with_user(self.seller_a)
        with self.assertRaises(AccessError):
            lines.with_context(default_purchase_price=0.01).create({**values, "order_id": order.id})
        self.assertEqual(order.sudo().order_line.mapped("purchase_price"), [60])

    def test_shares_that_do_not_add_up_are_not_posted(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), post=False)
        rows = self.env["account.move.agent"].with_user(self.manager)
        rows.create({"move_id": invoice.id, "agent_id": self.manager.partner_id.id, "share": 100})
        with self.assertRaises(ValidationError):
            invoice.action_post()
        self.assertFalse(self.env["agent.commission.entry"].search([("move_id", "=", invoice.id)]))

    def test_share_stays_with_its_document(self):
        posted = self._invoice(self.customer_a, (self.desk, 1000))
        draft = self._invoice(self.customer_a, (self.desk, 1000), post=False)
        with self.assertRaises(UserError):
            draft.agent_ids.with_user(self.manager).write({"move_id": posted.id})
        self.assertEqual((posted.agent_ids.agent_id, draft.agent_ids.move_id), (self.agent_a, draft))

    def test_seller_makes_nobody_an_agent_and_gives_nobody_a_plan(self):
        contact = self.env["res.partner"].create({"name": "Accomplice", "user_id": self.seller_a.id})
        contact = contact.with_user(self.seller_a)
        for vals in ({"is_agent": True}, {"commission_plan_id": self.plan.id}, {"commission_payroll": True}):
            with self.assertRaises(AccessError):
                contact.write(vals)
            with self.assertRaises(AccessError):
                contact.create({"name": "Another", **vals})
        self.assertFalse(contact.sudo().is_agent or contact.sudo().commission_plan_id)

    def test_seller_reads_why_but_not_the_margin(self):
        self.plan.rule_ids.write({"has_margin_from": True, "margin_from": 1})
        self._invoice(self.customer_a, (self.desk, 1000))
        entry = self.env["agent.commission.entry"].search([("agent_id", "=", self.agent_a.id)])
        self.assertIn("margin", entry.trace)
        entry.invalidate_recordset()
        seen = entry.with_user(self.seller_a)
        self.assertTrue(seen.explanation)
        for record in (seen, entry.term_id.with_user(self.seller_a)):
            with self.assertRaises(AccessError):
                record.read(["trace"])
