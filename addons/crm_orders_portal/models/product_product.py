from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

# Steps looked at for the hint of the next price; each costs one call of the price list for the whole page.
MOST_TIERS = 4
MOST_STEPS = 12


class PriceTerms(NamedTuple):
    """What a customer's prices rest on, found once for a page."""

    pricelist: object
    currency: object
    position: object


class ProductProduct(models.Model):
    """What customers find and see of a product, as plain values: they have no right to the record itself."""

    _inherit = "product.product"

    @api.model
    def _portal_domain(self, contact):
        """What `contact` may find and order: what is in the catalogue and in his assortment."""
        return (
            Domain("sale_ok", "=", True)
            & Domain("portal_published", "=", True)
            & Domain("company_id", "in", [False, self.env.company.id])
            & self.env["portal.assortment"]._domain_of(contact)
        )

    def _portal_cards(self, contact):
        """What the catalogue shows of each product to `contact`, as plain values; the price is his, untaxed."""
        terms = self._portal_price_terms(contact)
        prices = self._portal_prices(contact, terms=terms)
        tiers = self._portal_next_tiers(contact, prices, terms)
        stock = self._portal_availability(contact)
        names = self._portal_names()
        steps = self._order_steps(contact)
        own = self.env["product.customer.code"]._portal_of(contact, self)
        pictured = self._portal_pictured()
        return [
            {
                "id": product.id,
                "name": names[product.id],
                "code": product.default_code or "",
                "own_code": own[product.id].code if product.id in own else "",
                "own_name": own[product.id].name or "" if product.id in own else "",
                "brand": product.product_brand_id.name or "",
                "unit": product.uom_id.name,
                "unit_id": product.uom_id.id,
                "packs": product._portal_packs(),
                "steps_text": product._order_steps_text(steps[product]),
                "least": steps[product].fit(Decimal(1)),
                "price": prices[product.id],
                "next_tier": tiers.get(product.id),
                "availability": stock[product.id],
                "has_picture": product.id in pictured,
            }
            for product in self
        ]

    def _portal_pictured(self):
        """The ids of those products that have a picture, of their own or their template's, from a look at the files."""
        # With sudo(): whether there is a file, is all that is asked.
        found = (
            self.env["ir.attachment"]
            .sudo()
            ._read_group(
                Domain("res_field", "in", ["image_128", "image_variant_128"])
                & (
                    (Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids))
                    | (
                        Domain("res_model", "=", "product.template")
                        & Domain("res_id", "in", self.product_tmpl_id.ids)
                    )
                ),
                ["res_model", "res_id"],
            )
        )
        found = set(found)
        return {
            product.id
            for product in self
            if found & {(self._name, product.id), ("product.template", product.product_tmpl_id.id)}
        }

    def _portal_price_terms(self, contact):
        """The `PriceTerms` of `contact` for these products, with the rules for them at hand."""
        pricelist, company = contact._portal_pricelist(), self.env.company
        positions = self.env["account.fiscal.position"].with_company(company)
        return PriceTerms(
            pricelist._with_rules_of(self),
            pricelist.currency_id or company.currency_id,
            positions._get_fiscal_position(contact),
        )

    def _portal_prices(self, contact, quantity=1.0, terms=None):
        """The untaxed unit price of each product for `contact` at `quantity`: {product id: amount}.

        :param terms: `PriceTerms` of these products or more, where they are asked for more than once
        """
        company = self.env.company
        pricelist, currency, position = terms or self._portal_price_terms(contact)
        prices = pricelist._get_products_price(self, quantity, currency=currency)
        for product in self:
            own_taxes = product.product_tmpl_id.taxes_id._filter_taxes_by_company(company)
            if any(tax.price_include for tax in own_taxes):
                unit = product._get_tax_included_unit_price_from_price(
                    prices[product.id], product_taxes=own_taxes, fiscal_position=position
                )
                taxes = position.map_tax(own_taxes)
                prices[product.id] = taxes.compute_all(unit, currency, product=product)["total_excluded"]
        return prices

    def _portal_next_tiers(self, contact, prices, terms):
        """The next quantity at which each product gets cheaper, and that price: {product id: (quantity, price)}."""
        tiers = {}
        for step in [step for step in contact._portal_price_steps() if step > 1][:MOST_TIERS]:
            left = self.filtered(lambda product: product.id not in tiers)
            for product_id, price in left._portal_prices(contact, step, terms).items():
                if price < prices[product_id]:
                    tiers[product_id] = (step, price)
        return tiers

    def _portal_tiers(self, contact):
        """Every quantity at which this product gets cheaper for `contact`: [(quantity, price)], the first at 1."""
        self.ensure_one()
        tiers, terms = [], self._portal_price_terms(contact)
        for step in contact._portal_price_steps()[:MOST_STEPS]:
            price = self._portal_prices(contact, step, terms)[self.id]
            if not tiers or price < tiers[-1][1]:
                tiers.append((step, price))
        return tiers

    def _portal_prices_at(self, contact, quantities):
        """Unit prices at many quantities ({product: quantity}) with one call per price step, not per quantity."""
        steps, terms = contact._portal_price_steps(), self._portal_price_terms(contact)
        by_step = defaultdict(list)
        for product, quantity in quantities.items():
            by_step[max((step for step in steps if step <= quantity), default=0.0)].append(product.id)
        prices = {}
        for step, ids in by_step.items():
            prices |= self.browse(ids)._portal_prices(contact, step, terms)
        return prices

    def _portal_names(self):
        """The products' names without their codes, worked out all at once: {product id: name}."""
        return {product.id: product.display_name for product in self.with_context(display_default_code=False)}
