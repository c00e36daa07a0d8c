from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmComplaint(models.Model):
    """What the customer gets: a credit note on the invoice, a return of the delivery."""

    _inherit = "crm.complaint"

    credit_note_ids = fields.One2many(
        "account.move",
        "complaint_id",
        domain=[("move_type", "=", "out_refund")],
        groups="base.group_user",
    )
    credit_note_count = fields.Integer(compute="_compute_remedies", groups="base.group_user")
    credited_amount = fields.Monetary(
        string="Credited",
        compute="_compute_remedies",
        groups="base.group_user",
        help="Untaxed, of the posted credit notes.",
    )
    return_ids = fields.One2many("stock.picking", "complaint_id", string="Returns", groups="base.group_user")
    return_count = fields.Integer(compute="_compute_remedies", groups="base.group_user")

    @api.depends("credit_note_ids.state", "credit_note_ids.amount_untaxed_signed", "return_ids")
    def _compute_remedies(self):
        for complaint in self:
            # sudo: who may read a complaint may know what came of it; the documents follow their own rules
            notes = complaint.sudo().credit_note_ids
            posted = notes.filtered(lambda note: note.state == "posted")
            complaint.credit_note_count = len(notes)
            complaint.credited_amount = -sum(posted.mapped("amount_untaxed_signed"))
            complaint.return_count = len(complaint.sudo().return_ids)

    def action_create_credit_note(self):
        """Open Odoo's credit note dialog on the invoice of this complaint, for those who may enter credit notes."""
        self.ensure_one()
        self.check_access("write")
        self.env["account.move"].check_access("create")
        invoice = self.move_id
        if invoice.state != "posted" or invoice.move_type != "out_invoice":
            raise UserError(self.env._("Choose the posted invoice that is to be credited."))
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_view_account_move_reversal")
        context = {
            "active_model": "account.move",
            "active_ids": invoice.ids,
            "active_id": invoice.id,
            "default_for_complaint_id": self.id,
            "default_reason": self.display_name,
        }
        return {**action, "context": context}

    def action_create_return(self):
        """Open Odoo's return dialog on the delivery of this complaint, for those who move stock."""
        self.ensure_one()
        self.check_access("write")
        self.env["stock.return.picking"].check_access("create")
        delivery = self.picking_id
        if delivery.state != "done" or delivery.picking_type_code != "outgoing":
            raise UserError(self.env._("Choose the delivery, already made, that comes back."))
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.act_stock_return_picking")
        context = {
            "active_model": "stock.picking",
            "active_ids": delivery.ids,
            "active_id": delivery.id,
            "default_for_complaint_id": self.id,
        }
        return {**action, "context": context}

    def action_view_credit_notes(self):
        """Open the credit notes made of this complaint."""
        return self._open_linked("account.action_move_out_refund_type", "complaint_id")

    def action_view_returns(self):
        """Open the returns made of this complaint."""
        return self._open_linked("stock.action_picking_tree_all", "complaint_id")

    def _open_linked(self, xml_id, field):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return {**action, "domain": [(field, "=", self.id)], "context": {"create": False}}
