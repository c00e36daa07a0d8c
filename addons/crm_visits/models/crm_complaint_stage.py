from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmComplaintStage(models.Model):
    """A step on a complaint's way to its solution."""

    _name = "crm.complaint.stage"
    _description = "Complaint Stage"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="The customer reads it in the portal.")
    sequence = fields.Integer(default=10)
    is_closed = fields.Boolean(
        string="Closed", help="Complaints here are finished: no deadline runs any more."
    )
    fold = fields.Boolean(string="Folded in Kanban")

    @api.constrains("is_closed")
    def _check_nothing_unchecked(self):
        closing = self.filtered("is_closed")
        # sudo: complaints that whoever configures stages does not see count too
        unchecked = self.env["crm.complaint"].sudo()
        domain = [("stage_id", "in", closing.ids), ("review_state", "!=", "approved")]
        if closing and unchecked.search_count(domain, limit=1):
            raise ValidationError(
                self.env._("Complaints stand in this stage whose solution nobody has checked.")
            )
