from markupsafe import Markup
from odoo import models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """Who hears of an order's way."""

    _inherit = "sale.order"

    def action_confirm(self):
        """Confirm; who asked to hear of it hears of it, besides Odoo's own mail to the contact of the order."""
        before = self.filtered(lambda order: order.state in ("draft", "sent"))
        result = super().action_confirm()
        # As superuser: what each contact wishes is his own, and whoever confirms need not see all of them.
        for order in before.sudo().filtered(lambda order: order.state == "sale" and not order.portal_sent_on):
            is_written_to = self.env.context.get("send_email")
            order._portal_tell_stage(
                "confirmed", "notify_confirmed", besides=order.partner_id if is_written_to else None
            )
        return result

    def _portal_tell_stage(self, stage, wish, besides=None):
        """Write that the order reached `stage` to those of its contacts who have the `wish`."""
        self.ensure_one()
        readers = self._portal_readers(wish) - (besides or self.env["res.partner"])
        texts = {
            "confirmed": lambda env: env._("Your order %(order)s is confirmed", order=self.name),
            "shipped_partial": lambda env: env._(
                "A part of your order %(order)s is on its way", order=self.name
            ),
            "shipped": lambda env: env._("Your order %(order)s is on its way", order=self.name),
            "invoiced_partial": lambda env: env._(
                "A part of your order %(order)s is invoiced", order=self.name
            ),
            "invoiced": lambda env: env._("Your order %(order)s is invoiced", order=self.name),
        }
        readers._portal_tell(
            texts[stage],
            lambda env: (
                Markup("<p>%s</p><p>%s</p><p><a href='%s/my/orders/%s'>%s</a></p>")
                % (
                    texts[stage](env),
                    env._("Your reference: %(reference)s", reference=self.client_order_ref)
                    if self.client_order_ref
                    else "",
                    self.get_base_url(),
                    self.id,
                    env._("Follow your order"),
                )
            ),
        )

    def _portal_readers(self, wish):
        """The contacts with a log-in and this wish whose order it is: its author, its contact; of the company's, all.

        Every confirmation asks, and mostly there is nobody: one search says so.
        """
        own = Domain("id", "in", (self.partner_id | self.portal_contact_id).ids)
        if self.partner_id == self.partner_id.commercial_partner_id:
            own |= self.partner_id._portal_colleagues_domain()
        readers = self.env["res.partner"].search(Domain(wish, "=", True) & own)
        return readers.filtered(lambda contact: contact._portal_login())
