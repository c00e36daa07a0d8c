from odoo import fields, models

from .res_partner_at_hand import SELLERS


class SaleOrder(models.Model):
    """The customer's account and orders beside what is being written for him."""

    _inherit = "sale.order"

    customer_unpaid_amount = fields.Monetary(
        related="partner_id.unpaid_amount",
        string="He owes",
        groups=SELLERS,
        currency_field="company_currency_id",
    )
    customer_overdue_amount = fields.Monetary(
        related="partner_id.overdue_amount",
        string="Of it overdue",
        groups=SELLERS,
        currency_field="company_currency_id",
    )
    customer_open_order_count = fields.Integer(
        related="partner_id.open_order_count", string="His orders on the way", groups=SELLERS
    )

    def action_customer_orders(self):
        """How far the other orders of this customer are."""
        self.ensure_one()
        return self.partner_id.action_orders_on_the_way()
