from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .common_targets import MONTH, TargetsCommon


@tagged("post_install", "-at_install")
class TestTargetAnalysis(TargetsCommon):
    """Every sale counts toward one target, and every figure is to the cent."""

    def test_nearest_family_and_last_year(self):
        """Furniture 900 is for all furniture but chairs, which have 600 of their own; 2,000 for all the rest."""
        rest = self._target(2000)
        furniture = self._target(900, categ_id=self.family.id)
        chairs = self._target(600, categ_id=self.chairs.id)
        self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 500), day="2026-06-02")
        self._invoice(self.customer_a, (self.desk, 800), (self.chair, 400), (self.lamp, 50), day="2025-06-30")
        rows = {row.target_id: row for row in self._rows(agent_id=self.agent_a.id)}
        self.assertEqual(set(rows), {rest, furniture, chairs})
        self.assertRecordValues(
            rows[furniture] + rows[chairs] + rows[rest],
            [
                {
                    "target_amount": 900,
                    "actual_amount": 1000,
                    "deviation_amount": 100,
                    "last_year_amount": 800,
                    "index": 125,
                },
                {
                    "target_amount": 600,
                    "actual_amount": 500,
                    "deviation_amount": -100,
                    "last_year_amount": 400,
                    "index": 125,
                },
                {
                    "target_amount": 2000,
                    "actual_amount": 0,
                    "deviation_amount": -2000,
                    "last_year_amount": 50,
                    "index": 0,
                },
            ],
        )
        self.assertAlmostEqual(rows[furniture].deviation_percent, 100 / 9)
        self.assertAlmostEqual(rows[chairs].deviation_percent, -100 / 6)

    def test_customer_before_brand_before_family(self):
        """A stool of brand Norte fits all four; they take it one after the other as the closer ones go."""
        targets = [
            self._target(4, partner_id=self.customer_a.id),
            self._target(3, brand_id=self.brand.id),
            self._target(2, categ_id=self.chairs.id),
            self._target(1),
        ]
        self._invoice(self.customer_a, (self.stool, 70), day="2026-06-03")
        for target in targets:
            [row] = self._rows(agent_id=self.agent_a.id, actual_amount=70)
            self.assertEqual(row.target_id, target)
            target.unlink()
        [row] = self._rows(agent_id=self.agent_a.id)
        self.assertRecordValues(
            row,
            [
                {
                    "target_id": False,
                    "has_target": False,
                    "target_amount": 0,
                    "actual_amount": 70,
                    "partner_id": self.customer_a.id,
                    "categ_id": self.chairs.id,
                    "brand_id": self.brand.id,
                }
            ],
        )

    def test_target_without_sale_and_sale_without_target(self):
        self._target(300, brand_id=self.brand.id, quantity=12)
        self._invoice(self.customer_a, (self.lamp, 80), day="2026-06-01")
        without_sale, without_target = self._rows(agent_id=self.agent_a.id).sorted("actual_amount")
        self.assertRecordValues(
            without_sale + without_target,
            [
                {"target_amount": 300, "actual_amount": 0, "target_quantity": 12, "has_target": True},
                {"target_amount": 0, "actual_amount": 80, "target_quantity": 0, "has_target": False},
            ],
        )

    def test_credit_notes_quantities_and_margin(self):
        """5 desks at 100 that cost 60, one comes back: 400, 4 pieces, 160 margin."""
        self._target(500, quantity=10, margin=200)
        invoice = self._invoice(
            self.customer_a,
            {"product_id": self.desk.id, "quantity": 5, "price_unit": 100},
            day="2026-06-02",
        )
        note = invoice._reverse_moves([{"invoice_date": "2026-06-09", "date": "2026-06-09"}])
        note.invoice_line_ids.quantity = 1
        note.action_post()
        [row] = self._rows(agent_id=self.agent_a.id)
        self.assertRecordValues(
            row,
            [
                {
                    "actual_amount": 400,
                    "actual_quantity": 4,
                    "deviation_quantity": -6,
                    "quantity_deviation_percent": -60,
                    "actual_margin": 160,
                    "deviation_margin": -40,
                    "margin_deviation_percent": -20,
                }
            ],
        )

    def test_shares_of_two_agents(self):
        """60/40 of 100.01: each toward his own target, together the invoice."""
        self.customer_a.agent_assignment_ids.unlink()
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.colleague, 40)
        self._target(100)
        self._target(50, agent=self.colleague)
        self._invoice(self.customer_a, (self.desk, 100.01), day="2026-06-02")
        rows = self._rows().sorted("actual_amount")
        self.assertEqual(rows.mapped("actual_amount"), [40.0, 60.01])
        self.assertEqual(rows.mapped("deviation_amount"), [-10.0, -39.99])

    def test_house_without_agents(self):
        """The salesperson's targets, in a company that assigns no agents."""
        self._target(1000, agent=self.colleague)
        self._invoice(self.customer_b, (self.desk, 250), day="2026-06-05", invoice_user_id=self.seller_b.id)
        [row] = self._rows(agent_id=self.colleague.id)
        self.assertRecordValues(
            row, [{"actual_amount": 250, "user_id": self.seller_b.id, "team_id": self.team_b.id}]
        )

    def test_sums_of_groups_are_all_targets_and_all_sales(self):
        """Ratios of a group are those of its sums, not the mean of its rows."""
        self._target(900, categ_id=self.family.id)
        self._target(100, categ_id=self.chairs.id)
        self._invoice(
            self.customer_a, (self.desk, 450), (self.chair, 150), (self.lamp, 200), day="2026-06-02"
        )
        self._invoice(self.customer_a, (self.desk, 1000), day="2025-06-02")
        [group] = self.env["agent.target.analysis"].formatted_read_group(
            [("month", "=", MONTH), ("agent_id", "=", self.agent_a.id)],
            ["agent_id"],
            [
                *("target_amount:sum", "actual_amount:sum", "deviation_amount:sum", "last_year_amount:sum"),
                *("deviation_percent:avg", "index:avg", "margin_index:avg"),
            ],
        )
        self.assertEqual(group["target_amount:sum"], 1000)
        self.assertEqual(group["actual_amount:sum"], 800)
        self.assertEqual(group["deviation_amount:sum"], -200)
        self.assertAlmostEqual(group["deviation_percent:avg"], -20)
        self.assertAlmostEqual(group["index:avg"], 80)

    def test_figures_open_their_documents(self):
        self._target(900, categ_id=self.family.id)
        sold = self._invoice(self.customer_a, (self.desk, 100), (self.lamp, 5), day="2026-06-02")
        chair = self._invoice(self.customer_a, (self.chair, 40), day="2026-06-30")
        lamp = self._invoice(self.customer_a, (self.lamp, 7), day="2026-06-12")
        before = self._invoice(self.customer_a, (self.chair, 30), day="2025-06-12")
        self._invoice(self.customer_a, (self.chair, 30), day="2026-07-01")
        order = self._create_order(self.customer_a, (self.desk, 3))
        order.action_confirm()
        with_target, rest = self._rows(agent_id=self.agent_a.id).sorted("target_amount", reverse=True)
        for row, method, documents in (
            (with_target, "action_open_documents", sold + chair),
            (with_target, "action_open_last_year", before),
            (with_target, "action_open_orders", order),
            (rest, "action_open_documents", sold + lamp),
            (rest, "action_open_last_year", before.browse()),
            (with_target + rest, "action_open_documents", sold + chair + lamp),
        ):
            action = getattr(row, method)()
            self.assertEqual(self.env[action["res_model"]].search(action["domain"]), documents.sorted())
        self.assertEqual((with_target.open_orders_amount, rest.open_orders_amount), (300, 0))

    def test_forecast_of_the_running_month(self):
        """8 of 22 working days, 400 sold: 1,100; a holiday makes it 8 of 21. Past months stay what they were."""
        self._target(1000)
        self._target(1000, month=date(2026, 5, 1))
        self._invoice(self.customer_a, (self.desk, 400), day="2026-06-03")
        self._invoice(self.customer_a, (self.desk, 700), day="2026-05-03")
        [row] = self._rows(agent_id=self.agent_a.id)
        self.assertAlmostEqual(row.forecast_amount, 1100)
        [past] = self._rows(agent_id=self.agent_a.id, month=date(2026, 5, 1))
        self.assertEqual(past.forecast_amount, 700)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-06-24 00:00:00",
                "date_to": "2026-06-24 23:59:59",
            }
        )
        self.assertAlmostEqual(self._rows(agent_id=self.agent_a.id).forecast_amount, 1050)
        self.company.resource_calendar_id = False
        self.assertAlmostEqual(self._rows(agent_id=self.agent_a.id).forecast_amount, 1100)

    def test_open_orders_by_share_and_what_is_left(self):
        """Of 10 desks at 100, 4 are invoiced: 600 open, of which 60 % are his."""
        self.customer_a.agent_assignment_ids.unlink()
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.colleague, 40)
        order = self._create_order(self.customer_a, (self.desk, 10))
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_line_ids.quantity = 4
        invoice.invoice_date = "2026-06-04"
        invoice.action_post()
        rows = self._rows().sorted("open_orders_amount")
        self.assertEqual(rows.mapped("open_orders_amount"), [240, 360])
        self.assertEqual(rows.mapped("actual_amount"), [160, 240])

    def test_bars_of_month_quarter_and_year(self):
        """June 300 of 1,000 with 8 of 22 days passed: behind; the quarter reached; sales without target left out."""
        self._target(1000, categ_id=self.family.id)
        self._target(500, month=date(2026, 4, 1))
        self._target(6000, month=date(2026, 1, 1))
        self._invoice(self.customer_a, (self.desk, 300), (self.lamp, 5000), day="2026-06-02")
        self._invoice(self.customer_a, (self.desk, 1300), day="2026-04-15")
        bars = self._progress()
        self.assertRecordValues(
            bars["month"] + bars["quarter"] + bars["year"],
            [
                {"target_amount": 1000, "actual_amount": 300, "missing_amount": 700, "pace": "behind"},
                {"target_amount": 1500, "actual_amount": 1600, "missing_amount": 0, "pace": "reached"},
                {"target_amount": 7500, "actual_amount": 1600, "missing_amount": 5900, "pace": "behind"},
            ],
        )
        self.assertEqual((bars["month"].days_passed, bars["month"].days), (8, 22))
        self.assertAlmostEqual(bars["month"].forecast_amount, 300 * 22 / 8)
        self.assertEqual(bars["month"].amount_percent, 30)
        self._invoice(self.customer_a, (self.desk, 100), day="2026-06-10")
        self.assertEqual(self._progress()["month"].pace, "on_track")
        action = self._progress()["month"].action_open_analysis()
        [row] = self.env["agent.target.analysis"].search(action["domain"])
        self.assertEqual(row.actual_amount, 400)

    def test_down_payments_drafts_and_other_months_stay_out(self):
        self._target(100)
        self._invoice(self.customer_a, (self.desk, 10), day="2026-06-01", post=False)
        self._invoice(self.customer_a, (self.desk, 10), day="2026-05-31")
        self._invoice(self.customer_a, (self.desk, 10), day="2026-07-01")
        order = self._create_order(self.customer_a, (self.desk, 10))
        order.action_confirm()
        advance = self.env["sale.advance.payment.inv"].create(
            {
                "advance_payment_method": "fixed",
                "fixed_amount": 50,
                "sale_order_ids": [Command.set(order.ids)],
            }
        )
        move = advance._create_invoices(order)
        move.invoice_date = MONTH + timedelta(days=3)
        move.action_post()
        [row] = self._rows(agent_id=self.agent_a.id)
        self.assertEqual((row.actual_amount, row.open_orders_amount), (0, 1000))
