from odoo import fields, models
from odoo.exceptions import UserError


class StockReturnPicking(models.TransientModel):
    """A return that comes because of a complaint is linked to it."""

    _inherit = "stock.return.picking"

    for_complaint_id = fields.Many2one("crm.complaint", string="Complaint", readonly=True)

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
