from datetime import date

import psycopg2
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_targets import TargetsCommon


@tagged("post_install", "-at_install")
class TestTargetCopy(TargetsCommon):
    """`agent.target.copy`: targets from the year before plus x %, proposed in `agent.target.copy.line` first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._invoice(cls.customer_a, (cls.desk, 1000), (cls.chair, 200), day="2025-03-10")
        cls._invoice(cls.customer_a, (cls.stool, 300), (cls.lamp, 40), day="2025-09-10")
        cls._invoice(cls.customer_b, (cls.lamp, 500), day="2025-05-10", invoice_user_id=cls.seller_b.id)

    def _copy(self, user=None, **values):
        model = self.env["agent.target.copy"].with_user(user or self.env.user)
        wizard = model.create({"year": 2026, "agent_ids": (self.agent_a + self.colleague).ids, **values})
        wizard.action_propose()
        return wizard

    def _proposal(self, wizard):
        return {
            (line.agent_id, line.categ_id or line.brand_id or line.partner_id): (
                line.base_amount,
                line.amount,
            )
            for line in wizard.line_ids
        }

    def _targets(self, **criteria):
        domain = [("month", ">=", date(2026, 1, 1)), ("month", "<=", date(2026, 12, 1))]
        domain += [(name, "=", value) for name, value in criteria.items()]
        targets = self.env["agent.target"].search(domain, order="month")
        return [(target.month.month, target.amount) for target in targets]

    def test_main_families_plus_ten_percent(self):
        wizard = self._copy(percent=10, profile="same")
        lamps = self.lamp.categ_id
        self.assertEqual(
            self._proposal(wizard),
            {
                (self.agent_a, self.family): (1500, 1650),
                (self.agent_a, lamps): (40, 44),
                (self.colleague, lamps): (500, 550),
            },
        )
        self.assertEqual((wizard.base_total, wizard.total), (2040, 2244))
        self.assertFalse(self._targets(agent_id=self.agent_a.id))
        wizard.action_set()
        self.assertEqual(self._targets(categ_id=self.family.id), [(3, 1320), (9, 330)])
        self.assertEqual(self._targets(agent_id=self.colleague.id), [(5, 550)])

    def test_season_of_the_seller_altogether(self):
        """1,200 in March and 340 in September: 44 of lamps become 34 and 10."""
        self._copy(percent=10, profile="seller").action_set()
        self.assertEqual(
            self._targets(agent_id=self.agent_a.id, categ_id=self.lamp.categ_id.id), [(3, 34), (9, 10)]
        )

    def test_own_percent_and_figure_per_line(self):
        wizard = self._copy(percent=0, profile="same", family_level="own")
        with Form(wizard) as form:
            with form.line_ids.edit(0) as line:
                line.percent = -50
            with form.line_ids.edit(1) as line:
                line.amount = 999
        wizard.action_set()
        first, second = wizard.line_ids[:2]
        self.assertEqual(first.amount, first.base_amount / 2)
        self.assertEqual(
            sum(
                amount
                for _month, amount in self._targets(categ_id=first.categ_id.id, agent_id=first.agent_id.id)
            ),
            first.base_amount / 2,
        )
        self.assertEqual(
            sum(
                amount
                for _month, amount in self._targets(categ_id=second.categ_id.id, agent_id=second.agent_id.id)
            ),
            999,
        )

    def test_by_customer_and_brand_above_a_minimum(self):
        wizard = self._copy(
            percent=0, by_customer=True, by_brand=True, family_level="none", minimum=400, profile="equal"
        )
        rows = [(line.partner_id, line.brand_id, line.base_amount) for line in wizard.line_ids]
        self.assertCountEqual(
            rows,
            [
                (self.customer_a, self.brand.browse(), 1240),
                (self.customer_b, self.brand.browse(), 500),
            ],
        )

    def test_quantities_and_margins(self):
        wizard = self._copy(percent=100, family_level="none", with_quantity=True, with_margin=True, step=0.01)
        line = wizard.line_ids.filtered(lambda line: line.agent_id == self.colleague)
        self.assertEqual((line.base_quantity, line.quantity), (1, 2))
        self.assertEqual((line.base_margin, line.margin), (440, 880))
        wizard.action_set()
        [target] = self.env["agent.target"].search([("agent_id", "=", self.colleague.id)])
        self.assertEqual((target.amount, target.quantity, target.margin), (1000, 2, 880))

    def test_existing_ones_are_kept_or_replaced(self):
        self._target(77, month=date(2026, 1, 1), categ_id=self.family.id)
        self._copy(percent=0, profile="same").action_set()
        self.assertEqual(self._targets(categ_id=self.family.id), [(1, 77)])
        self._copy(percent=0, profile="same", existing="replace").action_set()
        self.assertEqual(self._targets(categ_id=self.family.id), [(1, 0), (3, 1200), (9, 300)])

    def test_again_changes_nothing(self):
        self._copy(percent=5).action_set()
        before = self._targets(agent_id=self.agent_a.id)
        self._copy(percent=20).action_set()
        self.assertEqual(self._targets(agent_id=self.agent_a.id), before)

    def test_from_targets(self):
        self._target(100, month=date(2025, 2, 1), brand_id=self.brand.id)
        self._target(300, month=date(2025, 4, 1), brand_id=self.brand.id)
        self._copy(percent=50, source="targets", profile="same").action_set()
        self.assertEqual(self._targets(brand_id=self.brand.id), [(2, 150), (4, 450)])

    def test_nothing_to_start_from(self):
        with self.assertRaises(UserError):
            self._copy(year=2020)
        for year in (0, 20266):
            with self.assertRaisesRegex(UserError, f"“{year}” is no year"):
                self._copy(year=year)
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self._copy(percent=-150)

    def test_sheet_opens_with_amounts_alone(self):
        """Quantities below them would be added to money in the sums of the columns."""
        wizard = self._copy(with_quantity=True)
        self.assertEqual(wizard.action_set()["context"], {"search_default_amount": 1})

    def test_manager_sets_those_of_his_team(self):
        wizard = self._copy(user=self.manager, percent=0)
        self.assertEqual(wizard.line_ids.agent_id, self.agent_a)
        wizard.action_set()
        self.assertTrue(self._targets(agent_id=self.agent_a.id))
        self.assertFalse(self._targets(agent_id=self.colleague.id))
