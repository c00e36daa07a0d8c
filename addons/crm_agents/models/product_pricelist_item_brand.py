from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Rules are searched in the order of this key, as text: after "1_product" and before "2_product_category" under every
# collation of PostgreSQL. OCA's pricelist_brand has "25_brand", which stands before families in a database with
# collation C and behind them in one of glibc: the same list gives two prices.
BRAND = "1_z_brand"


class ProductPricelistItem(models.Model):
    """A price rule may hold for a brand: nearer than a family, less near than a product."""

    _inherit = "product.pricelist.item"

    applied_on = fields.Selection(selection_add=[(BRAND, "Brand")], ondelete={BRAND: "cascade"})
    display_applied_on = fields.Selection(
        selection_add=[("brand", "Brand")], ondelete={"brand": "set default"}
    )
    product_brand_id = fields.Many2one(
        "product.brand",
        string="Brand",
        ondelete="cascade",
        index="btree_not_null",
        help="Specify a brand if this rule only applies to products of this brand. Keep empty otherwise.",
    )

    @api.depends("product_brand_id")
    def _compute_name(self):
        result = super()._compute_name()
        for item in self.filtered(lambda item: item.applied_on == BRAND):
            item.name = self.env._("Brand: %(brand)s", brand=item.product_brand_id.display_name)
        return result

    @api.constrains("applied_on", "product_brand_id")
    def _check_brand(self):
        if any(item.applied_on == BRAND and not item.product_brand_id for item in self):
            raise ValidationError(self.env._("Name the brand to which the rule applies."))

    @api.onchange("display_applied_on")
    def _onchange_display_applied_on(self):
        result = super()._onchange_display_applied_on()
        for item in self:
            if item.display_applied_on == "brand":
                item.update({"product_id": None, "product_tmpl_id": None, "categ_id": None})
                item.applied_on = BRAND if item.product_brand_id else "3_global"
            else:
                item.product_brand_id = None
        return result

    @api.onchange("product_id", "product_tmpl_id", "categ_id", "product_brand_id")
    def _onchange_rule_content(self):
        result = super()._onchange_rule_content()
        for item in self:
            if item.product_brand_id and not (item.product_tmpl_id or item.product_id or item.categ_id):
                item.applied_on = BRAND
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """Find what a rule is for from its brand, and keep no brand on the others."""
        for vals in vals_list:
            nearer = any(
                vals.get(name) for name in ("applied_on", "product_id", "product_tmpl_id", "categ_id")
            )
            if vals.get("product_brand_id") and not nearer:
                vals["applied_on"] = BRAND
            self._one_target(vals, vals.get("applied_on"))
        return super().create(vals_list)

    def write(self, vals):
        """Keep the target of a rule a single one."""
        return super().write(self._one_target(dict(vals), vals.get("applied_on")))

    @staticmethod
    def _one_target(vals, applied_on):
        """Empty in `vals` the targets that a rule of this kind does not have, which the search for rules rests on."""
        if applied_on == BRAND:
            vals.update({"product_id": None, "product_tmpl_id": None, "categ_id": None})
        elif applied_on:
            vals["product_brand_id"] = None
        return vals

    def _is_applicable_for(self, product, qty_in_product_uom):
        """A rule on a brand holds for products of that brand only, also when many products are priced at once."""
        return super()._is_applicable_for(product, qty_in_product_uom) and (
            self.applied_on != BRAND or product.product_brand_id == self.product_brand_id
        )
