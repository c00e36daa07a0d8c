from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger, split_every
from psycopg2.errors import UniqueViolation

BATCH = 100


class CreditSuspensionRule(models.Model):
    """A cause for which customers are suspended without anybody doing anything, and until it is gone."""

    _name = "credit.suspension.rule"
    _description = "Suspension Rule"
    _inherit = ["mail.thread"]
    _order = "company_id, sequence, id"

    name = fields.Char(
        "Reason", required=True, translate=True, tracking=True, help="Given as reason of the suspension."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=True, tracking=True, help="An archived rule lifts what it imposed with the next daily job."
    )
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    cause = fields.Selection(
        [
            ("overdue", "Overdue debt"),
            ("bounced", "Bounced instruments"),
            ("stage", "Collection stage"),
        ],
        required=True,
        default="overdue",
        tracking=True,
    )
    overdue_days = fields.Integer(
        "Overdue for more than (days)", default=60, tracking=True,
        help="Unallocated credits are taken off, disputed invoices rest.",
    )  # fmt: skip
    bounced_count = fields.Integer(
        "Bounced Instruments", default=2, tracking=True, help="So many or more, neither renewed nor returned."
    )
    bounced_days = fields.Integer("Within (days)", default=90, tracking=True)
    stage_ids = fields.Many2many(
        "credit.collection.stage", string="Stages", domain=[("is_closing", "=", False)]
    )
    suspension_ids = fields.One2many("credit.suspension", "rule_id", "Suspensions", readonly=True)

    _sensible_numbers = models.Constraint(
        "CHECK (overdue_days >= 0 AND bounced_days >= 0 AND bounced_count > 0)",
        "Days cannot be negative, and at least one instrument must have bounced.",
    )

    @api.model
    def _cron_suspend(self):
        """Impose and lift what the rules say; any number of runs on a day does what one does."""
        steps = []
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        for rule in self.with_context(active_test=False).search([]):  # pylint: disable=no-search-all
            for company in rule.company_id or companies:
                steps += rule._steps(company)
        self.env["credit.collection.case"]._work_off(steps)

    def _steps(self, company):
        """The work of this rule in `company`, some hundred customers at a time."""
        self.ensure_one()
        wanted = self._suspects(company) if self.active else set()
        mine = self.env["credit.suspension"].search(
            [("rule_id", "=", self.id), ("company_id", "=", company.id)]
        )
        standing = mine.filtered(lambda suspension: not suspension.date_to)
        # Somebody let them go although the cause holds: until it is gone, that word counts.
        pardoned = mine.filtered("is_pardoned")
        missing = sorted(wanted - set((standing | pardoned).partner_id.ids))
        gone = (standing | pardoned).filtered(lambda suspension: suspension.partner_id.id not in wanted)
        return [
            *(partial(self._impose, company, ids) for ids in split_every(BATCH, missing)),
            *(
                partial(self.env["credit.suspension"].browse(ids)._lift_by_rule)
                for ids in split_every(BATCH, gone.ids)
            ),
        ]

    def _impose(self, company, partner_ids):
        """Suspend these customers from today on, unless another session was quicker."""
        common = {
            "company_id": company.id,
            "date_from": company._today(),
            "reason": self.name,
            "rule": self.cause,
            "rule_id": self.id,
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env["credit.suspension"].create(
                    [{"partner_id": partner_id, **common} for partner_id in partner_ids]
                )
        except UniqueViolation:
            if len(partner_ids) > 1:
                for partner_id in partner_ids:
                    self._impose(company, [partner_id])

    def _suspects(self, company):
        """Ids of the commercial partners that this rule is about in `company`, now."""
        self.ensure_one()
        debt = self.env["credit.collection.case"]
        if self.cause == "stage":
            cases = debt.search(
                [
                    ("company_id", "=", company.id),
                    ("date_closed", "=", False),
                    ("stage_id", "in", self.stage_ids.ids),
                ]
            )
            return set(cases.partner_id.ids)
        if self.cause == "overdue":
            figures, condition = debt._overdue(self.overdue_days), SQL("overdue_amount > 0")
        else:
            figures = debt._bounced(self.bounced_days)
            condition = SQL("bounced_count >= %s", self.bounced_count)
        query = SQL(
            "SELECT partner_id FROM (%s) AS debt WHERE company_id = %s AND %s", figures, company.id, condition
        )
        # The items of exposure are read past the record cache.
        self.env.flush_all()
        return {partner_id for (partner_id,) in self.env.execute_query(query)}
