from odoo import fields, models


class CrmLead2opportunityPartner(models.TransientModel):
    """Converting a lead shows who seems to be that customer already, and takes the reason to go on."""

    _inherit = "crm.lead2opportunity.partner"

    duplicate_values = fields.Json(related="lead_id.duplicate_values", export_string_translation=False)
    duplicate_reason = fields.Char(related="lead_id.duplicate_reason", readonly=False)
