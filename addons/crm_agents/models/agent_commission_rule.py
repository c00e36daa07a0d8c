from decimal import Decimal

from odoo import api, fields, models

from ..logic.rules import Rule

CRITERIA = ["agent_id", "customer_group_id", "partner_id", "product_id", "categ_id", "brand_id"]


class AgentCommissionRule(models.Model):
    """A rate, and what it is for. The first rule that fits a sold line decides; empty fits everything."""

    _name = "agent.commission.rule"
    _description = "Commission Rule"
    _order = "sequence, id"

    plan_id = fields.Many2one("agent.commission.plan", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    agent_id = fields.Many2one("res.partner", ondelete="restrict", domain="[('is_agent', '=', True)]")
    customer_group_id = fields.Many2one(
        "crm.customer.group", ondelete="restrict", help="With all groups below it."
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", ondelete="restrict", domain="[('parent_id', '=', False)]"
    )
    product_id = fields.Many2one("product.product", ondelete="restrict")
    categ_id = fields.Many2one(
        "product.category",
        string="Family",
        ondelete="restrict",
        help="With all families below it. Among rules that differ only in the family the nearest one wins.",
    )
    brand_id = fields.Many2one("product.brand", ondelete="restrict")
    has_discount_from = fields.Boolean(string="By Discount")
    discount_from = fields.Float(
        string="Discount From (%)",
        digits=(5, 2),
        aggregator=None,
        help="Effective discount against the list price, this much or more.",
    )
    has_margin_from = fields.Boolean(string="By Margin")
    margin_from = fields.Float(
        string="Margin From (%)",
        digits=(5, 2),
        aggregator=None,
        help="Margin in percent of the price, this much or more. May be negative.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    by_tier = fields.Boolean(
        help="What the rule fits counts for the volume of the period, and earns at the rate of the plan's tiers. "
        "Without the tick it earns at the rule's own rate, whatever the volume.",
    )
    rate = fields.Float(
        string="Rate (%)",
        digits=(7, 4),
        required=True,
        aggregator=None,
        help="0 excludes what the rule fits: nothing is earned on it.",
    )

    _rate_within_bounds = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100)", "A commission rate lies between 0 and 100 %."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "The rule ends before it begins.",
    )

    @api.constrains("by_tier")
    def _check_by_tier(self):
        self.plan_id._check_tiers()

    @api.depends(
        "rate", "by_tier", "has_discount_from", "discount_from", "has_margin_from", "margin_from", *CRITERIA
    )
    def _compute_display_name(self):
        for rule in self:
            names = [rule[name].display_name for name in CRITERIA if rule[name]]
            if rule.has_discount_from:
                names.append(rule.env._("discount from %(percent)g %%", percent=rule.discount_from))
            if rule.has_margin_from:
                names.append(rule.env._("margin from %(percent)g %%", percent=rule.margin_from))
            what = ", ".join(names) or self.env._("everything")
            if rule.by_tier:
                rule.display_name = self.env._("tiers on %(what)s", what=what)
                continue
            rule.display_name = self.env._("%(rate)g %% on %(what)s", rate=rule.rate, what=what)

    def _as_logic(self):
        """Return the rules in the plan's order as values for `logic.rules`."""
        return [
            Rule(
                key=rule.id,
                rate=Decimal(str(round(rule.rate, 4))),
                agent=rule.agent_id.id or None,
                customer_group=rule.customer_group_id.id or None,
                customer=rule.partner_id.id or None,
                product=rule.product_id.id or None,
                family=rule.categ_id.id or None,
                brand=rule.brand_id.id or None,
                discount_from=Decimal(str(rule.discount_from)) if rule.has_discount_from else None,
                margin_from=Decimal(str(rule.margin_from)) if rule.has_margin_from else None,
                date_from=rule.date_from or None,
                date_to=rule.date_to or None,
                by_tier=rule.by_tier,
            )
            for rule in self
        ]

    def _criteria(self):
        """Return [(field, what it asks for)] of the rule as it is now, to be kept with what it gives."""
        self.ensure_one()
        criteria = [(name, self[name].display_name) for name in CRITERIA if self[name]]
        criteria += [(name, self[name]) for name in ("discount_from", "margin_from") if self[f"has_{name}"]]
        return criteria
