from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestSalesAnalysis(AgentsCommon):
    """Figures of the sales analysis: sums, percentages of sums, and what they are compared with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk.standard_price, cls.chair.standard_price = 60, 10
        cls.analysis = cls.env["agent.sales.analysis"]
        # A company of its own would need a chart of accounts: these customers have sold nothing else.
        cls.mine = [("partner_id", "in", (cls.customer_a | cls.customer_b).ids)]

    def _sums(self, *measures, group_by=(), domain=()):
        """The groups as lists, by the order of their keys; percentages are asked for with a % at the end."""
        asked = [f"{name[:-1]}:avg" if name.endswith("%") else f"{name}:sum" for name in measures]
        return [list(row) for row in self.analysis._read_group([*self.mine, *domain], group_by, asked)]

    def test_totals_are_those_of_the_ledger_with_shared_agents(self):
        self._assign(self.customer_a, self.agent_a, 33.3333)
        self._assign(self.customer_a, self.agent_b, 33.3333)
        invoice = self._invoice(self.customer_a, (self.desk, 100.01), (self.chair, 0.05), day="2026-01-15")
        note = self._credit(invoice, "2026-02-10", 33.35, 0.05)
        ledger = -sum((invoice | note).invoice_line_ids.mapped("balance"))
        self.assertEqual(round(ledger, 2), 66.66)
        [[amount, quantity, cost, margin]] = self._sums("amount", "quantity", "cost", "margin")
        self.assertEqual(round(amount, 2), 66.66)
        self.assertEqual(round(quantity, 6), 0)
        self.assertEqual((round(cost, 2), round(margin, 2)), (0, 66.66))
        by_agent = self._sums("amount", group_by=["agent_id"], domain=[("date", "<", "2026-02-01")])
        self.assertEqual(round(sum(row[1] for row in by_agent), 2), 100.06)
        self.assertEqual(
            {agent: round(amount, 2) for agent, amount in by_agent},
            {self.agent_a: 33.36, self.agent_b: 33.34, self.env.company.partner_id: 33.36},
        )

    def test_percentages_are_those_of_the_sums(self):
        """Margins of 40 of 100 and 90 of 100 on very different amounts: 47.5 % together, not the mean 65 %."""
        self._invoice(self.customer_a, {"product_id": self.desk.id, "quantity": 17, "price_unit": 100})
        self._invoice(self.customer_a, {"product_id": self.chair.id, "quantity": 3, "price_unit": 100})
        self.assertEqual(self._sums("margin_percent%", "profitability_index%"), [[47.5, 100 * 950 / 1050]])
        by_product = self._sums("margin_percent%", group_by=["product_id"])
        self.assertEqual(sorted(by_product, key=lambda row: row[1]), [[self.desk, 40], [self.chair, 90]])
        row = self.analysis.search([*self.mine, ("product_id", "=", self.desk.id)])
        self.assertEqual((row.margin_percent, round(row.profitability_index, 2)), (40, 66.67))

    def test_percentages_of_nothing_are_none(self):
        gift = self._create_sold("Gift", cost=0)
        self._invoice(self.customer_a, (gift, 100))
        note = self._invoice(self.customer_b, (gift, 0))
        self.assertEqual(self._sums("profitability_index%"), [[False]])
        row = self.analysis.search([("move_id", "=", note.id)])
        self.assertEqual((row.margin_percent, row.profitability_index), (0, 0))

    def test_percentages_in_every_set_of_a_pivot_and_in_any_order(self):
        self._invoice(self.customer_a, (self.desk, 100), day="2026-01-15")
        self._invoice(self.customer_b, (self.desk, 300), day="2026-01-15")
        sets = self.analysis.formatted_read_grouping_sets(
            self.mine, [[], ["partner_id"]], ["margin_percent:avg", "__count"]
        )
        self.assertEqual([group["margin_percent:avg"] for group in sets[0]], [70])
        self.assertEqual(sorted(group["margin_percent:avg"] for group in sets[1]), [40, 80])
        ordered = self.analysis._read_group(
            self.mine, ["partner_id"], ["margin_percent:avg"], order="margin_percent:avg desc"
        )
        self.assertEqual([partner for partner, _percent in ordered], [self.customer_b, self.customer_a])

    def _sell_for_years(self):
        """1,000 in March 2025, 200 in December 2025, 400 in February and 1,500 in March 2026."""
        for day, price in (
            ("2025-03-31", 1000),
            ("2025-12-31", 200),
            ("2026-02-28", 400),
            ("2026-03-15", 1500),
        ):
            self._invoice(self.customer_a, (self.desk, price), day=day)

    def test_months_beside_the_month_before_and_the_year_before(self):
        self._sell_for_years()
        names = (
            "amount",
            "amount_previous_month",
            "amount_last_year",
            "change_previous_month%",
            "change_last_year%",
        )
        months = self._sums(*names, group_by=["date:month"], domain=[("date", ">=", "2026-01-01")])
        figures = {str(row[0])[:7]: row[1:] for row in months}
        self.assertEqual(figures["2026-01"], [0, 200, 0, -100, False])
        self.assertEqual(figures["2026-02"], [400, 0, 0, False, False])
        self.assertEqual(figures["2026-03"], [1500, 400, 1000, 275, 50])
        self.assertEqual(figures["2026-04"][:2], [0, 1500])

    def test_quarters_beside_the_quarter_before_and_the_year_before(self):
        self._sell_for_years()
        quarters = self._sums(
            *("amount", "amount_previous_quarter", "amount_last_year", "change_last_year%"),
            group_by=["date:quarter"],
            domain=[("date", ">=", "2026-01-01"), ("date", "<=", "2026-06-30")],
        )
        figures = {str(row[0])[:7]: row[1:] for row in quarters}
        self.assertEqual(figures, {"2026-01": [1900, 200, 1000, 90], "2026-04": [0, 1900, 0, False]})

    def test_years_beside_the_year_before(self):
        self._sell_for_years()
        names = (
            "amount",
            "amount_last_year",
            "quantity_last_year",
            "margin_last_year",
            "margin_percent_last_year%",
        )
        years = self._sums(*names, group_by=["date:year"], domain=[("date", "<", "2027-01-01")])
        figures = {row[0].year: row[1:] for row in years}
        self.assertEqual(figures[2025], [1200, 0, 0, 0, False])
        self.assertEqual(figures[2026], [1900, 1200, 2, 1080, 90])

    def test_until_today_cuts_the_year_before_on_the_same_day(self):
        self._sell_for_years()
        year = [("date", ">=", "2026-01-01"), ("date", "<=", "2026-12-31")]
        for day, figures in (
            ("2026-03-30", [1900, 0, 600]),
            ("2026-03-31", [1900, 1000, 600]),
            ("2026-11-22", [1900, 1000, 2100]),
        ):
            with self.subTest(day=day):
                domain = [*year, ("date", "<=", day)]
                sums = self._sums("amount", "amount_last_year", "amount_previous_month", domain=domain)
                self.assertEqual(sums, [figures])

    def test_last_day_of_february_stays_in_its_month(self):
        self._invoice(self.customer_a, (self.desk, 100), day="2024-02-29")
        months = self._sums("amount_last_year", group_by=["date:month"], domain=[("date", ">", "2024-12-31")])
        self.assertEqual([(str(month), amount) for month, amount in months], [("2025-02-01", 100)])

    def test_without_the_past_rows_are_what_was_sold(self):
        self._sell_for_years()
        self.assertEqual(len(self.analysis.search(self.mine)), 4)
        [[count]] = self.analysis._read_group(self.mine, [], ["__count"])
        self.assertEqual(count, 4)

    def test_every_figure_opens_its_documents(self):
        """The rows behind a cell add up to it, and each leads to its invoice."""
        self._sell_for_years()
        compared = self.analysis.with_context(sales_comparison=True)
        march = [*self.mine, ("date", ">=", "2026-03-01"), ("date", "<", "2026-04-01")]
        rows = compared.search(march)
        for name, amount in (("amount", 1500), ("amount_previous_month", 400), ("amount_last_year", 1000)):
            self.assertEqual(sum(rows.mapped(name)), amount)
        past = rows.filtered(lambda row: row.kind == "last_year")
        self.assertEqual((str(past.date), str(past.document_date)), ("2026-03-31", "2025-03-31"))
        self.assertEqual(past.action_open_document()["res_id"], past.move_id.id)
        self.assertEqual(len(set(rows.ids)), len(rows))
        groups = compared.web_read_group(march, ["partner_id"], ["amount:sum"])
        self.assertEqual([group["__count"] for group in groups["groups"]], [len(rows)])

    def test_dates_open_on_one_side_or_under_an_or(self):
        self._sell_for_years()
        either = ["|", ("date", "<", "2025-04-01"), ("date", ">", "2026-03-01")]
        self.assertEqual(self._sums("amount", domain=either), [[2500]])
        self.assertEqual(self._sums("amount", domain=[("date", "<=", "2025-12-31")]), [[1200]])
        self.assertEqual(self._sums("amount", domain=[("date", "=", "2025-12-31")]), [[200]])

    def test_a_customer_in_two_groups_counts_once(self):
        north = self._create_customer_group("North", customers=[self.customer_a])
        chains = self._create_customer_group("Chains", parent=north, customers=[self.customer_a])
        self._invoice(self.customer_a, (self.desk, 100))
        self._invoice(self.customer_b, (self.desk, 50))
        groups = self._sums("amount", group_by=["customer_group_id"])
        self.assertEqual(groups, [[north, 100], [self.env["crm.customer.group"], 50]])
        for group in (north, chains):
            below = [("customer_group_ids", "child_of", group.ids)]
            self.assertEqual(self._sums("amount", domain=below), [[100]])
        self.assertFalse(self.analysis.fields_get(["customer_group_ids"])["customer_group_ids"]["groupable"])

    def test_family_with_what_is_below_it_brand_and_region(self):
        brand = self.env["product.brand"].create({"name": "Oak"})
        self.chair.product_brand_id = brand
        region = self.env["res.country.state"].search([], limit=1)
        self.customer_a.write({"country_id": region.country_id.id, "state_id": region.id})
        self._invoice(self.customer_a, (self.desk, 100), (self.chair, 30))
        self.assertEqual(self._sums("amount", domain=[("categ_id", "child_of", self.family.ids)]), [[130]])
        self.assertEqual(self._sums("amount", group_by=["categ_id"]), [[self.family, 100], [self.chairs, 30]])
        self.assertEqual(self._sums("amount", domain=[("product_brand_id", "=", brand.id)]), [[30]])
        self.assertEqual(self._sums("amount", group_by=["state_id"]), [[region, 130]])

    def test_foreign_invoice_counts_in_company_currency(self):
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "X"})
        self.env["res.currency.rate"].create({"name": "2026-01-01", "rate": 4, "currency_id": currency.id})
        invoice = self._invoice(
            self.customer_a, (self.desk, 1000), day="2026-01-15", currency_id=currency.id, post=False
        )
        invoice.agent_ids = [
            Command.clear(),
            Command.create({"agent_id": self.agent_a.id, "share": 70}),
            Command.create({"agent_id": self.agent_b.id, "share": 30}),
        ]
        invoice.action_post()
        self.assertEqual(sorted(row[1] for row in self._sums("amount", group_by=["agent_id"])), [75, 175])
