from odoo import models


class ResPartner(models.Model):
    """Customers are written to and called from their own form."""

    _name = "res.partner"
    _inherit = ["res.partner", "crm.contacted.mixin"]

    def _contacted(self):
        customer = self.commercial_partner_id
        is_ours = not self.partner_share or self.employee
        only_supplies = customer.supplier_rank and not customer.customer_rank
        return {} if is_ours or only_supplies else {"partner_id": self.id}

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self._register_posted(message)
        return result
