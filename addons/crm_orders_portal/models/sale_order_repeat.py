from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class SaleOrder(models.Model):
    """Repeating a customer's last order, and saying who wrote an order for him."""

    _inherit = "sale.order"

    def action_repeat_last_order(self):
        """Put what the customer ordered last into this quotation, at the prices of today."""
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        last = self.search(
            [
                ("partner_id.commercial_partner_id", "=", customer.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
                ("id", "!=", self.id),
            ],
            order="date_order desc, id desc",
            limit=1,
        )
        if not last:
            raise UserError(self.env._("%(customer)s has no earlier order.", customer=customer.display_name))
        quantities = last._portal_quantities()
        sold = [product for product in quantities if product.active and product.sale_ok]
        self.write(
            {
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": quantities[product]})
                    for product in sold
                ]
            }
        )
        left_out = [product.display_name for product in quantities if product not in sold]
        return self._tell_repeated(last, left_out) if left_out else True

    def _tell_repeated(self, last, left_out):
        text = self.env._(
            "No longer sold, and left out of what %(order)s had: %(products)s",
            order=last.name,
            products=", ".join(left_out),
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": text,
                "sticky": True,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _portal_written_by(self):
        """The name of the person of ours who wrote this order for the customer; empty when he wrote it himself."""
        self.ensure_one()
        # The page was opened by right or by token; customers have no right to read users.
        order = self.sudo()
        is_staff = order.create_uid._is_internal() and not order.create_uid._is_superuser()
        return order.create_uid.name if is_staff and not order.portal_contact_id else ""
