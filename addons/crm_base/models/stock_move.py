from odoo import fields, models


class StockMove(models.Model):
    """Who moves goods need not know what they are worth; the moves are valued all the same."""

    _inherit = "stock.move"

    standard_price = fields.Float(groups="crm_base.group_see_cost")
    # A copy is worth nothing until it is done. Odoo copies the value, in the name of whoever makes a backorder.
    value = fields.Monetary(groups="crm_base.group_see_cost", copy=False)
    value_manual = fields.Monetary(groups="crm_base.group_see_cost")
    value_justification = fields.Text(groups="crm_base.group_see_cost")
    value_computed_justification = fields.Text(groups="crm_base.group_see_cost")
    remaining_value = fields.Monetary(groups="crm_base.group_see_cost")
    # The price of the purchase. The warehouse merges and splits moves by it, and has the purchase orders anyway.
    price_unit = fields.Float(groups="crm_base.group_see_cost,stock.group_stock_user")

    def _set_value(self, correction_quantity=None):
        """Value the moves, whoever does them."""
        return super(StockMove, self.sudo())._set_value(correction_quantity)

    def _create_account_move(self):
        """Post what the moves are worth, whoever does them."""
        return super(StockMove, self.sudo())._create_account_move()
