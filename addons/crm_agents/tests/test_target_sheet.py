from datetime import date

import psycopg2
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_targets import MONTH, TargetsCommon

SPRING = (5, 6, 10, 12, 12, 10, 8, 0, 9, 10, 9, 9)


@tagged("post_install", "-at_install")
class TestTarget(TargetsCommon):
    """One target per month, seller, customer, family and brand."""

    def test_once(self):
        self._target(100, categ_id=self.family.id)
        self._target(100)
        self._target(100, categ_id=self.family.id, brand_id=self.brand.id)
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"):
            self._target(50, categ_id=self.family.id, month="2026-06-17")
            self.env.flush_all()

    def test_any_day_is_its_month(self):
        target = self._target(100, month="2026-06-17")
        self.assertEqual(target.month, MONTH)
        target.month = "2026-07-31"
        self.assertEqual(target.month, date(2026, 7, 1))
        self.assertEqual(target.display_name, f"July 2026 · {self.agent_a.display_name}")

    def test_not_less_than_nothing(self):
        for values in ({"amount": -1}, {"quantity": -1}):
            with (
                self.assertRaises(psycopg2.errors.CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self._target(**values)
                self.env.flush_all()

    def test_company_not_contact(self):
        with self.assertRaises(ValidationError):
            self._target(100, partner_id=self.contact_a.id)


@tagged("post_install", "-at_install")
class TestTargetYear(TargetsCommon):
    """`agent.target.year`: what is typed into the sheet are the targets of the months, to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.season = cls.env["agent.target.season"].create(
            {"name": "Garden", **{f"weight_{number}": weight for number, weight in enumerate(SPRING, 1)}}
        )

    def _sheet(self, **values):
        return self.env["agent.target.year"].create({"agent_id": self.agent_a.id, "year": 2026, **values})

    def _months(self, measure="amount"):
        targets = self.env["agent.target"].search([("agent_id", "=", self.agent_a.id)], order="month")
        return {target.month.month: target[measure] for target in targets}

    def test_months_typed(self):
        row = self._sheet(month_3=300, month_4=150.55)
        self.assertEqual(self._months(), {3: 300, 4: 150.55})
        self.assertEqual((row.quarter_1, row.quarter_2, row.total), (300, 150.55, 450.55))
        row.write({"month_4": 100, "month_12": 50})
        self.assertEqual(self._months(), {3: 300, 4: 100, 12: 50})
        self.assertEqual((row.quarter_4, row.total), (50, 450))

    def test_total_is_laid_over_the_months_as_they_are(self):
        row = self._sheet(month_1=100, month_2=300)
        row.total = 1000
        self.assertEqual(self._months(), {1: 250, 2: 750})
        row.write({"quarter_1": 1001})
        self.assertEqual(self._months(), {1: 250, 2: 751})
        row.write({"quarter_3": 100})
        self.assertEqual(self._months(), {1: 250, 2: 751, 7: 33, 8: 33, 9: 34})
        self.assertEqual(row.total, 1101)

    def test_new_total_as_the_seller_sold_before(self):
        for month in range(1, 13):
            amount = 300 if month == 12 else 100
            self._invoice(self.customer_a, (self.desk, amount), day=date(2025, month, 5))
        self._sheet(total=14000)
        self.assertEqual(self._months(), {**dict.fromkeys(range(1, 12), 1000), 12: 3000})

    def test_new_total_without_a_year_before(self):
        self._sheet(total=100)
        self.assertEqual(self._months(), {**dict.fromkeys(range(1, 13), 8), **{3: 9, 6: 9, 9: 9, 12: 9}})

    def test_screen_adds_up_while_typing(self):
        form = Form(self.env["agent.target.year"], "crm_agents.agent_target_year_view_list")
        form.agent_id = self.agent_a
        form.year = 2026
        form.month_1 = 10
        self.assertEqual((form.quarter_1, form.total), (10, 10))
        form.month_2 = 30
        form.total = 80
        self.assertEqual((form.month_1, form.month_2, form.quarter_1), (20, 60, 80))
        form.quarter_2 = 30
        self.assertEqual((form.month_4, form.total), (10, 110))
        form.save()
        self.assertEqual(self._months(), {1: 20, 2: 60, 4: 10, 5: 10, 6: 10})

    def test_measures_are_rows_of_their_own(self):
        amount = self._sheet(month_1=100)
        quantity = self._sheet(measure="quantity", month_1=7, month_2=8)
        margin = self._sheet(measure="margin", month_1=30)
        self.assertEqual(self._months("quantity"), {1: 7, 2: 8})
        self.assertEqual(self._months("margin"), {1: 30, 2: 0})
        self.assertEqual(len({amount.id, quantity.id, margin.id}), 3)
        amount.unlink()
        self.assertEqual(self._months("amount"), {1: 0, 2: 0})
        self.assertEqual(self._months("quantity"), {1: 7, 2: 8})
        (quantity + margin).unlink()
        self.assertEqual(self._months(), {})

    def test_refused_and_nothing_written(self):
        row = self._sheet(month_1=100)
        refused = (
            self._sheet,
            lambda: self._sheet(month_1=50),
            lambda: row.write({"month_1": 0}),
            lambda: row.write({"total": 0}),
            lambda: row.write({"agent_id": self.colleague.id}),
            lambda: row.write({"measure": "margin"}),
            lambda: self._sheet(month_1=5, year=20266),
            lambda: self._sheet(total=1200, year=0),
        )
        for attempt in refused:
            with self.assertRaises(UserError):
                attempt()
        self.assertEqual(self._months(), {1: 100})
        self.assertFalse(self.env["agent.target"].search([("agent_id", "=", self.colleague.id)]))

    def test_spread_by_season(self):
        """`agent.target.spread`: 120,000 by weights, to whole hundreds; + 10 % keeps the season."""
        row = self._sheet(month_1=120000)
        wizard = self.env["agent.target.spread"].with_context(active_ids=row.ids)
        wizard.create({"profile": "season", "season_id": self.season.id, "step": 100}).action_spread()
        expected = [6000, 7200, 12000, 14400, 14400, 12000, 9600, 0, 10800, 12000, 10800, 10800]
        self.assertEqual(self._months(), {m: v for m, v in enumerate(expected, 1) if v})
        wizard.create({"profile": "own", "percent": 10, "step": 100}).action_spread()
        self.assertEqual(self.env["agent.target.year"].browse(row.id).total, 132000)
        self.assertEqual(self._months()[4], 15800)
        wizard.create({"profile": "equal", "step": 1}).action_spread()
        self.assertEqual(self._months(), {**dict.fromkeys(range(1, 13), 11000)})

    def test_season_without_weight_is_refused(self):
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.season.write({f"weight_{number}": 0 for number in range(1, 13)})
            self.env.flush_all()

    def test_sums_of_the_list(self):
        self._sheet(month_1=100, month_2=50)
        self._sheet(month_1=10, categ_id=self.family.id)
        self._sheet(month_1=1000, year=2025)
        [group] = self.env["agent.target.year"].formatted_read_group(
            [("year", "=", 2026), ("agent_id", "=", self.agent_a.id), ("measure", "=", "amount")],
            ["agent_id"],
            ["month_1:sum", "total:sum"],
        )
        self.assertEqual((group["month_1:sum"], group["total:sum"]), (110, 160))


@tagged("post_install", "-at_install")
class TestTargetMerge(TargetsCommon):
    """Two customers or two sellers turn out to be one: nothing that was to be sold is lost."""

    def _merge(self, *partners):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([partner.id for partner in partners], partners[0])

    def test_targets_of_merged_customers_add_up(self):
        other = self._create_customer("Gama Lda")
        self._target(100, partner_id=self.customer_a.id, quantity=1)
        self._target(30, partner_id=other.id, margin=5)
        self._target(7, partner_id=other.id, categ_id=self.family.id)
        self._merge(self.customer_a, other)
        targets = self.env["agent.target"].search([("partner_id", "=", self.customer_a.id)], order="amount")
        self.assertEqual(
            [(target.amount, target.quantity, target.margin) for target in targets],
            [(7, 0, 0), (130, 1, 5)],
        )

    def test_targets_of_merged_agents_add_up(self):
        twin = self.env["res.partner"].create({"name": "Outside Agent again", "is_agent": True})
        self._target(100, agent=self.agent_b)
        self._target(20, agent=twin)
        self._merge(self.agent_b, twin)
        [target] = self.env["agent.target"].search([("agent_id", "=", self.agent_b.id)])
        self.assertEqual(target.amount, 120)
