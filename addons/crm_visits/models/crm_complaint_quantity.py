from odoo import api, fields, models


class CrmComplaint(models.Model):
    """How much of the product a complaint is about, and what of an invoice or a delivery that is."""

    _inherit = "crm.complaint"

    quantity = fields.Float(
        string="Quantity Concerned",
        digits="Product Unit",
        copy=False,
        help="In the unit of the order line, else of the product. Zero: all of it. "
        "The credit note and the return begin with it.",
    )

    unit_id = fields.Many2one("uom.uom", compute="_compute_unit_id", compute_sudo=True)

    _quantity_not_negative = models.Constraint(
        "CHECK (quantity >= 0)", "The quantity that a complaint is about is not negative."
    )

    @api.depends("order_line_id.product_uom_id", "product_id.uom_id")
    def _compute_unit_id(self):
        for complaint in self:
            complaint.unit_id = complaint.order_line_id.product_uom_id or complaint.product_id.uom_id

    def _concerned_invoice_lines(self, invoice):
        """Return {line: quantity, in its unit} of an invoice; nothing while the complaint names no product."""
        # sudo: whoever credits need not see the order lines that an invoice line comes from
        lines = invoice.invoice_line_ids.sudo().filtered(lambda line: line.display_type == "product")
        return self._share_out(
            (line, line.sale_line_ids, line.product_uom_id, line.quantity) for line in lines
        )

    def _concerned_moves(self, delivery):
        """Return {stock move: quantity, in its unit} of a delivery, less what of it has come or is to come back."""
        # sudo: whoever takes goods back need not see the order lines, nor other returns of the delivery
        moves = delivery.sudo().move_ids.filtered(lambda move: move.state == "done")
        return self._share_out(
            (move, move.sale_line_id, move.product_uom, move._not_returned()) for move in moves
        )

    def _share_out(self, rows):
        """Share the quantity out over rows of (line, its order lines, unit, at most), the first come first."""
        self.ensure_one()
        # sudo: whoever makes the credit note or the return need not see the order
        own = self.sudo()
        unit, left, shares = own.unit_id, own.quantity, {}
        for line, order_lines, uom, most in rows:
            of_other_line = own.order_line_id and order_lines and own.order_line_id not in order_lines
            if not own.product_id or line.product_id != own.product_id or of_other_line:
                continue
            wanted = min(most, unit._compute_quantity(left, uom)) if own.quantity else most
            if uom.compare(wanted, 0) > 0:
                shares[line] = wanted
                left -= uom._compute_quantity(wanted, unit)
        return shares
