import uuid

from odoo import api, models
from odoo.fields import Command, Domain

from ..logic.quantities import LARGEST


class SaleOrder(models.Model):
    """The basket: an order that its customer is still writing."""

    _inherit = "sale.order"

    def _is_portal_basket(self):
        """Whether the customer is still writing this order."""
        self.ensure_one()
        order = self.sudo()  # the token is no customer's to read
        return bool(order.state == "draft" and order.portal_token and not order.portal_sent_on)

    @api.model
    def _portal_basket(self, contact, *, create=False):
        """The basket `contact` is filling; empty when there is none and `create` is not asked.

        The caller is superuser (customers may not write orders), so the contact alone keeps baskets apart.
        """
        basket = self.search(
            [
                ("portal_contact_id", "=", contact.id),
                ("company_id", "=", self.env.company.id),
                ("state", "=", "draft"),
                ("portal_token", "!=", False),
                ("portal_sent_on", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        if basket or not create:
            return basket
        contact._touch_for_basket()
        return self.create(self._prepare_portal_basket(contact))

    @api.model
    def _prepare_portal_basket(self, contact):
        return {
            "partner_id": contact.id,
            "company_id": self.env.company.id,
            "portal_contact_id": contact.id,
            "portal_token": uuid.uuid4().hex,
            # The customer orders by sending; asking him to sign or pay the same order again would hold it up.
            "require_signature": False,
            "require_payment": False,
            "validity_date": False,
        }

    @api.model
    def _portal_by_token(self, contact, token):
        """The order that `token` stands for, a basket or already sent, of this contact alone."""
        if not token or len(token) > 64:
            return self.browse()
        return self.search([("partner_id", "=", contact.id), ("portal_token", "=", token)], limit=1)

    def _portal_put(self, quantities):
        """Add `quantities` ({product: Decimal}) to the basket; the prices are the order's own.

        Returns the products that could not be added because a line would grow beyond all measure.
        """
        self.ensure_one()
        lines = self.order_line.grouped("product_id")
        commands, refused = [], self.env["product.product"]
        for product, quantity in quantities.items():
            line = lines.get(product)
            total = float(quantity) + (line[0].product_uom_qty if line else 0.0)
            if total > LARGEST:
                refused |= product
            elif line:
                commands.append(Command.update(line[0].id, {"product_uom_qty": total}))
            else:
                commands.append(Command.create({"product_id": product.id, "product_uom_qty": total}))
        if commands:
            self.write({"order_line": commands})
        return refused

    @api.model
    def _portal_refill(self, contact, quantities):
        """Put `quantities` ({product: quantity}) into the basket of `contact`; returns the products left out.

        Left out is what he may no longer order and what has no price for him.
        """
        products = self.env["product.product"].browse(product.id for product in quantities)
        allowed = products.search(products._portal_domain(contact) & Domain("id", "in", products.ids))
        prices = allowed._portal_prices(contact)
        good = {product: quantities[product] for product in allowed if prices[product.id] > 0}
        left_out = products.filtered(lambda product: product not in good)
        if good:
            left_out |= self._portal_basket(contact, create=True)._portal_put(good)
        return left_out

    def _portal_set(self, quantities):
        """Set the quantity of lines of the basket ({line: Decimal}); nought takes the line out."""
        self.ensure_one()
        self.write(
            {
                "order_line": [
                    Command.update(line.id, {"product_uom_qty": float(quantity)})
                    if quantity
                    else Command.delete(line.id)
                    for line, quantity in quantities.items()
                    if not quantity or line.product_uom_qty != float(quantity)
                ]
            }
        )

    def _portal_quantities(self):
        """What this order asks for: {product: quantity in the product's unit}."""
        self.ensure_one()
        quantities = {}
        for line in self.order_line:
            if (
                line.product_id
                and not line.display_type
                and not line.is_downpayment
                and line.product_uom_qty > 0
            ):
                quantity = line.product_uom_id._compute_quantity(line.product_uom_qty, line.product_id.uom_id)
                quantities[line.product_id] = quantities.get(line.product_id, 0) + quantity
        return quantities
