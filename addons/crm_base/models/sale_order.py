from odoo import fields, models


class SaleOrder(models.Model):
    """Whether an order waits for us, and what it does to credit."""

    _name = "sale.order"
    _inherit = ["sale.order", "crm.customer.list.mixin"]

    # Of the figures that our modules show on an order; an order itself is in the currency of its price list.
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency", groups="base.group_user"
    )
    margin = fields.Monetary(groups="crm_base.group_see_cost")
    margin_percent = fields.Float(groups="crm_base.group_see_cost")

    def _is_awaiting_check(self):
        """Whether the order was sent to us and waits for somebody of ours before it may be confirmed.

        A slot: the customer's pages and the order's status ask, a module that can hold an order answers. It is
        a bare yes or no on purpose, so that no reason can reach the customer.
        """
        self.ensure_one()
        return False

    def _portal_credit_effect(self):
        """What this order would do to its customer's credit, as (label, ceiling, used, added) in company currency.

        A slot: the customer's pages ask only where the company shows credit to customers, a module that knows credit
        limits answers, one row for each ceiling. It is called as superuser on one order that is not placed yet and
        must return nothing of anybody but the order's own customer.
        """
        self.ensure_one()
        return []

    def _awaiting_check_fields(self):
        """Names of the fields that `_is_awaiting_check` reads, for stored values computed from it."""
        return []
