from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionInvoice(AgentsCommon):
    """Commission on invoices: rules, shares, discounts, credit notes, withdrawal."""

    def _all_to(self, agent, *rules, **values):
        agent.commission_plan_id = self._create_plan(*rules, **values)
        self._assign(self.customer_a, agent)

    def test_case_3_refund_after_settlement(self):
        self._all_to(self.agent_a, 5)
        invoice = self._invoice(self.customer_a, (self.desk, 2000), day="2026-01-10")
        january = self.env["agent.settlement"]._settle(self.agent_a, self.env.company, "2026-01-31")
        self.assertEqual(january.amount, 100.00)
        self._credit(invoice, "2026-02-12", 500)
        self._invoice(self.customer_a, (self.desk, 1200), day="2026-02-20")
        self.assertEqual(self._earned(day_from="2026-02-01"), 35.00)
        self.assertEqual((january.amount, sum(january.entry_ids.mapped("amount"))), (100.00, 100.00))
        february = self.env["agent.settlement"]._settle(self.agent_a, self.env.company, "2026-02-28")
        self.assertEqual(february.amount, 35.00)

    def test_case_3_negative_month_is_carried_forward(self):
        self._all_to(self.agent_a, 5)
        invoice = self._invoice(self.customer_a, (self.desk, 2000), day="2026-01-10")
        settle = self.env["agent.settlement"]._settle
        settle(self.agent_a, self.env.company, "2026-01-31")
        self._credit(invoice, "2026-02-12", 500)
        self.assertFalse(settle(self.agent_a, self.env.company, "2026-02-28"))
        self._invoice(self.customer_a, (self.desk, 800), day="2026-03-20")
        self.assertEqual(settle(self.agent_a, self.env.company, "2026-03-31").amount, 15.00)

    def test_case_5_two_agents(self):
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.agent_b, 40)
        self.agent_a.commission_plan_id = self.agent_b.commission_plan_id = self._create_plan(5)
        self._invoice(self.customer_a, (self.desk, 200.20))  # 10.01 of commission together
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (6.01, 4.00))

    def test_case_5_two_plans(self):
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.agent_b, 40)
        self.agent_a.commission_plan_id = self._create_plan(5)
        self.agent_b.commission_plan_id = self._create_plan(3)
        self._invoice(self.customer_a, (self.desk, 1000))
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (30.00, 12.00))

    def test_case_5_three_thirds(self):
        agents = (
            self.agent_a + self.agent_b + self.env["res.partner"].create({"name": "Third", "is_agent": True})
        )
        agents.commission_plan_id = self._create_plan(5)
        for agent, share in zip(agents, (33.3333, 33.3333, 33.3334), strict=True):
            self._assign(self.customer_a, agent, share)
        self._invoice(self.customer_a, (self.desk, 200))
        self.assertEqual([self._earned(agent) for agent in agents], [3.33, 3.33, 3.34])

    def test_case_11_zero_negative_excluded_lines(self):
        freight = self._create_sold("Freight", type="service", is_storable=False)
        discount = self._create_sold("Discount", type="service", is_storable=False)
        self.env.company.sale_discount_product_id = discount
        self._all_to(self.agent_a, (0, {"product_id": freight.id}), 5)
        invoice = self._invoice(
            self.customer_a,
            {"display_type": "line_section", "name": "Section"},
            (self.desk, 1000),
            {"product_id": self.chair.id, "quantity": 2, "price_unit": 0},
            (discount, -100),
            (freight, 50),
            {"display_type": "line_note", "name": "Note"},
        )
        self.assertEqual(self._earned(), 45.00)
        self.assertEqual(self._entries().mapped("product_id"), self.desk)
        self._credit(invoice, "2026-01-31")
        self.assertEqual(self._entries(kind="refund").mapped("amount"), [-45.00])

    def test_discount_lowers_each_family_at_its_rate(self):
        discount = self._create_sold("Discount", type="service", is_storable=False)
        self.env.company.sale_discount_product_id = discount
        self._all_to(self.agent_a, (10, {"categ_id": self.chairs.id}), (5, {"categ_id": self.family.id}))
        self._invoice(self.customer_a, (self.desk, 600), (self.chair, 400), (discount, -100))
        self.assertEqual(sorted(self._entries().mapped("amount")), [27.00, 36.00])

    def test_discount_is_borne_by_lines_without_a_rule_too(self):
        discount = self._create_sold("Discount", type="service", is_storable=False)
        self.env.company.sale_discount_product_id = discount
        self._all_to(self.agent_a, (5, {"categ_id": self.chairs.id}))
        self._invoice(self.customer_a, (self.chair, 100), (self.desk, 900), (discount, -150))
        self.assertEqual([(entry.base, entry.amount) for entry in self._entries()], [(85.00, 4.25)])

    def test_discount_above_the_margin_fines_nobody(self):
        discount = self._create_sold("Discount", type="service", is_storable=False)
        self.env.company.sale_discount_product_id = discount
        self._all_to(self.agent_a, 10, base="margin")
        self.desk.standard_price = 950
        self._invoice(self.customer_a, (self.desk, 1000), (discount, -100))
        self.assertEqual(self._earned(), 0.00)

    def test_case_13_cancelled_before_settlement(self):
        self._all_to(self.agent_a, 5)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        invoice.button_cancel()
        self.assertEqual(self._entries().mapped("amount"), [-50.00, 50.00][::-1])
        self.assertEqual(self._earned(), 0.00)

    def test_case_13_reset_after_settlement(self):
        self._all_to(self.agent_a, 5)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        settlement = self.env["agent.settlement"]._settle(self.agent_a, self.env.company, "2026-01-31")
        settlement.user_id = self.manager
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 800
        invoice.action_post()
        self.assertEqual(settlement.entry_ids.mapped("amount"), [50.00])
        self.assertEqual(self._entries(settlement_id=False).mapped("amount"), [40.00, -50.00])
        self.assertEqual(settlement.activity_ids.user_id, self.manager)

    def test_nearest_family_wins_whatever_the_order(self):
        self._all_to(self.agent_a, (5, {"categ_id": self.family.id}), (8, {"categ_id": self.chairs.id}), 1)
        self._invoice(self.customer_a, (self.desk, 100), (self.chair, 100), (self._create_sold("Lamp"), 100))
        self.assertEqual(self._entries().mapped("amount"), [5.00, 8.00, 1.00])
        self.assertEqual(
            self._entries().rule_id, self.agent_a.commission_plan_id.rule_ids, "each entry names its rule"
        )

    def test_rule_by_brand_group_customer_and_date(self):
        brand = self.env["product.brand"].create({"name": "Brand"})
        self.chair.product_brand_id = brand
        above = self._create_customer_group("Region")
        below = self._create_customer_group("Town", parent=above, customers=[self.customer_b])
        self.assertEqual(below.parent_id, above)
        plan = self._create_plan(
            (9, {"date_to": "2025-12-31"}),
            (7, {"brand_id": brand.id}),
            (6, {"partner_id": self.customer_a.id}),
            (4, {"customer_group_id": above.id}),
        )
        self.agent_a.commission_plan_id = plan
        other = self._create_customer("Gama Lda")
        for customer in (self.customer_a, self.customer_b, other):
            self._assign(customer, self.agent_a)
        self._invoice(self.customer_a, (self.chair, 100), (self.desk, 100))
        self._invoice(self.customer_b, (self.desk, 100))
        self._invoice(other, (self.desk, 100))
        self.assertEqual(self._entries().mapped("amount"), [7.00, 6.00, 4.00])

    def test_rule_by_effective_discount_and_margin(self):
        self.desk.write({"list_price": 100, "standard_price": 60})
        self._all_to(
            self.agent_a,
            (1, {"has_discount_from": True, "discount_from": 20}),
            (3, {"has_discount_from": True, "discount_from": 10}),
            (6, {"has_margin_from": True, "margin_from": 40}),
            4,
        )
        for price, discount in ((100, 0), (90.01, 0), (100, 10), (80, 0), (90, 12)):
            values = {"product_id": self.desk.id, "quantity": 1, "price_unit": price, "discount": discount}
            self._invoice(self.customer_a, values)
        self.assertEqual(self._entries().mapped("rate"), [6.0, 4.0, 3.0, 1.0, 1.0])

    def test_margin_base_uses_cost_of_the_sale(self):
        self._all_to(self.agent_a, 10, base="margin")
        self.desk.standard_price = 60
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.desk.id,
                            "product_uom_id": dozen.id,
                            "product_uom_qty": 5,
                            "price_unit": 1200,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        self.desk.standard_price = 90  # afterwards: the sale was made at 60
        order._create_invoices().action_post()
        self.assertEqual(self._entries().base, 2400.00)  # 6,000 − 60 × 60
        self.assertEqual(self._earned(), 240.00)

    def test_margin_refund_takes_back_what_was_earned(self):
        self._all_to(self.agent_a, 10, base="margin")
        self.desk.standard_price = 60
        invoice = self._invoice(self.customer_a, (self.desk, 100))
        self.desk.standard_price = 10
        self._credit(invoice, "2026-02-01", 50)
        self._credit(invoice, "2026-02-02", 50)
        self.assertEqual(self._entries().mapped("amount"), [4.00, -2.00, -2.00])

    def test_credit_notes_in_thirds_take_back_the_whole(self):
        self._all_to(self.agent_a, 5)
        invoice = self._invoice(self.customer_a, (self.desk, 200))
        for day, amount in (("2026-02-01", 66.67), ("2026-02-02", 66.67), ("2026-02-03", 66.66)):
            self._credit(invoice, day, amount)
        self.assertEqual(self._entries().mapped("amount"), [10.00, -3.33, -3.34, -3.33])

    def test_credit_keeps_rates_after_plan_changed(self):
        self._all_to(self.agent_a, (5, {"categ_id": self.family.id}), 2)
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self._create_sold("Lamp"), 500))
        self.agent_a.commission_plan_id.rule_ids.rate = 50
        note = invoice._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}])
        note.invoice_line_ids[1].unlink()
        note.invoice_line_ids.product_id = False
        note.invoice_line_ids.write({"name": "Goodwill", "price_unit": 150, "tax_ids": [Command.clear()]})
        note.action_post()
        # A tenth of the invoice: a tenth of what each line earned.
        self.assertEqual(sorted(self._entries(kind="refund").mapped("amount")), [-5.00, -1.00])

    def test_foreign_currency_at_the_rate_of_the_invoice(self):
        self._all_to(self.agent_a, 5)
        currency = self.env["res.currency"].create({"name": "XTS", "symbol": "X", "rounding": 0.01})
        self.env["res.currency.rate"].create({"currency_id": currency.id, "name": "2026-01-01", "rate": 4.0})
        self._invoice(self.customer_a, (self.desk, 1000), currency_id=currency.id)
        self.assertEqual((self._entries().base, self._earned()), (250.00, 12.50))

    def test_house_and_agents_without_plan_earn_nothing(self):
        self.agent_a.commission_plan_id = self._create_plan(5)
        self._assign(self.customer_a, self.agent_a, 50)
        self._assign(self.customer_a, self.agent_b, 20)
        self._invoice(self.customer_a, (self.desk, 1000))
        self.assertEqual(self._entries().mapped("amount"), [25.00])
