from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _is_awaiting_check(self):
        """Whether the order was sent to us and waits for somebody of ours before it may be confirmed.

        A slot: the customer's pages and the order's status ask, a module that can hold an order answers. It is
        a bare yes or no on purpose, so that no reason can reach the customer.
        """
        self.ensure_one()
        return False

    def _awaiting_check_fields(self):
        """Names of the fields that `_is_awaiting_check` reads, for stored values computed from it."""
        return []
