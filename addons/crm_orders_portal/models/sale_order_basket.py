import uuid
from decimal import Decimal

from odoo import api, models
from odoo.addons.crm_base.logic.quantities import LARGEST
from odoo.fields import Command, Domain


class SaleOrder(models.Model):
    """The basket: an order that its customer is still writing."""

    _inherit = "sale.order"

    def _is_portal_basket(self):
        """Whether the customer is still writing this order."""
        self.ensure_one()
        order = self.sudo()  # the token is no customer's to read
        is_written = order.state == "draft" and order.portal_token and not order.portal_sent_on
        # What lies before an approver is out of its buyer's hands.
        return bool(is_written and order.portal_approval_state != "waiting")

    @api.model
    def _portal_basket(self, contact, *, create=False):
        """The basket `contact` is filling: the one he chose, else his latest; empty when there is none to be had.

        One is made when there is none and `create` is asked.
        """
        baskets = self._portal_baskets(contact)
        own = baskets.filtered(lambda basket: basket.portal_contact_id == contact)
        basket = (baskets & contact.portal_basket_id) or own[:1]
        if basket or not create:
            return basket
        contact._touch_for_basket()
        return self.create(self._prepare_portal_basket(contact))

    def _touch_as_basket(self):
        # The second press of a button waits here for the first, fails to serialize, is retried by Odoo and then finds
        # what the first one did: before it has done the same work for nothing, and without an error in the log.
        query = "UPDATE sale_order SET write_date = write_date WHERE id = ANY(%s)"
        self.env.cr.execute(query, [self.ids], log_exceptions=False)

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
        """The order that `token` stands for, a basket or already sent, of this contact or shared with him."""
        if not token or len(token) > 64:
            return self.browse()
        return self.search(self._portal_usable(contact) & Domain("portal_token", "=", token), limit=1)

    def _portal_put(self, quantities):
        """Add `quantities` ({product: Decimal}) to the basket; the prices are the order's own.

        Returns the products that could not be added because a line would grow beyond all measure, and the messages
        about quantities that are not sold so and became others.
        """
        self.ensure_one()
        # A salesperson may have written a line in another unit: that one stays as it is.
        own = self.order_line.filtered(lambda line: line.product_uom_id == line.product_id.uom_id)
        lines = own.grouped("product_id")
        there = {product: lines[product][0].product_uom_qty for product in quantities if product in lines}
        wanted = {
            product: Decimal(str(quantity)) + Decimal(str(there.get(product, 0)))
            for product, quantity in quantities.items()
        }
        corrections = self.env["product.product"]._order_corrections(wanted, self.partner_id)
        commands, refused = [], self.env["product.product"]
        for product, asked in wanted.items():
            total = corrections[product].given if product in corrections else asked
            if total > LARGEST:
                refused |= product
                corrections.pop(product, None)
            elif product in there:
                commands.append(Command.update(lines[product][0].id, {"product_uom_qty": float(total)}))
            else:
                commands.append(Command.create({"product_id": product.id, "product_uom_qty": float(total)}))
        if commands:
            self.write({"order_line": commands})
        return refused, [product._order_correction_text(found) for product, found in corrections.items()]

    @api.model
    def _portal_refill(self, contact, quantities):
        """Put `quantities` ({product: quantity}) into the basket of `contact`.

        Returns the products left out, which he may no longer order or which have no price for him, and the messages
        about quantities that became others.
        """
        products = self.env["product.product"].browse(product.id for product in quantities)
        allowed = products.search(products._portal_domain(contact) & Domain("id", "in", products.ids))
        prices = allowed._portal_prices(contact)
        good = {product: quantities[product] for product in allowed if prices[product.id] > 0}
        left_out, messages = products.filtered(lambda product: product not in good), []
        if good:
            refused, messages = self._portal_basket(contact, create=True)._portal_put(good)
            left_out |= refused
        return left_out, messages

    def _portal_set(self, quantities):
        """Set the quantity of lines of the basket ({line: Decimal}); nought takes the line out.

        Returns the messages about quantities that are not sold so and became others: {line: message}.
        """
        self.ensure_one()
        messages, given = {}, dict(quantities)
        steps = self.order_line.product_id._order_steps(self.partner_id)
        for line, quantity in quantities.items():
            product = line.product_id
            # A salesperson may have written a line in another unit: that one stays as it is.
            if not quantity or line.product_uom_id != product.uom_id:
                continue
            correction = steps[product].correction(Decimal(str(quantity)))
            if correction:
                given[line] = correction.given
                messages[line] = product._order_correction_text(correction)
        self.write(
            {
                "order_line": [
                    Command.update(line.id, {"product_uom_qty": float(quantity)})
                    if quantity
                    else Command.delete(line.id)
                    for line, quantity in given.items()
                    if not quantity or line.product_uom_qty != float(quantity)
                ]
            }
        )
        return messages

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
