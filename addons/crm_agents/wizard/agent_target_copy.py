from collections import defaultdict
from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..logic.target_scope import MEASURES
from ..logic.target_spread import spread, summed
from ..models.account_move_line_cost import SEE_COST
from ..models.agent_target import SELLER_DOMAIN, check_year

# Families of the sheet by how deep they lie: 1 is the top of the tree.
FAMILY_LEVELS = {"none": 0, "top": 1, "second": 2, "own": 99}


class AgentTargetCopy(models.TransientModel):
    """Targets of a year from the year before, plus x %: proposed first, looked through, then set."""

    _name = "agent.target.copy"
    _description = "Targets from the Year Before"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(
        "Targets For", required=True, default=lambda self: fields.Date.context_today(self).year + 1
    )
    source = fields.Selection(
        [("sales", "What was sold in the year before"), ("targets", "The targets of the year before")],
        string="From",
        required=True,
        default="sales",
    )
    percent = fields.Float("Plus (%)", default=5.0, digits=(16, 2), help="May be negative.")
    agent_ids = fields.Many2many(
        "res.partner", string="Sellers", domain=SELLER_DOMAIN, help="Empty: everybody whose targets you set."
    )
    by_customer = fields.Boolean()
    family_level = fields.Selection(
        [
            ("none", "All together"),
            ("top", "Main families"),
            ("second", "Two levels"),
            ("own", "Every family"),
        ],
        string="By Family",
        required=True,
        default="top",
    )
    by_brand = fields.Boolean()
    minimum = fields.Float(
        "Leave Out Below",
        digits=(16, 2),
        help="What brought less in the year before gets no target of its own; the seller's wider ones cover it.",
    )
    with_quantity = fields.Boolean("Quantities Too")
    with_margin = fields.Boolean("Margins Too", groups=SEE_COST)
    profile = fields.Selection(
        [
            ("same", "Month by month as it was"),
            ("seller", "As the seller sold altogether"),
            ("season", "As a season says"),
            ("equal", "All months alike"),
        ],
        string="Over the Months",
        required=True,
        default="seller",
    )
    season_id = fields.Many2one("agent.target.season")
    step = fields.Float(
        "Round to", default=1.0, digits=(16, 2), required=True, help="What a month is rounded to."
    )
    existing = fields.Selection(
        [("keep", "Keep them"), ("replace", "Replace them")],
        string="Targets That Are There",
        required=True,
        default="keep",
    )
    line_ids = fields.One2many("agent.target.copy.line", "copy_id", string="Proposal")
    base_total = fields.Monetary("Year Before", compute="_compute_totals")
    total = fields.Monetary("New Targets", compute="_compute_totals")

    _step_positive = models.Constraint("CHECK (step > 0)", "Months are rounded to something above zero.")

    _percent_above_nothing = models.Constraint(
        "CHECK (percent > -100)", "Targets cannot be lowered by 100 % or more."
    )

    @api.depends("line_ids.base_amount", "line_ids.amount")
    def _compute_totals(self):
        for copy in self:
            copy.base_total = sum(copy.line_ids.mapped("base_amount"))
            copy.total = sum(copy.line_ids.mapped("amount"))

    @api.onchange("profile")
    def _onchange_profile(self):
        if self.profile == "season" and not self.season_id:
            self.season_id = self.env["agent.target.season"].search([], limit=1)

    def action_propose(self):
        """Fill the proposal from the year before; what was changed in it by hand is lost."""
        self.ensure_one()
        check_year(self.env, self.year)
        # Sales are read by SQL, which asks no rule of companies.
        self.company_id.check_access("read")
        profiles = self._from_targets() if self.source == "targets" else self._from_sales()
        least = Decimal(str(round(self.minimum, 2)))
        visible = self._visible_customers(profiles)
        lines = [
            self._prepare_line(key, measures)
            for key, measures in profiles.items()
            if key[1] in visible
            and sum(measures["amount"]) >= least
            and (sum(measures["amount"]) > 0 or self.source == "targets")
        ]
        if not lines:
            raise UserError(
                self.env._("Nothing of %(year)s is there to start from with this choice.", year=self.year - 1)
            )
        self.line_ids = [Command.clear(), *(Command.create(values) for values in lines)]
        return self._reopen()

    def action_set(self):
        """Set the targets of the proposal, and open the sheet of the year."""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("There is no proposal yet."))
        lines = self.line_ids
        if self.existing == "keep":
            lines = lines.filtered(lambda line: not line.is_existing)
        figures = {}
        for line in lines:
            figures |= line._figures()
        self.env["agent.target"]._put(figures)
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_target_year")
        # Amounts alone: below them stands their sum, to which pieces would be added.
        return {**action, "domain": [("year", "=", self.year)], "context": {"search_default_amount": 1}}

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Targets from the Year Before"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _measures(self):
        """The measures that are taken over."""
        wanted = {"amount": True, "quantity": self.with_quantity}
        if self.env.user.has_groups(SEE_COST):
            wanted["margin"] = self.with_margin
        return [measure for measure in MEASURES if wanted.get(measure)]

    def _sellers(self):
        """Those whose targets the user sets, of whom were chosen."""
        domain = Domain(SELLER_DOMAIN) & self.env.user._agent_domain("id")
        if self.agent_ids:
            domain &= Domain("id", "in", self.agent_ids.ids)
        return self.env["res.partner"].search(domain)

    def _visible_customers(self, keys):
        """Ids of the customers in `keys` who have not gone to somebody else's team meanwhile, and of none."""
        customers = self.env["res.partner"].browse({key[1] for key in keys if key[1]})
        return {False, *customers._filtered_access("read").ids}

    def _from_targets(self):
        """`{(seller, customer, family, brand): {measure: twelve figures}}` of the targets of the year before."""
        targets = self.env["agent.target"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("month", ">=", date(self.year - 1, 1, 1)),
                ("month", "<=", date(self.year - 1, 12, 1)),
                ("agent_id", "in", self._sellers().ids),
            ]
        )
        found = defaultdict(self._no_figures)
        for target in targets:
            key = (target.agent_id.id, target.partner_id.id, target.categ_id.id, target.brand_id.id)
            for measure in self._measures():
                found[key][measure][target.month.month - 1] = Decimal(str(round(target[measure], 2)))
        return found

    def _from_sales(self):
        """The same of what was sold, as fine as was chosen."""
        found = defaultdict(self._no_figures)
        for *key, month, amount, quantity, margin in self.env.execute_query(self._sales_query()):
            figures = {"amount": amount, "quantity": quantity, "margin": margin}
            months = found[tuple(part or False for part in key)]
            for measure in self._measures():
                months[measure][month - 1] = Decimal(str(round(figures[measure], 2)))
        return found

    def _no_figures(self):
        return {measure: [Decimal(0)] * 12 for measure in MEASURES}

    def _sales_query(self):
        return SQL(
            """
            SELECT agent_id, %(partner)s AS partner_id,
                   (STRING_TO_ARRAY(RTRIM(family.parent_path, '/'), '/')::integer[])[
                        LEAST(%(level)s, LENGTH(family.parent_path) - LENGTH(REPLACE(family.parent_path, '/', '')))
                   ] AS family_id,
                   %(brand)s AS brand_id, EXTRACT(MONTH FROM date)::integer AS month,
                   SUM(amount), SUM(quantity), SUM(margin)
              FROM (%(rows)s) AS sold
         LEFT JOIN product_category family ON family.id = sold.categ_id
             WHERE date BETWEEN %(first)s AND %(last)s AND sold.company_id = %(company)s
               AND agent_id = ANY(%(sellers)s)
             GROUP BY 1, 2, 3, 4, 5
             ORDER BY 1, 2 NULLS FIRST, 3 NULLS FIRST, 4 NULLS FIRST
            """,
            partner=SQL("sold.partner_id" if self.by_customer else "NULL::integer"),
            level=FAMILY_LEVELS[self.family_level],
            brand=SQL("sold.product_brand_id" if self.by_brand else "NULL::integer"),
            rows=self.env["agent.sales.source"]._rows_query(),
            first=date(self.year - 1, 1, 1),
            last=date(self.year - 1, 12, 31),
            company=self.company_id.id,
            sellers=self._sellers().ids,
        )

    def _prepare_line(self, key, measures):
        agent, partner, family, brand = key
        return {
            "agent_id": agent,
            "partner_id": partner,
            "categ_id": family,
            "brand_id": brand,
            "percent": self.percent,
            "months": {measure: [str(figure) for figure in figures] for measure, figures in measures.items()},
            **{f"base_{measure}": float(sum(figures)) for measure, figures in measures.items()},
        }

    def _weights_of(self, line, measure):
        """How the year's figure of a line is laid over the months."""
        if self.profile == "season" and self.season_id:
            return self.season_id._weights()
        if self.profile == "equal":
            return [Decimal(1)] * 12
        if self.profile == "seller":
            lines = self.line_ids.filtered(lambda other: other.agent_id == line.agent_id)
            return summed(other._base_months(measure) for other in lines)
        return line._base_months(measure)

    def _spread(self, line, measure):
        """The twelve figures of a line."""
        total = Decimal(str(round(line[measure], 2)))
        return spread(total, self._weights_of(line, measure), Decimal(str(self.step)))
