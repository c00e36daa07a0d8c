from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..logic.product_lines import ProductLine, closest


class AgentProductLine(models.Model):
    """Products that a customer's other agents may sell: families with all below them, brands, or brands in families."""

    _name = "agent.product.line"
    _description = "Product Line of Agents"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(
        default=10, help="Of two lines that a product is equally close to, the first counts."
    )
    active = fields.Boolean(default=True)
    categ_ids = fields.Many2many(
        "product.category",
        string="Families",
        help="With all families below them. Empty: products of any family.",
    )
    brand_ids = fields.Many2many("product.brand", string="Brands", help="Empty: products of any brand.")
    assignment_ids = fields.One2many("agent.assignment", "product_line_id", string="Assignments")
    assignment_count = fields.Integer(string="Assigned", compute="_compute_assignment_count")

    @api.depends("assignment_ids")
    def _compute_assignment_count(self):
        counts = dict(
            self.env["agent.assignment"]._read_group(
                [("product_line_id", "in", self.ids)], ["product_line_id"], ["__count"]
            )
        )
        for product_line in self:
            product_line.assignment_count = counts.get(product_line, 0)

    @api.constrains("categ_ids", "brand_ids")
    def _check_narrow(self):
        if not all(product_line.categ_ids or product_line.brand_ids for product_line in self):
            raise ValidationError(
                self.env._(
                    "A product line has a family or a brand. For all products leave the product line empty."
                )
            )

    def action_view_assignments(self):
        """Open who is an agent of this product line, and whose."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_assignment")
        return {
            **action,
            "domain": [("product_line_id", "=", self.id)],
            "context": {"default_product_line_id": self.id},
        }

    def _closest(self, product):
        """Return the one of these product lines that a product falls in: the closest; none, when it is in none."""
        families = reversed([int(key) for key in (product.categ_id.parent_path or "").split("/") if key])
        return self.browse(
            closest(self.sorted()._as_logic(), tuple(families), product.product_brand_id.id or None)
        )

    @api.model
    def _same(self, one, other):
        """`SQL` condition: two tables, given by alias, have the same product line, or both none."""
        return SQL(
            "COALESCE(%s, 0) = COALESCE(%s, 0)",
            *(SQL.identifier(alias, "product_line_id") for alias in (one, other)),
        )

    def _as_logic(self):
        """Return the product lines as values for `logic.product_lines`."""
        return [
            ProductLine(row.id, frozenset(row.categ_ids.ids), frozenset(row.brand_ids.ids)) for row in self
        ]
