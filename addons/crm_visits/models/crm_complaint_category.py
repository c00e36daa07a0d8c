from odoo import fields, models


class CrmComplaintCategory(models.Model):
    """A kind of complaint: who answers for it, and within how many days."""

    _name = "crm.complaint.category"
    _description = "Complaint Category"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    days = fields.Integer(
        string="Days to Solve", default=5, required=True, help="Calendar days from the complaint."
    )
    user_id = fields.Many2one("res.users", string="Responsible", domain="[('share', '=', False)]")

    _days_not_negative = models.Constraint(
        "CHECK (days >= 0)", "The days to solve a complaint are not negative."
    )
