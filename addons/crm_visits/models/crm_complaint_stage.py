from odoo import fields, models


class CrmComplaintStage(models.Model):
    """A step on a complaint's way to its solution."""

    _name = "crm.complaint.stage"
    _description = "Complaint Stage"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_closed = fields.Boolean(
        string="Closed", help="Complaints here are finished: no deadline runs any more."
    )
    fold = fields.Boolean(string="Folded in Kanban")
