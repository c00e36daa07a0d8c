from odoo import fields, models


class CrmComplaintCause(models.Model):
    """Why it happened, as found out: what complaints are reviewed by."""

    _name = "crm.complaint.cause"
    _description = "Complaint Cause"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
