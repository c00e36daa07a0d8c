from odoo import fields, models


class SaleOrder(models.Model):
    """An order is priced by a list of the house, or by the one that its customer has."""

    _inherit = "sale.order"

    pricelist_id = fields.Many2one(
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id),"
        " '|', ('customer_id', '=', False), ('customer_id', 'parent_of', partner_id)]",
    )
