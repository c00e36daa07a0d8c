from odoo.addons.crm_orders_portal.tests.common import PortalHttpCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalCredit(PortalHttpCase):
    """A customer reads in his basket what the order would use of his ceilings, and nobody else's figures."""

    def setUp(self):
        super().setUp()
        self.env.company.portal_show_credit = True
        self.contact_a.may_see_account = True
        self.plate.taxes_id = False
        self.env["credit.ceiling"].create(
            {
                "partner_id": self.customer_a.id,
                "credit_ceiling": 1000,
                "has_obligo_ceiling": True,
                "obligo_ceiling": 1500,
            }
        )
        self._create_order(self.contact_a, (self.plate, 75)).action_confirm()
        self.authenticate("buyer_a", "buyer_a")

    def _effects(self, order, contact=None):
        effects = order._portal_credit_effects(contact or self.contact_a)
        return [(float(e.ceiling), float(e.used), float(e.added), float(e.left)) for e in effects]

    def test_both_ceilings_before_the_order_is_sent_and_nothing_after(self):
        self._fill(self.plate, quantity="200")
        basket = self._basket(self.buyer_a)
        self.assertEqual(self._effects(basket), [(1000, 300, 800, -100), (1500, 300, 800, 400)])
        text = self._text(self._get("/my/basket")).replace("\ufeff", "")  # Odoo's glue before a minus
        self.assertIn("Your credit Ceiling $ 1,000.00 Used so far $ 300.00 This order $ 800.00", text)
        self.assertIn("Left afterwards $ -100.00", text)
        self.assertIn("Your credit, cheques and bills included Ceiling $ 1,500.00", text)
        self._send(basket)
        self.assertEqual((basket.state, basket.authorization_state), ("sent", "waiting"))
        self.assertNotIn("Left afterwards", self._text(self._get(f"/my/orders/{basket.id}")))

    def test_an_order_that_somebody_else_pays_tells_nothing_of_him(self):
        order = self._create_order(self.contact_a, (self.plate, 5), partner_invoice_id=self.customer_b.id)
        self.env["credit.ceiling"].create({"partner_id": self.customer_b.id, "credit_ceiling": 777})
        self.assertEqual(self._effects(order), [])

    def test_a_customer_without_ceilings_sees_none(self):
        order = self._create_order(self.contact_b, (self.plate, 5))
        self.contact_b.may_see_account = True
        self.assertEqual(self._effects(order, self.contact_b), [])

    def test_in_the_companys_currency(self):
        currency = self.env["res.currency"].create(
            {
                "name": "OBL",
                "symbol": "O",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 2, "company_id": self.env.company.id})],
            }
        )
        pricelist = self.env["product.pricelist"].create({"name": "Abroad", "currency_id": currency.id})
        order = self._create_order(self.contact_a, (self.plate, 5), pricelist_id=pricelist.id)
        self.assertEqual((order.amount_total, order.currency_id), (40, currency))
        self.assertEqual(self._effects(order)[0], (1000, 300, 20, 680))
