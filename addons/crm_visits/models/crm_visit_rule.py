from odoo import api, fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES


class CrmVisitRule(models.Model):
    """After which deliveries customers are contacted again, when, and how many times.

    Rules add up: a delivery to which two of them apply has the contacts of both.
    """

    _name = "crm.visit.rule"
    _description = "After-Sales Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="Becomes the subject of the contacts.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    product_id = fields.Many2one("product.product", ondelete="cascade", index="btree_not_null")
    categ_id = fields.Many2one(
        "product.category",
        string="Family",
        ondelete="cascade",
        index="btree_not_null",
        help="And all families below it.",
    )
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class")
    kind = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["kind"]._description_selection(self.env),
        required=True,
        default="visit",
    )
    days = fields.Integer(string="Days After Delivery", required=True, default=14)
    times = fields.Integer(string="How Many Times", required=True, default=1)
    repeat_days = fields.Integer(string="Then Every (Days)", default=90)
    hour = fields.Float(string="Time", default=10.0, help="In the time zone of whoever makes the contact.")
    duration = fields.Float(default=0.5, help="Hours.")
    user_id = fields.Many2one(
        "res.users",
        string="Made By",
        domain="[('share', '=', False)]",
        help="Empty: the customer's salesperson, else that of the order.",
    )

    _days_positive = models.Constraint("CHECK (days > 0)", "The first contact comes after the delivery.")
    _times_bounded = models.Constraint("CHECK (times BETWEEN 1 AND 60)", "Plan between 1 and 60 contacts.")
    _repeat_days_positive = models.Constraint(
        "CHECK (times = 1 OR repeat_days > 0)", "Between two contacts there is at least one day."
    )
    _hour_of_day = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24)", "The time lies between 0:00 and 24:00."
    )

    @api.model
    def _of_delivery(self, picking):
        """Return the rules that apply to a delivery, with what it brought."""
        customer = picking.partner_id.commercial_partner_id
        products = picking.move_ids.filtered(
            lambda move: move.state == "done" and move.quantity > 0
        ).product_id
        rules = self.search([("company_id", "=", picking.company_id.id)])
        return rules.filtered(
            lambda rule: (
                rule.customer_class in (False, customer.customer_class)
                and any(rule._covers(product) for product in products)
            )
        )

    def _covers(self, product):
        """Whether the rule is about this product."""
        self.ensure_one()
        in_family = not self.categ_id or (product.categ_id.parent_path or "").startswith(
            self.categ_id.parent_path
        )
        return in_family and self.product_id in (product.browse(), product)
