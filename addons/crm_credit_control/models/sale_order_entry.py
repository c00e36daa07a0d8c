from odoo import api, models
from odoo.exceptions import UserError

from .sale_order_line_entry import reckoned

# What is found or follows from something else, and what the gate or its figures rest on.
FOUND = {
    "amount_untaxed",
    "amount_tax",
    "amount_total",
    "authorization_state",
    "cancelled_on",
    "currency_rate",
    "exposure_delivered",
    "exposure_lead",
    "exposure_prepaid",
    "exposure_remaining",
    "has_asked_confirmation_mail",
    "is_cleared",
}


class SaleOrder(models.Model):
    """What may be typed into an order: Odoo lets RPC write every stored field, readonly and computed ones included."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        """Say the state in words: a default, which callers bring along, would not be seen by the gate."""
        default = self.default_get(["state"]).get("state")
        return super().create([{"state": default, **self._without_found(vals)} for vals in vals_list])

    def write(self, vals):
        """Write first what an order says and then its state, so that the gate looks at what will be confirmed."""
        vals = self._without_found(vals)
        state = vals.get("state")
        if state in ("draft", "sent", "cancel"):
            self._leave_confirmation(state)
        if state != "sale":
            return super().write(vals)
        # A cancelled order adds nothing to what its debtor owes: the gate must see it as the quotation it is.
        if cancelled := self.filtered(lambda order: order.state == "cancel"):
            cancelled.action_draft()
        confirmation = {name: vals[name] for name in ("state", "date_order") if name in vals}
        if rest := {name: value for name, value in vals.items() if name not in confirmation}:
            super().write(rest)
        return super().write(confirmation)

    def _create_down_payment_lines_from_base_lines(self, *args, **kwargs):
        with reckoned():
            return super()._create_down_payment_lines_from_base_lines(*args, **kwargs)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_delivered(self):
        self.order_line._unlink_except_delivered()

    def _leave_confirmation(self, state):
        """Let confirmed orders go by cancelling only, which takes back their deliveries too."""
        confirmed = self.filtered(lambda order: order.state == "sale")
        if confirmed and state != "cancel":
            raise UserError(
                self.env._(
                    "%(orders)s: a confirmed order must be cancelled first.",
                    orders=", ".join(confirmed.mapped("name")),
                )
            )
        # Odoo cancels the deliveries and then writes the state: open ones mean that only the state was written.
        half_way = confirmed.filtered(
            lambda order: any(picking.state not in ("done", "cancel") for picking in order.sudo().picking_ids)
        )
        if half_way:
            half_way.action_cancel()

    @api.model
    def _without_found(self, vals):
        """`vals` without what nobody types; the system itself keeps it up to date as superuser."""
        if self.env.su or FOUND.isdisjoint(vals):
            return vals
        return {name: value for name, value in vals.items() if name not in FOUND}
