"""What an order would use of the customer's credit: on his pages before he places it, and nobody else's."""

from odoo.tests import tagged

from .common import PortalHttpCase

SHOWN = "Left afterwards"


@tagged("post_install", "-at_install")
class TestCreditEffect(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.contact_a.may_see_account = True
        self.env.company.portal_show_credit = True
        self.asked = []

        def effect(order):
            self.asked.append(order.id)
            return [("Your credit", 1000.0, 300.0, order.amount_total)]

        self.patch(self.registry["sale.order"], "_portal_credit_effect", effect)
        self.authenticate("buyer_a", "buyer_a")

    def _quote(self, customer, **values):
        order = self._create_order(customer, (self.plate, 5), **values)
        order.order_line.tax_ids = False
        order.action_quotation_sent()
        return order

    def test_basket_shows_ceiling_used_order_and_left(self):
        self._fill(quantity="20")
        self._basket(self.buyer_a).order_line.tax_ids = False
        text = self._text(self._get("/my/basket"))
        self.assertIn("Ceiling $ 1,000.00 Used so far $ 300.00 This order $ 200.00", text)
        self.assertIn("Left afterwards $ 500.00", text)

    def test_basket_without_goods_asks_nothing(self):
        self.assertEqual(self._get("/my/basket").status_code, 200)
        self.assertFalse(self.asked)

    def test_beyond_the_ceiling_it_is_red(self):
        self._fill(quantity="71")
        self._basket(self.buyer_a).order_line.tax_ids = False
        page = self._page("/my/basket")
        [left] = page.xpath("//div[contains(@class, 'o_obligo_credit')]//dd[contains(@class, 'text-danger')]")
        self.assertEqual(left.text_content().replace("\xa0", " ").replace("\ufeff", ""), "$ -10.00")
        [bar] = page.xpath("//div[contains(@class, 'bg-danger')]/..")
        self.assertEqual(bar.get("style"), "width: 70%")

    def test_only_as_the_company_allows(self):
        self.env.company.portal_show_credit = False
        self._fill()
        order = self._quote(self.contact_a)
        for page in ("/my/basket", f"/my/orders/{order.id}"):
            self.assertNotIn(SHOWN, self._text(self._get(page)))
        self.assertFalse(self.asked)

    def test_only_with_the_right_to_see_the_account(self):
        self.contact_a.may_see_account = False
        self._fill()
        order = self._quote(self.contact_a)
        for page in ("/my/basket", f"/my/orders/{order.id}", order.get_portal_url()):
            self.assertNotIn(SHOWN, self._text(self._get(page)))
        self.assertFalse(self.asked)

    def test_quotation_of_ours_before_it_is_signed(self):
        order = self._quote(self.contact_a)
        text = self._text(self._get(f"/my/orders/{order.id}"))
        self.assertIn("This order $ 20.00 Left afterwards $ 680.00", text)
        order.action_confirm()
        self.assertNotIn(SHOWN, self._text(self._get(f"/my/orders/{order.id}")))

    def test_not_while_it_is_being_checked(self):
        order = self._quote(self.contact_a)
        self.patch(self.registry["sale.order"], "_is_awaiting_check", lambda _order: True)
        self.assertNotIn(SHOWN, self._text(self._get(f"/my/orders/{order.id}")))

    def test_expired_quotation_says_nothing(self):
        order = self._quote(self.contact_a, validity_date="2020-01-01")
        self.assertNotIn(SHOWN, self._text(self._get(f"/my/orders/{order.id}")))

    def test_a_link_to_another_customers_quotation_tells_nothing(self):
        order = self._quote(self.contact_b)
        self.contact_b.may_see_account = True
        response = self._get(order.get_portal_url())
        self.assertEqual(response.status_code, 200)
        self.assertNotIn(SHOWN, self._text(response))
        self.assertFalse(self.asked)

    def test_visitor_with_the_link_sees_no_credit(self):
        order = self._quote(self.contact_a)
        self.authenticate(None, None)
        response = self._get(order.get_portal_url())
        self.assertEqual(response.status_code, 200)
        self.assertIn(order.name, self._text(response))
        self.assertNotIn(SHOWN, self._text(response))
        self.assertFalse(self.asked)

    def test_salesperson_on_the_customers_page_asks_nothing(self):
        order = self._quote(self.contact_a)
        self.authenticate("seller_a", "seller_a")
        self.assertNotIn(SHOWN, self._text(self._get(order.get_portal_url())))
        self.assertFalse(self.asked)
