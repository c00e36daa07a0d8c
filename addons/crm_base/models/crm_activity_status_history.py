from odoo import fields, models

ACTIVITY_STATUSES = [
    ("prospect", "Prospect"),
    ("new", "New"),
    ("active", "Active"),
    ("dormant", "Dormant"),
    ("lost", "Lost"),
]


class CrmActivityStatusHistory(models.Model):
    """One change of a customer's activity status; written by the classification only."""

    _name = "crm.activity.status.history"
    _description = "Change of Activity Status"
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True, readonly=True, index=True)
    from_status = fields.Selection(ACTIVITY_STATUSES, string="From", readonly=True)
    to_status = fields.Selection(ACTIVITY_STATUSES, string="To", required=True, readonly=True)
    last_order_date = fields.Date(string="Last order then", readonly=True)
    last_contact_date = fields.Date(string="Last contact then", readonly=True)
