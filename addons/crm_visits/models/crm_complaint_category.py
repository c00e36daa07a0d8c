import ast

from odoo import fields, models


class CrmComplaintCategory(models.Model):
    """A kind of complaint: who answers for it, within how many days, and the address it may be mailed to."""

    _name = "crm.complaint.category"
    _description = "Complaint Category"
    _inherit = ["mail.alias.mixin.optional"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    in_portal = fields.Boolean(
        string="In the Portal", default=True, help="Customers may choose it when they complain in the portal."
    )
    answers_by_mail = fields.Boolean(
        default=True,
        help="When a complaint is closed, the customer gets the answer by mail and is asked how content he is.",
    )
    acknowledges_mail = fields.Boolean(
        string="Acknowledges Mails",
        default=True,
        help="A customer who complains by e-mail gets the number of his complaint at once.",
    )
    days = fields.Integer(
        string="Days to Solve",
        default=5,
        required=True,
        help="Working days of the company's calendar after the day of the complaint.",
    )
    escalation_days = fields.Integer(
        string="Second Level After",
        default=5,
        required=True,
        help="Working days after the deadline until the manager's manager is told too.",
    )
    user_id = fields.Many2one("res.users", string="Responsible", domain="[('share', '=', False)]")
    checker_ids = fields.Many2many(
        "res.users",
        "crm_complaint_category_checker_rel",
        "category_id",
        "user_id",
        string="May Also Check",
        domain="[('share', '=', False)]",
        help="Who may check solutions besides sales managers, credit controllers and administrators.",
    )

    _days_not_negative = models.Constraint(
        "CHECK (days >= 0 AND escalation_days >= 0)", "The days to solve a complaint are not negative."
    )

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("crm.complaint")
        # Customers write from whatever address they have; an unknown one is sorted out by us.
        values["alias_contact"] = "everyone"
        if self.id:
            defaults = ast.literal_eval(self.alias_defaults or "{}")
            values["alias_defaults"] = {**defaults, "category_id": self.id}
        return values
