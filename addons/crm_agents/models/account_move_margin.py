from odoo import api, fields, models

from .account_move_line_cost import SEE_COST


class AccountMove(models.Model):
    """What an invoice leaves of its amount when the goods are paid for, for those who may see what they cost."""

    _inherit = "account.move"

    sold_margin = fields.Monetary(
        string="Margin",
        compute="_compute_sold_margin",
        currency_field="company_currency_id",
        groups=SEE_COST,
        help="What the lines leave, in company currency; negative on credit notes. Down payments sell nothing yet, "
        "the final invoice has the margin of the whole.",
    )
    sold_margin_percent = fields.Float(
        string="Margin (%)",
        compute="_compute_sold_margin",
        groups=SEE_COST,
        help="The margin for every 100 sold.",
    )

    @api.depends("invoice_line_ids.sold_margin")
    def _compute_sold_margin(self):
        for move in self:
            lines = move.invoice_line_ids.filtered(lambda line: line._has_margin())
            sold = sum(line._sold_untaxed() for line in lines)
            move.sold_margin = sum(lines.mapped("sold_margin"))
            move.sold_margin_percent = move.sold_margin / sold if sold else 0.0
