from odoo import models


class AccountMove(models.Model):
    """Invoices are complained about, credit notes are made because of complaints."""

    _name = "account.move"
    _inherit = ["account.move", "crm.complaint.source.mixin", "crm.complaint.remedy.mixin"]
    _complaint_link = "move_id"
