from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

# The rules for many products, in the context.
RULES_KEY = "price_rules_of_many"


class RulesOfMany:
    """The price rules that may hold for some products at a moment: each list's are read once, and found by product.

    Odoo looks at all rules of all products for each of them, and where a list rests on another, reads the other's
    rules anew for each: a page took time with the square of its products, or a query for each.
    """

    def __init__(self, products, date):
        self.products, self.date = products, date
        self._ids = frozenset(products._ids)
        self._lists = {}

    def cover(self, products, date):
        """Tell whether the rules for `products` (product.product) at `date`, if that is given, are among these."""
        return (
            products._name == self.products._name
            and self._ids.issuperset(products._ids)
            and (not date or date == self.date)
        )

    def for_all(self, pricelist):
        """The rules of a list that are for no single product: [(place in the list's order, id)]."""
        return self._of(pricelist)[0]

    def for_one(self, pricelist, product):
        """The rules of a list that are for just this product, or for its template."""
        by_product = self._of(pricelist)[1]
        return by_product.get(("product", product.id), []) + by_product.get(
            ("template", product.product_tmpl_id.id), []
        )

    def _of(self, pricelist):
        if pricelist.id not in self._lists:
            domain = pricelist._get_applicable_rules_domain(products=self.products, date=self.date)
            general, by_product = [], {}
            for place, rule in enumerate(pricelist.env["product.pricelist.item"].search(domain)):
                if rule.product_id:
                    found = by_product.setdefault(("product", rule.product_id.id), [])
                elif rule.product_tmpl_id:
                    found = by_product.setdefault(("template", rule.product_tmpl_id.id), [])
                else:
                    found = general
                found.append((place, rule.id))
            self._lists[pricelist.id] = general, by_product
        return self._lists[pricelist.id]


class ProductPricelist(models.Model):
    """Whose list it is: a list that only other sellers' customers have is closed to a seller.

    And pricing many products: rules are read once, and each product meets only those that may be for it.
    """

    _inherit = "product.pricelist"

    is_visible = fields.Boolean(
        compute="_compute_is_visible", compute_sudo=True, export_string_translation=False
    )

    @api.depends_context("uid")
    def _compute_is_visible(self):
        """Whether the user may read the list, asked once for all lists at hand."""
        visible = self.browse()
        if ids := [id_ for id_ in self._ids if id_]:
            condition = self.env.user._pricelist_condition(SQL("list.id"), ids)
            select = SQL("SELECT id FROM product_pricelist list WHERE id = ANY(%s) AND %s", ids, condition)
            visible = self & self.browse(id_ for (id_,) in self.env.execute_query(select))
        visible.is_visible = True
        (self - visible).is_visible = False

    def _compute_price_rule(self, products, quantity, *, date=False, **kwargs):
        """Find prices by rules, lists below and suppliers' prices that the user need not see, but in no list of others.

        A record rule that hid some of the rules would not refuse an answer: it would give a wrong one. Products that
        have rules of their own are priced one by one, the others together.
        """
        self.check_access("read")
        # Bypassed are the rules on price rules and costs; the list itself has just been checked.
        lists, products = self.sudo()._with_rules_of(products, date), products.sudo()
        rules = lists._rules_at_hand(products, date)
        price_rule = partial(super(ProductPricelist, lists)._compute_price_rule, quantity=quantity, **kwargs)
        if not (self and rules):
            return price_rule(products, date=date)
        own = {product.id for product in products if rules.for_one(lists, product)}
        alike = products.filtered(lambda product: product.id not in own).with_prefetch(products._prefetch_ids)
        prices = price_rule(alike, date=rules.date)
        for product in products:
            if product.id in own:
                prices |= price_rule(product, date=rules.date)
        return prices

    def _with_rules_of(self, products, date=None):
        """The list with the rules for `products` (product.product) at hand, as of `date` or of now.

        What is priced with it shares them: several quantities of the same products, and the lists below it.
        """
        if self._rules_at_hand(products, date):
            return self
        if products._name != "product.product" or len(products) < 2:
            return self
        return self.with_context(**{RULES_KEY: RulesOfMany(products, date or fields.Datetime.now())})

    def _rules_at_hand(self, products, date):
        """The `RulesOfMany` that cover these products at that moment, if there are; what a request brings is none."""
        rules = self.env.context.get(RULES_KEY)
        return rules if isinstance(rules, RulesOfMany) and rules.cover(products, date) else None

    def _get_applicable_rules(self, products, date, **kwargs):
        """Take the rules from those at hand, in the order in which Odoo finds them."""
        rules = self._rules_at_hand(products, date)
        if not (self and rules) or kwargs:
            return super()._get_applicable_rules(products, date, **kwargs)
        found = {
            *rules.for_all(self),
            *(rule for product in products for rule in rules.for_one(self, product)),
        }
        return self.env["product.pricelist.item"].browse(rule for _place, rule in sorted(found))
