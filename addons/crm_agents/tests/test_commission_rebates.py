"""What is given back otherwise than it was sold: rebates, net prices, goods that stood on the invoice twice."""

from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestCommissionRebates(AgentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.discount = cls._create_sold("Discount", type="service", is_storable=False)
        cls.env.company.sale_discount_product_id = cls.discount
        cls.agent_a.commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a)

    def _credit_lines(self, invoice, *lines):
        """What a credit note of (product or text, untaxed amount) takes back of an invoice."""
        note = invoice._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}])
        note.invoice_line_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        **({"name": what} if isinstance(what, str) else {"product_id": what.id}),
                        "price_unit": price,
                        "tax_ids": [Command.set(self.tax.ids)],
                    }
                )
                for what, price in lines
            ),
        ]
        note.action_post()
        return round(sum(self._entries(move_id=note.id).mapped("amount")), 2)

    # -- discounts of the whole document --------------------------------------------------------------------

    def test_rebate_on_an_invoice_that_had_a_discount(self):
        """50 more off 900: 5 % of 50."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.discount, -100))
        self.assertEqual(self._earned(), 45.00)
        self.assertEqual(self._credit_lines(invoice, (self.discount, 50)), -2.50)

    def test_net_price_credited(self):
        """All that was paid is given back, on one line without the discount's."""
        invoice = self._invoice(self.customer_a, (self.desk, 600), (self.discount, -60))
        self.assertEqual(self._credit_lines(invoice, (self.desk, 540)), -27.00)
        self.assertEqual(self._earned(), 0.00)

    def test_half_credited_with_half_the_discount(self):
        invoice = self._invoice(self.customer_a, (self.desk, 600), (self.chair, 400), (self.discount, -100))
        self.assertEqual(self._credit_lines(invoice, (self.desk, 300), (self.discount, -30)), -13.50)
        self._credit(invoice, "2026-02-02")
        self.assertEqual(self._earned(), 0.00)

    # -- which line is given back ---------------------------------------------------------------------------

    def test_one_of_two_prices_of_a_product(self):
        """100 at 5 %, and 50 as the half price that it is at 2 %: what came back is the second."""
        by_discount = (2, {"has_discount_from": True, "discount_from": 40})
        self.agent_a.commission_plan_id = self._create_plan(by_discount, 5)
        invoice = self._invoice(self.customer_a, (self.desk, 100), (self.desk, 50))
        self.assertEqual(self._entries().mapped("amount"), [5.00, 1.00])
        self.assertEqual(self._credit_lines(invoice, (self.desk, 50)), -1.00)
        self.assertEqual(self._credit_lines(invoice, (self.desk, 50)), -2.50)
        self.assertEqual(self._credit_lines(invoice, (self.desk, 50)), -2.50)
        self.assertEqual(self._earned(), 0.00)

    def test_product_sold_and_taken_back_on_one_invoice(self):
        """Both lines add up to nothing, and each is worth something."""
        invoice = self._invoice(self.customer_a, (self.desk, 100), (self.desk, -100), (self.chair, 500))
        self.assertEqual(self._earned(), 25.00)
        self.assertEqual(self._credit_lines(invoice, (self.desk, 100)), -5.00)
        self.assertEqual(self._credit_lines(invoice, (self.chair, 500)), -25.00)

    def test_lines_without_a_product(self):
        """400 for work by hand are credited as such, and leave nothing behind."""
        by_hand = {
            "name": "By hand",
            "quantity": 1,
            "price_unit": 400,
            "tax_ids": [Command.set(self.tax.ids)],
        }
        invoice = self._invoice(self.customer_a, (self.desk, 600), by_hand)
        self.assertEqual(self._earned(), 50.00)
        self.assertEqual(self._credit_lines(invoice, ("By hand", 100)), -5.00)
        self.assertEqual(self._credit_lines(invoice, ("By hand", 300), (self.desk, 600)), -45.00)
        self.assertEqual(self._earned(), 0.00)

    # -- margin ---------------------------------------------------------------------------------------------

    def _sold_at_margin(self):
        """1,000 for what cost 700, at 10 % of the margin."""
        self.agent_a.commission_plan_id = self._create_plan(10, base="margin")
        self.desk.standard_price = 700
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self.assertEqual(self._earned(), 30.00)
        return invoice

    def test_rebate_is_all_margin(self):
        """100 given back without goods leave a margin of 200; then the desk comes back as well."""
        invoice = self._sold_at_margin()
        self.assertEqual(self._credit_lines(invoice, ("Delivered late", 100)), -10.00)
        self.assertEqual(self._credit_lines(invoice, (self.desk, 900)), -20.00)
        self.assertEqual(self._earned(), 0.00)

    def test_fee_kept_is_all_margin(self):
        """The desk comes back, 100 are kept: that is the margin now."""
        invoice = self._sold_at_margin()
        self.assertEqual(self._credit_lines(invoice, (self.desk, 1000), ("Restocking fee", -100)), -20.00)

    def test_rebate_above_the_margin(self):
        """It takes what was earned, and does not fine."""
        invoice = self._sold_at_margin()
        self.assertEqual(self._credit_lines(invoice, ("Goodwill", 400)), -30.00)

    def test_rebate_of_a_discounted_sale_at_margin(self):
        """1,000 less 100 for what cost 700 leave 200; 50 more off leave 150."""
        self.agent_a.commission_plan_id = self._create_plan(10, base="margin")
        self.desk.standard_price = 700
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.discount, -100))
        self.assertEqual(self._earned(), 20.00)
        self.assertEqual(self._credit_lines(invoice, (self.discount, 50)), -5.00)
