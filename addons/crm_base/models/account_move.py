from odoo import api, models
from odoo.tools import SQL


class AccountMove(models.Model):
    """Invoices, whose lists sellers open."""

    _name = "account.move"
    _inherit = ["account.move", "crm.customer.list.mixin"]

    def _is_financing(self):
        """Slot: whether this invoice or credit note charges for money lent, not for goods; nobody sold anything."""
        self.ensure_one()
        return False

    @api.model
    def _financing_sql(self, alias):
        """Slot: the same as `_is_financing`, as an `SQL` condition on the table `alias`."""
        return SQL("FALSE")
