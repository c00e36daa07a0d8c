from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..logic.tiers import Scale, Tier

# What the tiers' commission was computed with: fixed once there is some.
TIER_TERMS = {"tier_mode", "period"}
# Who may know who else has a plan, and what it gives to whom. A seller's entries tell him the rule that fitted.
READERS = "crm_base.group_sales_manager,crm_base.group_credit_controller"


class AgentCommissionPlan(models.Model):
    """How an agent earns: on invoices or on receipts, of the sale or of its margin, at which rates."""

    _name = "agent.commission.plan"
    _description = "Commission Plan"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="And its branches. Empty: for every company.")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    basis = fields.Selection(
        [("invoice", "Invoices"), ("receipt", "Receipts")],
        required=True,
        default="invoice",
        help="Invoices: all is earned when the invoice is posted.\n"
        "Receipts: earned in proportion to what the customer has paid. A credit note is not a receipt.",
    )
    base = fields.Selection(
        [("untaxed", "Untaxed amount"), ("margin", "Margin")],
        required=True,
        default="untaxed",
        help="Margin: the cost is the one frozen on the order line when it was sold.",
    )
    period = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        required=True,
        default="month",
        help="The period of the volume of the tiers, of the guarantee and of the cap.",
    )
    tier_mode = fields.Selection(
        [("none", "No tiers"), ("marginal", "Marginal"), ("retroactive", "Retroactive")],
        string="Tiers",
        required=True,
        default="none",
        help="Marginal: each part of the period's volume earns at the rate of its tier.\n"
        "Retroactive: the whole volume of the period earns at the rate of the tier reached; what was entered before "
        "is corrected by an entry of its own.",
    )
    tier_ids = fields.One2many("agent.commission.tier", "plan_id", copy=True)
    leader_rate = fields.Float(
        string="Team Leader's Rate (%)",
        digits=(7, 4),
        aggregator=None,
        groups=READERS,
        help="On top of the agents' commission, the leader of the agent's sales team earns this on what the agent "
        "sells, in proportion to the agent's share. Lines on which the agent earns nothing do not count.",
    )
    has_guarantee = fields.Boolean(string="Guarantee")
    guarantee = fields.Monetary(
        string="Guaranteed Amount",
        help="An agent with this plan earns at least this in a period; what is missing is added when the period is "
        "settled. Counted from the day after his last settlement; if he was never settled, from the period of his "
        "first entry, and without any, for the period being settled. In the company's currency.",
    )
    has_cap = fields.Boolean(string="Cap")
    cap = fields.Monetary(
        string="Highest Amount",
        help="An agent with this plan earns at most this in a period; what is above is taken off when the period is "
        "settled. What comes late for a settled period is held to the guarantee and cap that it was settled by; where "
        "there were none, it is not. In the company's currency.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Billed As",
        required=True,
        domain="[('type', '=', 'service')]",
        default=lambda self: self.env.ref("crm_agents.product_commission", raise_if_not_found=False),
        help="The product of the agent's bill: gives account and tax.",
    )
    rule_ids = fields.One2many("agent.commission.rule", "plan_id", string="Rules", copy=True, groups=READERS)
    agent_ids = fields.One2many("res.partner", "commission_plan_id", string="Agents", groups=READERS)
    agent_count = fields.Integer(compute="_compute_agent_count", groups=READERS)
    has_earned_by_tier = fields.Boolean(compute="_compute_has_earned_by_tier")

    _leader_rate_within_bounds = models.Constraint(
        "CHECK (leader_rate >= 0 AND leader_rate <= 100)", "A commission rate lies between 0 and 100 %."
    )
    _limits_in_order = models.Constraint(
        "CHECK (has_cap IS NOT TRUE OR has_guarantee IS NOT TRUE OR guarantee <= cap)",
        "The guarantee is above the cap.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for plan in self:
            plan.currency_id = (plan.company_id or self.env.company).currency_id

    def _compute_agent_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("commission_plan_id", "in", self.ids)], ["commission_plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.agent_count = counts.get(plan, 0)

    def _compute_has_earned_by_tier(self):
        used = self._used_by_tier()
        for plan in self:
            plan.has_earned_by_tier = plan in used

    @api.constrains("tier_mode", "tier_ids", "rule_ids")
    def _check_tiers(self):
        for plan in self:
            if plan.tier_mode != "none" and not plan.tier_ids:
                raise ValidationError(self.env._("%(plan)s: write at least one tier.", plan=plan.name))
            if plan.tier_mode == "none" and any(rule.by_tier for rule in plan.rule_ids):
                raise ValidationError(
                    self.env._(
                        "%(plan)s has rules that give the rate of the tiers, but no tiers.", plan=plan.name
                    )
                )

    def write(self, vals):
        """Refuse to change the kind of tiers by which something was earned."""
        changed = self.filtered(
            lambda plan: any(plan[name] != vals[name] for name in TIER_TERMS & vals.keys())
        )
        changed._refuse_used()
        return super().write(vals)

    def action_view_agents(self):
        """Open the agents that earn by this plan."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Agents"),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("commission_plan_id", "=", self.id)],
        }

    def _refuse_used(self):
        """Refuse a change of tiers by which something was earned: the same volume must stay worth the same."""
        used = self._used_by_tier()
        if used:
            raise UserError(
                self.env._(
                    "Agents have earned by the tiers of %(plans)s: they stay as they are. Duplicate the plan, change "
                    "the copy, and give it to the agents.",
                    plans=", ".join(used.mapped("name")),
                )
            )

    def _used_by_tier(self):
        """Return the plans by whose tiers something was earned."""
        # sudo: that anybody earned by the tiers fixes them for everybody
        volumes = self.env["agent.commission.volume"].sudo()
        return self.browse(
            plan.id for (plan,) in volumes._read_group([("plan_id", "in", self.ids)], ["plan_id"])
        )

    def _pays_in(self, company):
        """Tell whether agents earn by this plan on documents of the company, or branch; no plan pays nowhere."""
        return bool(self and self.active and (not self.company_id or self.company_id in company.parent_ids))

    def _first_day(self, day):
        """Return the first day of the plan's period that a day lies in."""
        return fields.Date.start_of(day, self.period)

    def _last_day(self, day):
        """Return the last day of the plan's period that a day lies in."""
        return fields.Date.end_of(day, self.period)

    def _next_first_day(self, day):
        """Return the first day of the period after the one that a day lies in."""
        return fields.Date.add(self._last_day(day), days=1)

    def _scale(self, company):
        """Return the tiers as a value for `logic.tiers`, rounding as the company does."""
        self.ensure_one()
        return Scale(
            mode=self.tier_mode,
            tiers=tuple(
                Tier(Decimal(str(round(tier.volume_above, 6))), Decimal(str(round(tier.rate, 4))))
                for tier in self.tier_ids
            ),
            step=Decimal(str(company.currency_id.rounding)),
        )

    def _limits(self):
        """Return (guarantee, cap) of a period; None is no limit."""
        self.ensure_one()
        return (
            Decimal(str(round(self.guarantee, 6))) if self.has_guarantee else None,
            Decimal(str(round(self.cap, 6))) if self.has_cap else None,
        )
