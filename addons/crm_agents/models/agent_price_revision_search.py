from datetime import timedelta

from odoo import models
from odoo.fields import Domain


class AgentPriceRevision(models.Model):
    """Which prices of the list a revision is about, and what they are now."""

    _inherit = "agent.price.revision"

    def _product_domain(self):
        """Domain of the product templates in the group: those that meet every criterion given."""
        domain = Domain.TRUE
        if self.categ_ids:
            domain &= Domain("categ_id", "child_of", self.categ_ids.ids)
        if self.brand_ids:
            domain &= Domain("product_brand_id", "in", self.brand_ids.ids)
        if self.supplier_ids:
            suppliers = self.supplier_ids.commercial_partner_id.ids
            domain &= Domain("seller_ids.partner_id", "child_of", suppliers)
        if self.product_tmpl_ids:
            domain &= Domain("id", "in", self.product_tmpl_ids.ids)
        return domain

    def _rules_domain(self):
        """Domain of the list's rules on products of the group that have not ended when the new prices begin."""
        domain = Domain("pricelist_id", "=", self.pricelist_id.id)
        domain &= Domain("applied_on", "in", ["0_product_variant", "1_product"])
        if not (group := self._product_domain()).is_true():
            domain &= Domain("product_tmpl_id", "any", group)
        return domain & (Domain("date_end", "=", False) | Domain("date_end", ">=", self.starts_on))

    def _nothing_found(self):
        if self.operation == "add":
            return self.env._(
                "No product to add: those of this group have a fixed price in %(list)s already, or cost nothing.",
                list=self.pricelist_id.display_name,
            )
        return self.env._(
            "No price changes: %(list)s has no fixed price for this group that becomes another one.",
            list=self.pricelist_id.display_name,
        )

    def _found_prices(self):
        """What the group costs now: dicts of line values without the new price; note what is left alone."""
        rules = self.env["product.pricelist.item"]
        begun = Domain("date_start", "=", False) | Domain(
            "date_start", "<", self.starts_on - timedelta(seconds=1)
        )
        fixed = Domain("compute_price", "=", "fixed")
        in_force = self._rules_domain() & fixed & begun
        # sudo: how far a revision has come nobody writes himself; who may change the list was asked
        if self.operation == "add":
            self.sudo().left_alone_count = 0
            return self._prices_to_add(self._rules_domain() & fixed)
        self.sudo().left_alone_count = rules.search_count(self._rules_domain() & ~(fixed & begun))
        if not (self.categ_ids or self.brand_ids or self.supplier_ids or self.product_tmpl_ids):
            wide = Domain("applied_on", "not in", ["0_product_variant", "1_product"])
            self.sudo().left_alone_count += rules.search_count(
                wide & Domain("pricelist_id", "=", self.pricelist_id.id)
            )
        names = ["product_tmpl_id", "product_id", "min_quantity", "fixed_price", "date_end"]
        return [
            {
                "item": item.id,
                "template": item.product_tmpl_id.id,
                "variant": item.product_id.id or None,
                "quantity": item.min_quantity,
                "old_price": item.fixed_price,
                "date_end": item.date_end or None,
            }
            for item in rules.search_fetch(in_force, names, order="id")
        ]

    def _prices_to_add(self, fixed_rules):
        """What the group's products without a fixed price in the list start from."""
        priced = self.env["product.pricelist.item"].search(fixed_rules).product_tmpl_id.ids
        companies = [False, (self.pricelist_id.company_id or self.env.company).id]
        domain = self._product_domain() & Domain("sale_ok", "=", True)
        domain &= Domain("company_id", "in", companies) & Domain("id", "not in", priced)
        products = self.env["product.template"].search(domain, order="id")
        return [
            {
                "item": None,
                "template": template_id,
                "variant": None,
                "quantity": 0.0,
                "old_price": price,
                "date_end": None,
            }
            for template_id, price in products._prices_by_source(self).items()
            if price > 0
        ]
