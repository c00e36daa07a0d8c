from odoo import api, fields, models
from odoo.tools import SQL


class CreditCollectionRule(models.Model):
    """When a customer becomes a case, who takes it, and how often he is written to."""

    _name = "credit.collection.rule"
    _description = "Collection Rule"
    _inherit = ["mail.thread"]
    _order = "company_id, id"
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for companies without a rule of their own."
    )
    active = fields.Boolean(default=True, tracking=True)
    on_over_ceiling = fields.Boolean("Over a Ceiling", default=True, tracking=True)
    on_overdue = fields.Boolean("Overdue Debt", default=True, tracking=True)
    overdue_days = fields.Integer(
        "Overdue for more than (days)", default=15, required=True, tracking=True
    )  # fmt: skip
    overdue_amount = fields.Float(
        "At Least",
        tracking=True,
        help="Smaller overdue debt opens no case; in the currency of the company, any amount when zero.",
    )
    on_bounced = fields.Boolean("Bounced Instrument", default=True, tracking=True)
    bounced_days = fields.Integer(
        "Bounced within (days)", default=30, required=True, tracking=True,
        help="Only while the customer owes anything.",
    )  # fmt: skip
    responsible = fields.Selection(
        [
            ("controller", "Credit controller"),
            ("collector", "Collector of the sales team"),
            ("salesperson", "Salesperson"),
        ],
        required=True,
        default="controller",
        tracking=True,
        help="Who gets new cases; the credit controller when the one asked for does not exist.",
    )
    controller_id = fields.Many2one(
        "res.users",
        "Credit Controller",
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("crm_base.group_credit_controller").ids),
            ("share", "=", False),
        ],
        tracking=True,
    )
    sends_letters = fields.Boolean(
        "Letters by the Daily Job", tracking=True, help="Otherwise letters are sent from the case."
    )
    letter_interval = fields.Integer("Days between Letters", default=7, required=True, tracking=True)

    _one_per_company = models.UniqueIndex(
        "(COALESCE(company_id, 0)) WHERE active", "There is already an active rule for this company."
    )
    _sensible_numbers = models.Constraint(
        "CHECK (overdue_days >= 0 AND overdue_amount >= 0 AND bounced_days >= 0 AND letter_interval >= 0)",
        "Days and amounts cannot be negative.",
    )

    @api.model
    def _for_company(self, company):
        """The rule in force in `company`: its own before the general one; empty when there is none."""
        rules = self.search([("company_id", "in", [False, company.id])])
        return rules.sorted(lambda rule: not rule.company_id)[:1]

    def _causes(self, company, partners=None):
        """Which customers are cases in `company` now: `{partner_id: [cause, ...]}`.

        :param partners: only these commercial partners
        """
        if not self:
            return {}
        query = SQL(
            """
            SELECT debt.partner_id,
                   %(on_over_ceiling)s AND debt.is_over_ceiling,
                   %(on_overdue)s AND debt.overdue_amount > 0 AND debt.overdue_amount >= %(overdue_amount)s,
                   %(on_bounced)s AND debt.bounced_count > 0 AND debt.receivable_amount > 0
              FROM (%(debt)s) AS debt
             WHERE debt.company_id = %(company)s AND %(scope)s
            """,
            on_over_ceiling=self.on_over_ceiling,
            on_overdue=self.on_overdue,
            on_bounced=self.on_bounced,
            overdue_amount=self.overdue_amount,
            debt=self.env["credit.collection.case"]._debt(self.overdue_days, self.bounced_days, partners),
            company=company.id,
            scope=SQL("TRUE") if partners is None else SQL("debt.partner_id = ANY(%s)", partners.ids),
        )
        causes = ("over_ceiling", "overdue", "bounced")
        found = {}
        for partner_id, *flags in self.env.execute_query(query):
            if any(flags):
                found[partner_id] = [cause for cause, flag in zip(causes, flags, strict=True) if flag]
        return found

    def _responsible_for(self, partners, company):
        """The user who takes the case of each of `partners`, never one who may not see it: `{partner id: user}`.

        Whom nobody may see is left out.
        """
        wanted = {
            "salesperson": lambda partner: partner.user_id,
            "collector": lambda partner: partner.user_id.sale_team_id.collector_id,
            "controller": lambda _partner: self.controller_id,
        }[self.responsible]
        controllers = self.env.ref("crm_base.group_credit_controller").user_ids.sorted("id")
        found = {}
        for user, theirs in partners.grouped(wanted).items():
            found |= self._takers(user, theirs, company)
        for user in self.controller_id | controllers:
            found |= self._takers(user, partners.browse(set(partners.ids) - found.keys()), company)
        return found

    @staticmethod
    def _takers(user, partners, company):
        """Those of `partners` whose case `user` can take in `company`: `{partner id: user}`."""
        if not (partners and user.active and company in user.company_ids):
            return {}
        seen = partners.with_user(user).with_context(allowed_company_ids=company.ids)._filtered_access("read")
        return dict.fromkeys(seen.ids, user)
