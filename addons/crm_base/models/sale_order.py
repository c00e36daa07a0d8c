from odoo import api, fields, models

# No record rule asks again after a change: who is written here must be visible before.
ADDRESSES = ["partner_id", "partner_invoice_id", "partner_shipping_id"]


class SaleOrder(models.Model):
    """Whether an order waits for us, what it does to credit, and whose addresses it may carry."""

    _name = "sale.order"
    _inherit = ["sale.order", "crm.customer.list.mixin"]

    # Of the figures that our modules show on an order; an order itself is in the currency of its price list.
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency", groups="base.group_user"
    )
    margin = fields.Monetary(groups="crm_base.group_see_cost")
    margin_percent = fields.Float(groups="crm_base.group_see_cost")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse addresses and price lists that the user may not see."""
        defaults = self.default_get([*ADDRESSES, "pricelist_id"])
        for vals in vals_list:
            self._check_addresses_are_visible({**defaults, **vals})
            self._check_pricelist_is_visible({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        """Refuse addresses and price lists that the user may not see."""
        self._check_addresses_are_visible(vals)
        self._check_pricelist_is_visible(vals)
        return super().write(vals)

    @api.model
    def _check_addresses_are_visible(self, vals):
        """An order prints its addresses: a guessed id must not bring out those of somebody else's customer."""
        ids = {vals.get(name) for name in ADDRESSES} - {None, False}
        self.env["res.partner"].browse(ids).check_access("read")

    def _check_pricelist_is_visible(self, vals):
        """Prices of an order come from its list, with the rights of the system: not from one that is guessed."""
        pricelist = self.env["product.pricelist"].browse(vals.get("pricelist_id") or ())
        # What somebody else has given the order it keeps.
        if not self or self.sudo().pricelist_id != pricelist:
            pricelist.check_access("read")

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
