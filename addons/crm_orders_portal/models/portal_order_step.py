from odoo import api, fields, models
from odoo.addons.crm_base.logic.quantities import LARGEST
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..logic.order_quantity import GroupSteps, OrderSteps, nearest
from .product_quantities import _exact


class PortalOrderStep(models.Model):
    """In which quantities a group of customers orders, where that is not what the product itself says.

    For a product, or for a family with those below it; for a group with those below it. The nearest line decides and
    stands for both figures: 0 and 0 give back any quantity.
    """

    _name = "portal.order.step"
    _description = "Quantities in which customers order"
    _order = "customer_group_id, categ_id, product_tmpl_id, id"
    _rec_name = "customer_group_id"

    customer_group_id = fields.Many2one(
        "crm.customer.group", required=True, index=True, ondelete="cascade", help="With the groups below it."
    )
    product_tmpl_id = fields.Many2one(
        "product.template", string="Product", index="btree_not_null", ondelete="cascade"
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Family",
        index="btree_not_null",
        ondelete="cascade",
        help="With the families below it.",
    )
    order_minimum = fields.Float(
        string="Sold from",
        digits="Product Unit",
        help="These customers order at least this quantity, in the product's unit; 0 for any.",
    )
    order_multiple = fields.Float(
        string="Sold in steps of",
        digits="Product Unit",
        help="These customers order whole multiples of this quantity; 0 for any.",
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, ondelete="cascade")

    _one_thing = models.Constraint(
        "CHECK (num_nonnulls(product_tmpl_id, categ_id) = 1)", "Give a product or a family."
    )
    _said_once = models.UniqueIndex(
        "(customer_group_id, COALESCE(product_tmpl_id, 0), COALESCE(categ_id, 0), COALESCE(company_id, 0))",
        "There is a line for this group and product or family already.",
    )

    @api.constrains("order_minimum", "order_multiple")
    def _check_order_steps(self):
        for line in self:
            if not (0 <= line.order_minimum <= LARGEST and 0 <= line.order_multiple <= LARGEST):
                raise ValidationError(
                    self.env._(
                        "“Sold from” and “Sold in steps of” lie between 0 and %(most)s.", most=f"{LARGEST:,}"
                    )
                )

    @api.model
    def _steps_of(self, contact, products):
        """The quantities in which `contact` orders those of `products` that a line of his groups speaks of.

        {product: `logic.order_quantity.OrderSteps`}, in one query for all products. The caller is superuser: customers
        do not read in which quantities others order.
        """
        distances = contact.commercial_partner_id.customer_group_ids._distances()
        lines = distances and self.search(
            Domain("company_id", "in", [False, self.env.company.id])
            & Domain("customer_group_id", "in", list(distances))
        )
        if not lines:
            return {}
        by_template, by_family = lines.grouped("product_tmpl_id"), lines.grouped("categ_id")
        found = {}
        for product in products:
            spoken = [(0, by_template.get(product.product_tmpl_id, self.browse()))]
            families = [int(part) for part in (product.categ_id.parent_path or "").split("/") if part]
            for far, family in enumerate(reversed(families), 1):
                spoken.append((far, by_family.get(product.categ_id.browse(family), self.browse())))
            rules = [
                GroupSteps(far, distances[line.customer_group_id.id], line._steps())
                for far, its_lines in spoken
                for line in its_lines
            ]
            if rules:
                found[product] = nearest(rules)
        return found

    def _steps(self):
        return OrderSteps(_exact(self.order_minimum), _exact(self.order_multiple))
