from datetime import datetime

from odoo import api, fields, models
from odoo.tools import float_round


class ProductPricelistItem(models.Model):
    """Prices that follow the supplier's: right in every unit and currency, and only where he has a price.

    OCA's product_pricelist_supplierinfo gives the rules. As it stands it compares the quantity of the line with
    the supplier's minimum whatever their units, answers in the product's unit whatever was asked, and gives a
    product that the supplier does not sell away for nothing.
    """

    _inherit = "product.pricelist.item"

    def _follows_supplier(self):
        return self.base == "supplierinfo" and self.compute_price == "formula"

    def _is_applicable_for(self, product, qty_in_product_uom):
        """A rule on suppliers' prices holds for what they sell in that quantity on that day, else the next one."""
        if not super()._is_applicable_for(product, qty_in_product_uom):
            return False
        return not self._follows_supplier() or bool(self._supplier_price(product, qty_in_product_uom))

    def _supplier_price(self, product, quantity):
        """The supplier's row that the price rests on, for a quantity in the product's unit; may be empty.

        As superuser: who sells at this price need not see what we pay.
        """
        moment = self.env.context.get("price_rule_date") or fields.Datetime.now()
        variant = product.sudo()
        if product._name == "product.template":
            variant = variant.product_variant_id
        if not variant:
            return self.env["product.supplierinfo"]
        ignores_minimum = self.no_supplierinfo_min_quantity
        return variant.with_context(override_min_qty=ignores_minimum)._select_seller(
            partner_id=self.sudo().filter_supplier_id,
            quantity=None if ignores_minimum else quantity,
            date=self._day_where_asked(moment),
            uom_id=variant.uom_id,
        )

    def _compute_base_price(self, product, quantity, uom, date, currency, **kwargs):
        """The supplier's price for one `uom`, in `currency`; 0 when he has none."""
        if not (self and self._follows_supplier()):
            return super()._compute_base_price(product, quantity, uom, date, currency, **kwargs)
        in_unit = uom._compute_quantity(quantity, product.uom_id, raise_if_failure=False)
        rule = self.with_context(price_rule_date=date)
        seller = rule._supplier_price(product, in_unit)
        if not seller:
            return 0.0
        plain = self.no_supplierinfo_discount
        price = seller._get_supplierinfo_pricelist_price(plain, ignore_margin=self.ignore_supplierinfo_margin)
        # Without his discount the price comes in the unit that he sells in.
        price = (seller.product_uom_id if plain else product.uom_id)._compute_price(price, uom)
        company = seller.company_id or self.company_id or self.env.company
        return seller.currency_id._convert(price, currency, company, self._day_where_asked(date), round=False)

    @api.model
    def _day_where_asked(self, moment):
        """The day of a moment in UTC where the user is, as Odoo has it for suppliers; a day stays as it is."""
        return self._day_of_moment(moment) if isinstance(moment, datetime) else fields.Date.to_date(moment)

    def _compute_price(self, product, quantity, uom, date, currency=None, **kwargs):
        """Odoo's formula on the supplier's price; OCA's answers in the product's unit whatever was asked."""
        if not (self and self._follows_supplier()):
            return super()._compute_price(product, quantity, uom, date, currency=currency, **kwargs)
        currency = currency or self.currency_id
        base = self._compute_base_price(product, quantity, uom, date, currency, **kwargs)
        price = base * (1 - self.price_discount / 100)
        if self.price_round:
            price = float_round(price, precision_rounding=self.price_round)
        price += product.uom_id._compute_price(self.price_surcharge, uom)
        if self.price_min_margin:
            price = max(price, base + product.uom_id._compute_price(self.price_min_margin, uom))
        if self.price_max_margin:
            price = min(price, base + product.uom_id._compute_price(self.price_max_margin, uom))
        return price
