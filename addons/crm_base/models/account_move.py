from odoo import models


class AccountMove(models.Model):
    """Invoices, whose lists sellers open."""

    _name = "account.move"
    _inherit = ["account.move", "crm.customer.list.mixin"]
