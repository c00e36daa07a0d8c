"""Two customers with a portal log-in each, products in stock, and the steps of a browser without script."""

from datetime import timedelta
from unittest.mock import patch

from lxml import html
from odoo import Command, fields, http
from odoo.addons.crm_base.tests.common import ObligoCommon
from odoo.tests import HttpCase, new_test_user


class PortalCommon(ObligoCommon):
    """`buyer_a` buys for `customer_a`, `buyer_b` for `customer_b`; both may order, neither sees the account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids |= cls.env.ref("product.group_product_pricelist")
        cls.buyer_a = cls._create_buyer("buyer_a", cls.contact_a)
        cls.buyer_b = cls._create_buyer("buyer_b", cls.contact_b)
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.env.company.id)], limit=1)
        cls.cup = cls._create_goods("Blue cup", price=10.0, default_code="CUP-1", barcode="9910000000017")
        cls.plate = cls._create_goods("White plate", price=4.0, default_code="PLATE-1")
        cls.secret = cls._create_goods(
            "Not for them", price=1.0, default_code="SECRET-1", portal_published=False
        )
        cls._stock(cls.cup, 100)

    @classmethod
    def _create_buyer(cls, login, contact):
        """A portal log-in for a contact; the password is the log-in."""
        contact.write({"email": f"{login}@example.com"})
        return new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            partner_id=contact.id,
            password=login,
            name=contact.name,
        )

    @classmethod
    def _stock(cls, product, quantity, warehouse=None):
        place = (warehouse or cls.warehouse).lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(product, place, quantity)

    @classmethod
    def _buy(cls, product, quantity, days=0):
        """A confirmed purchase of the product, to arrive in so many days."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.env["res.partner"].create({"name": "Supplier"}).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": 5,
                            "date_planned": fields.Datetime.now() + timedelta(days=days),
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        return order

    @classmethod
    def _deliver(cls, order, quantities):
        """Ship `quantities` ({product: quantity}) of the order's open delivery, the rest as a backorder."""
        picking = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        for move in picking.move_ids:
            move.quantity = quantities.get(move.product_id, 0.0)
            move.picked = bool(move.quantity)
        picking.with_context(skip_backorder=True, cancel_backorder=False).button_validate()
        return picking

    @classmethod
    def _invoice(cls, order, quantities=None):
        """A posted invoice over what is to be invoiced, or over `quantities` ({product: quantity})."""
        invoice = order._create_invoices()
        for line in invoice.invoice_line_ids:
            if quantities and line.product_id in quantities:
                line.quantity = quantities[line.product_id]
        invoice.action_post()
        return invoice

    @classmethod
    def _send_mails(cls):
        """Run the job that mails confirmations; in a test it commits nothing."""
        with patch.object(cls.env.cr, "commit", cls.env.flush_all):
            cls.env["sale.order"]._cron_send_pending_emails()

    @classmethod
    def _end_transaction(cls):
        """What the end of a request does: flush, and date the milestones."""
        cls.env.cr.flush()


class PortalHttpCase(PortalCommon, HttpCase):
    """Pages asked for as a browser without script does."""

    def _get(self, url, **kwargs):
        return self.url_open(url, **kwargs)

    def _page(self, url):
        """The page as a tree; it must be there."""
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200, url)
        return self._tree(response)

    def _tree(self, response):
        return html.fromstring(response.content)

    def _post(self, url, data=None, **kwargs):
        data = {"csrf_token": http.Request.csrf_token(self), **(data or {})}
        return self.url_open(url, data=data, **kwargs)

    def _text(self, response):
        return " ".join(self._tree(response).text_content().split())

    def _basket(self, buyer):
        return self.env["sale.order"]._portal_basket(buyer.partner_id)

    def _fill(self, product=None, quantity="2"):
        return self._post("/my/basket/add", {"product_id": (product or self.cup).id, "quantity": quantity})

    def _send(self, basket, **values):
        return self._post("/my/basket/save", {"token": basket.portal_token, "do": "send", **values})
