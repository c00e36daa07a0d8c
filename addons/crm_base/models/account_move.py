from odoo import models


class AccountMove(models.Model):
    """Invoices, whose lists sellers open."""

    _name = "account.move"
    _inherit = ["account.move", "crm.customer.list.mixin"]

    def _is_financing(self):
        """Slot: whether this invoice or credit note charges for money lent, not for goods; nobody sold anything."""
        self.ensure_one()
        return False
