from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class AgentPriceSupplier(models.TransientModel):
    """Let the prices of a list follow what a supplier asks, plus so many percent, by family."""

    _name = "agent.price.supplier"
    _description = "Prices From the Supplier's"

    pricelist_id = fields.Many2one("product.pricelist", required=True)
    currency_id = fields.Many2one(related="pricelist_id.currency_id", related_sudo=False)
    supplier_id = fields.Many2one(
        "res.partner",
        domain="[('parent_id', '=', False), ('supplier_rank', '>', 0)]",
        help="Empty: the first supplier of the product who has a price.",
    )
    categ_ids = fields.Many2many(
        "product.category", string="Families", help="With all families below them. Empty: every product."
    )
    markup = fields.Float(string="Raise By %", digits=(16, 2), required=True, default=25.0)
    surcharge = fields.Float(min_display_digits="Product Price", help="Added after rounding.")
    round_step = fields.Float(
        string="Round To", min_display_digits="Product Price", help="0.05 makes 12.35 of 12.37."
    )
    ignores_minimum = fields.Boolean(
        string="Whatever the Quantity",
        help="Rests on the supplier's first price, even when less is sold than he asks us to buy for it.",
    )
    ignores_discount = fields.Boolean(
        string="Without His Discount", help="Rests on his list price instead of what we pay."
    )

    product_count = fields.Integer(string="Products", compute="_compute_counts")
    priced_count = fields.Integer(string="With a Supplier's Price", compute="_compute_counts")

    @api.depends("pricelist_id", "supplier_id", "categ_ids")
    def _compute_counts(self):
        """How many products the rules are for, and of how many the supplier has a price."""
        for wizard in self:
            company = wizard.pricelist_id.company_id or self.env.company
            domain = Domain("sale_ok", "=", True) & Domain("company_id", "in", [False, company.id])
            if wizard.categ_ids:
                domain &= Domain("categ_id", "child_of", wizard.categ_ids.ids)
            # sudo: who sets prices need not see what suppliers ask, and learns here only of how many products
            products = self.env["product.template"].sudo()
            wizard.product_count = products.search_count(domain)
            prices = Domain("company_id", "in", [False, company.id]) & Domain("price", ">", 0)
            if supplier := wizard.supplier_id.commercial_partner_id:
                prices &= Domain("partner_id", "child_of", supplier.id)
            wizard.priced_count = products.search_count(domain & Domain("seller_ids", "any", prices))

    @api.constrains("markup", "round_step")
    def _check_figures(self):
        for wizard in self:
            if wizard.markup <= -100 or wizard.round_step < 0:
                raise ValidationError(
                    self.env._("A price is above nothing, and rounded to an amount above zero or not at all.")
                )

    def action_create_rules(self):
        """Add one rule a family, or change the one that is there; show them."""
        self.ensure_one()
        rules = self.env["product.pricelist.item"]
        for family in self.categ_ids or [self.env["product.category"]]:
            target = {
                "pricelist_id": self.pricelist_id.id,
                "applied_on": "2_product_category" if family else "3_global",
                "categ_id": family.id,
                "filter_supplier_id": self.supplier_id.commercial_partner_id.id,
                "base": "supplierinfo",
                "compute_price": "formula",
            }
            known = rules.search([(name, "=", value) for name, value in target.items()], limit=1)
            if known:
                known.write(self._terms())
            rules |= known or rules.create({**target, **self._terms()})
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_price_condition")
        return {**action, "domain": [("id", "in", rules.ids)]}

    def _terms(self):
        return {
            "price_discount": -self.markup,
            "price_surcharge": self.surcharge,
            "price_round": self.round_step,
            "no_supplierinfo_min_quantity": self.ignores_minimum,
            "no_supplierinfo_discount": self.ignores_discount,
            "ignore_supplierinfo_margin": True,
        }
