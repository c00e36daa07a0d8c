from odoo import fields, models


class SaleOrder(models.Model):
    """When a confirmed order was cancelled: until then it is part of the exposure of a past day."""

    _inherit = "sale.order"

    cancelled_on = fields.Datetime(copy=False, readonly=True, groups="base.group_user")

    def write(self, vals):
        """Date the cancellation of confirmed orders; a quotation was never in exposure."""
        if vals.get("state") == "cancel":
            confirmed = self.filtered(lambda order: order.state == "sale")
            # Dated by the system, whoever cancels.
            super(SaleOrder, confirmed.sudo()).write({"cancelled_on": fields.Datetime.now()})
        return super().write(vals)
