from odoo import fields, models
from odoo.exceptions import UserError


class StockReturnPicking(models.TransientModel):
    """A return that comes because of a complaint is linked to it; it begins with what he complains about."""

    _inherit = "stock.return.picking"

    for_complaint_id = fields.Many2one("crm.complaint", string="Complaint", readonly=True)

    def _prepare_stock_return_picking_line_vals_from_move(self, stock_move):
        values = super()._prepare_stock_return_picking_line_vals_from_move(stock_move)
        complaint = self.for_complaint_id
        if complaint:
            complaint.check_access("read")
            shares = complaint._concerned_moves(stock_move.picking_id)
            values["quantity"] = shares.get(stock_move, values["quantity"])
        return values

    def _create_return(self):
        complaint = self.for_complaint_id
        if complaint:
            complaint.check_access("write")
            if complaint.picking_id != self.picking_id:
                raise UserError(
                    self.env._(
                        "%(delivery)s is not the delivery of this complaint.", delivery=self.picking_id.name
                    )
                )
        picking = super()._create_return()
        if complaint:
            picking.complaint_id = complaint
        return picking
