from odoo import fields, models
from odoo.exceptions import UserError


class AccountMoveReversal(models.TransientModel):
    """A credit note that is made because of a complaint is linked to it."""

    _inherit = "account.move.reversal"

    for_complaint_id = fields.Many2one("crm.complaint", string="Complaint", readonly=True)

    def _prepare_default_reversal(self, move):
        values = super()._prepare_default_reversal(move)
        complaint = self.for_complaint_id
        if complaint:
            complaint.check_access("write")
            if complaint.move_id != move:
                raise UserError(
                    self.env._("%(invoice)s is not the invoice of this complaint.", invoice=move.name)
                )
            values["complaint_id"] = complaint.id
        return values
