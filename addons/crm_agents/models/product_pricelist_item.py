from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .product_pricelist_item_brand import BRAND

# From what is nearest to a product to what holds for all.
NEARNESS = {"0_product_variant": 0, "1_product": 1, BRAND: 2, "2_product_category": 3, "3_global": 4}


class ProductPricelistItem(models.Model):
    """A condition of a customer is a rule of the price list that belongs to him."""

    _inherit = "product.pricelist.item"

    min_quantity = fields.Float(aggregator=None)
    customer_id = fields.Many2one(
        "res.partner",
        compute="_compute_customer_id",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
        help="The customer whose condition this is.",
    )
    is_customer_base = fields.Boolean(
        string="General Discount Row",
        readonly=True,
        help="Leads from a customer's own list to the list of the house; its discount is his general one.",
    )

    price_revision_line_id = fields.Many2one(
        "agent.price.revision.line",
        string="From Price Revision",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    price_precedence = fields.Integer(
        readonly=True,
        copy=False,
        help="The rule whose place among rules for the same product a price revision gave to this one.",
    )

    @api.depends("pricelist_id.customer_id")
    def _compute_customer_id(self):
        for item in self:
            # With sudo(): the rule on this model needs it of lists that the user does not see.
            item.customer_id = item.pricelist_id.sudo().customer_id

    @api.constrains("base_pricelist_id")
    def _check_base_is_of_the_house(self):
        """Conditions are between one customer and us: nobody else's prices may follow them, and so show them.

        With sudo(): the more so when the user does not see the list that he names.
        """
        if any(item.base_pricelist_id.sudo().customer_id for item in self):
            raise ValidationError(self.env._("No price list can be based on a customer's own conditions."))

    @api.onchange("percent_price")
    def _onchange_percent_price(self):
        """A discount that is typed on a customer's form makes a discount of the condition."""
        for item in self.filtered("percent_price"):
            item.update({"compute_price": "percentage", "fixed_price": 0.0})

    @api.onchange("fixed_price")
    def _onchange_fixed_price(self):
        """A price that is typed on a customer's form makes a special price of the condition."""
        for item in self.filtered("fixed_price"):
            item.update({"compute_price": "fixed", "percent_price": 0.0})

    @api.constrains("min_quantity", "percent_price", "fixed_price", "pricelist_id", "compute_price")
    def _check_condition(self):
        for item in self.filtered("customer_id"):
            if item.compute_price == "fixed" and not item.fixed_price:
                raise ValidationError(
                    self.env._(
                        "%(condition)s: give a discount or a price. What is free has a discount of 100 %%.",
                        condition=item.display_name,
                    )
                )
            # A discount below zero would raise the price of whoever typed "-5" for 5 % off.
            if item.min_quantity < 0 or item.fixed_price < 0 or not 0 <= item.percent_price <= 100:
                raise ValidationError(
                    self.env._(
                        "%(condition)s: a discount is between 0 and 100 %%, a price and a quantity are not negative.",
                        condition=item.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Put conditions typed on a customer into the list that belongs to him; it is made with the first."""
        typed = []
        for vals in vals_list:
            values = dict(vals)
            if customer_id := values.pop("customer_id", None):
                customer = self.env["res.partner"].browse(customer_id)
                values["pricelist_id"] = self.env["product.pricelist"]._open_own_list(customer).id
            typed.append(values)
        items = super().create(typed)
        items._check_base_is_seen()
        items._follow_customer_base()
        return items

    def write(self, vals):
        """Keep conditions on top of the list that the customer is on."""
        result = super().write(vals)
        if "base_pricelist_id" in vals:
            self._check_base_is_seen()
        if {"compute_price", "pricelist_id", "base_pricelist_id", "base", "applied_on"} & vals.keys():
            self._follow_customer_base()
        if "pricelist_id" in vals:
            # Odoo asks before only: a rule must not be moved into a list that one may not change.
            self.check_access("write")
        return result

    def _check_base_is_seen(self):
        """Let nobody learn by a rule that rests on it what a list says that he may not read."""
        self.base_pricelist_id.check_access("read")

    def unlink(self):
        """Put a customer's own list away with his last condition."""
        pricelists = self.pricelist_id
        result = super().unlink()
        pricelists.exists()._archive_empty_own_lists()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_customer_base(self):
        if any(item.is_customer_base and item.pricelist_id.customer_id for item in self):
            raise ValidationError(
                self.env._(
                    "This row leads from the customer's conditions to the list of the house; it stays."
                )
            )

    def _follow_customer_base(self):
        """Count the discounts of a customer's conditions from the list that he is on."""
        discounts = self.filtered(lambda item: item.customer_id and item.compute_price == "percentage")
        for pricelist, items in discounts.grouped("pricelist_id").items():
            base = pricelist.customer_base_id
            vals = {"base": "pricelist" if base else "list_price", "base_pricelist_id": base.id}
            late = items.filtered(
                lambda item, vals=vals: (item.base, item.base_pricelist_id.id) != tuple(vals.values())
            )
            # It calls here again, and finds them right.
            late.write(vals)

    def _nearness(self):
        """Sort key of a customer's conditions: the nearest first, then the highest tier.

        Among those for the same, one that ends before one that goes on, and the latest start.
        """
        family = self.categ_id.parent_path or ""
        return (
            NEARNESS[self.applied_on],
            -family.count("/"),
            -self.min_quantity,
            not self.date_end,
            -self.date_start.timestamp() if self.date_start else 0.0,
            -self._place(),
        )

    def _place(self):
        """What Odoo's order by newness goes by: a revised price is as new as the one that it follows."""
        return self.price_precedence or self.id

    def _in_former_order(self):
        """These rules, in Odoo's order, with revised prices in the place of those that they follow.

        Otherwise raising prices would put the new ones before every promotion that was there already.
        """
        if not any(rule.price_precedence for rule in self):
            return self
        ranks = {}
        for rule in self:
            ranks.setdefault((rule.applied_on, rule.min_quantity, rule.categ_id.id), len(ranks))
        return self.sorted(
            lambda rule: (ranks[rule.applied_on, rule.min_quantity, rule.categ_id.id], -rule._place())
        )
