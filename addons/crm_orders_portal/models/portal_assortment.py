from odoo import api, fields, models
from odoo.fields import Domain


class PortalAssortment(models.Model):
    """What customers may order, where that is not everything in their catalogue.

    A line is for one customer, for a group with the groups below it, or for all. Whoever has a line that allows
    something may order only what his lines allow; what a line excludes, no other line brings back.
    """

    _name = "portal.assortment"
    _description = "What customers may order"
    _order = "customer_group_id, partner_id, decision, id"

    customer_group_id = fields.Many2one(
        "crm.customer.group", index=True, ondelete="cascade", help="With the groups below it."
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, ondelete="cascade")
    decision = fields.Selection(
        [("allowed", "May order"), ("excluded", "May not order")], default="allowed", required=True
    )
    product_tmpl_id = fields.Many2one("product.template", string="Product", ondelete="cascade")
    categ_id = fields.Many2one(
        "product.category", string="Family", ondelete="cascade", help="With the families below it."
    )
    product_brand_id = fields.Many2one("product.brand", string="Brand", ondelete="cascade")

    _one_thing = models.Constraint(
        "CHECK (num_nonnulls(product_tmpl_id, categ_id, product_brand_id) = 1)",
        "Give one of product, family and brand.",
    )
    _one_customer = models.Constraint(
        "CHECK (num_nonnulls(customer_group_id, partner_id) <= 1)",
        "Give a customer or a group, or neither for all customers.",
    )

    @api.depends("product_tmpl_id", "categ_id", "product_brand_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = (line.product_tmpl_id or line.categ_id or line.product_brand_id).display_name

    @api.model
    def _domain_of(self, contact):
        """The products that `contact` may order in the current company; all of them when nothing is said.

        The caller is superuser: customers do not read who else may order what.
        """
        customer = contact.commercial_partner_id
        groups = customer.customer_group_ids._with_those_above()
        lines = self.search(
            Domain("company_id", "in", [False, self.env.company.id])
            & Domain("partner_id", "in", [False, customer.id])
            & Domain("customer_group_id", "in", [False, *groups.ids])
        )
        allowed = lines.filtered(lambda line: line.decision == "allowed")
        domain = allowed._products() if allowed else Domain.TRUE
        return domain & ~(lines - allowed)._products()

    def _products(self):
        return (
            Domain("product_tmpl_id", "in", self.product_tmpl_id.ids)
            | Domain("categ_id", "child_of", self.categ_id.ids)
            | Domain("product_brand_id", "in", self.product_brand_id.ids)
        )
