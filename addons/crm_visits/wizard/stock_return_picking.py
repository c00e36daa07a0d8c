from odoo import fields, models
from odoo.exceptions import UserError


class StockReturnPicking(models.TransientModel):
    """A return that comes because of a complaint is linked to it; it begins with what he complains about."""

    _inherit = "stock.return.picking"

    for_complaint_id = fields.Many2one("crm.complaint", string="Complaint", readonly=True)

    def _compute_moves_locations(self):
        result = super()._compute_moves_locations()
        for wizard in self.filtered(lambda wizard: wizard.for_complaint_id and wizard.picking_id):
            wizard.for_complaint_id.check_access("read")
            shares = wizard.for_complaint_id._concerned_moves(wizard.picking_id)
            for line in wizard.product_return_moves:
                line.quantity = shares.get(line.move_id, line.quantity)
        return result

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
