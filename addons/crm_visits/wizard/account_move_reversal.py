from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import formatLang


class AccountMoveReversal(models.TransientModel):
    """A credit note that is made because of a complaint is linked to it; it begins with what he complains about."""

    _inherit = "account.move.reversal"

    for_complaint_id = fields.Many2one("crm.complaint", string="Complaint", readonly=True)

    complaint_text = fields.Char(compute="_compute_complaint_text", export_string_translation=False)

    @api.depends("for_complaint_id")
    def _compute_complaint_text(self):
        for wizard in self:
            complaint = wizard.for_complaint_id
            product, quantity = complaint.sudo().product_id, complaint.quantity  # sudo: as in `_share_out`
            if quantity and product:
                wizard.complaint_text = self.env._(
                    "The credit note begins with %(quantity)s of %(product)s; change it before you post it.",
                    quantity=formatLang(self.env, quantity, dp="Product Unit"),
                    product=product.display_name,
                )
            elif product:
                wizard.complaint_text = self.env._(
                    "The credit note begins with all of %(product)s; change it before you post it.",
                    product=product.display_name,
                )
            else:
                wizard.complaint_text = False

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

    def reverse_moves(self, is_modify=False):
        """Credit what the complaint is about; an invoice that is replaced is credited as a whole, as ever."""
        action = super().reverse_moves(is_modify)
        complaint = self.for_complaint_id
        if complaint.sudo().product_id and not is_modify:  # sudo: as in `_share_out`
            self._keep_concerned(complaint, self.new_move_ids)
        return action

    def _keep_concerned(self, complaint, note):
        """Leave in a draft credit note the lines and quantities that the complaint is about."""
        shares = complaint._concerned_invoice_lines(note)
        if not shares:
            product = complaint.sudo().product_id  # sudo: as in `_share_out`
            raise UserError(
                self.env._(
                    "%(invoice)s has nothing of %(product)s, which the complaint is about.",
                    invoice=note.reversed_entry_id.name,
                    product=product.display_name,
                )
            )
        kept = {line.id: quantity for line, quantity in shares.items()}
        note.invoice_line_ids = [
            Command.update(line.id, {"quantity": kept[line.id]})
            if line.id in kept
            else Command.delete(line.id)
            for line in note.invoice_line_ids
        ]
