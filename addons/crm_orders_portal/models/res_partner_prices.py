from odoo import models

from .crm_customer_group import DISPLAYS


class ResPartner(models.Model):
    """The price list under which a customer sees prices, and what he reads about stock."""

    _inherit = "res.partner"

    def _portal_currency(self):
        """The currency in which this contact sees prices: his price list's, else the company's."""
        self.ensure_one()
        return self._portal_pricelist().currency_id or self.env.company.currency_id

    def _portal_pricelist(self):
        """The price list of this contact in the current company; may be empty."""
        self.ensure_one()
        return self.with_company(self.env.company).property_product_pricelist

    def _portal_price_steps(self):
        """Every quantity at which a rule of the contact's price list, or of one it builds on, begins to hold."""
        steps, todo, done = {1.0}, self._portal_pricelist(), self.env["product.pricelist"]
        while todo:
            done |= todo
            items = todo.item_ids
            steps.update(item.min_quantity for item in items if item.min_quantity)
            todo = items.base_pricelist_id - done
        return sorted(steps)

    def _portal_stock_display(self):
        """What this contact reads about stock: as his customer groups say, else as the company does."""
        self.ensure_one()
        groups = self.commercial_partner_id.customer_group_ids
        chosen = {display for group in groups if (display := group._stock_display())}
        careful = next((display for display, _label in DISPLAYS if display in chosen), None)
        return careful or self.env.company.portal_stock_display
