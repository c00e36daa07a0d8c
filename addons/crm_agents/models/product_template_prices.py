from odoo import fields, models
from odoo.tools import split_every

# A price list goes through every rule it has found for all products asked for: few at once keep the work linear.
PRICED_AT_ONCE = 200


class ProductTemplate(models.Model):
    """What a product costs now, as the start of a price of its own in a list."""

    _inherit = "product.template"

    def _prices_by_source(self, revision):
        """The price that each product starts from, in the currency of the revision's list: {template id: amount}."""
        pricelist, today = revision.pricelist_id, fields.Date.context_today(self)
        company = pricelist.company_id or self.env.company
        prices = {}
        for ids in split_every(PRICED_AT_ONCE, self.ids):
            products = self.browse(ids).with_company(company)
            if revision.source == "pricelist":
                prices.update(pricelist._get_products_price(products, 1.0))
            else:
                prices.update(
                    products._price_compute(
                        revision.source, currency=pricelist.currency_id, company=company, date=today
                    )
                )
        return prices
