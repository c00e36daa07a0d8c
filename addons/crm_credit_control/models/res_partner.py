from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .credit_exposure import FIGURES, FLAGS, SEES_CREDIT

INTERNAL = "base.group_user"


class ResPartner(models.Model):
    """What a customer owes and may owe, in the currency of the current company."""

    _inherit = "res.partner"

    open_orders_amount = fields.Monetary(
        "Open Orders", compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT,
        help="Ordered and neither delivered nor invoiced, with tax.",
    )  # fmt: skip
    delivered_uninvoiced_amount = fields.Monetary(
        "Delivered, not Invoiced",
        compute="_compute_exposure",
        currency_field="currency_id",
        groups=SEES_CREDIT,
    )
    receivable_amount = fields.Monetary(
        "Balance Due", compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT,
        help="Open items of the ledger, credits included, instruments apart.",
    )  # fmt: skip
    instruments_amount = fields.Monetary(
        "Cheques and Bills", compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT,
        help="Received and not yet certain: until maturity and clearing days have passed.",
    )  # fmt: skip
    credit_amount = fields.Monetary(
        "Credit", compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT,
        help="Open orders + delivered, not invoiced + balance due.",
    )  # fmt: skip
    obligo_amount = fields.Monetary(
        "Obligo", compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT,
        help="Credit + cheques and bills that can still fail.",
    )  # fmt: skip
    credit_ceiling = fields.Monetary(
        compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT
    )
    obligo_ceiling = fields.Monetary(
        compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT
    )
    credit_available = fields.Monetary(
        compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT
    )
    obligo_available = fields.Monetary(
        compute="_compute_exposure", currency_field="currency_id", groups=SEES_CREDIT
    )
    has_credit_ceiling = fields.Boolean("Credit is Limited", compute="_compute_exposure", groups=SEES_CREDIT)
    has_obligo_ceiling = fields.Boolean("Obligo is Limited", compute="_compute_exposure", groups=SEES_CREDIT)
    is_over_ceiling = fields.Boolean(
        "Over Ceiling", compute="_compute_exposure", search="_search_is_over_ceiling", groups=SEES_CREDIT
    )
    suspension_ids = fields.One2many("credit.suspension", "partner_id", "Suspensions", groups=INTERNAL)
    is_suspended = fields.Boolean(
        "Suspended", compute="_compute_is_suspended", search="_search_is_suspended", groups=INTERNAL
    )

    @api.depends_context("company")
    def _compute_exposure(self):
        """The figures of the commercial partner, for it and for its contacts, in one statement for all."""
        # Sums only: who may see the customer may see what it owes, without right to each document.
        figures = self.env["credit.exposure"].sudo()._figures(self.commercial_partner_id, self.env.company)
        for partner in self:
            row = figures.get(partner.commercial_partner_id.id, {})
            for name in (*FIGURES, *FLAGS):
                partner[name] = row.get(name) or 0

    def _search_is_over_ceiling(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Odoo checks the groups of a field only where it reads a column, so a search would answer anybody.
        self._check_field_access(self._fields["is_over_ceiling"], "read")
        found = self.env["credit.exposure"].sudo()._over_ceiling(self.env.company)

        def is_among(model, alias, query):
            # An array is reckoned once and looked up in the index. The planner takes those over a ceiling for few, and
            # would compare each name of a sorted list with all of them in a subquery.
            return SQL(
                "%s = ANY(ARRAY(%s))", model._field_to_sql(alias, "commercial_partner_id", query), found
            )

        over = Domain.custom(to_sql=is_among, predicate=lambda partner: partner.is_over_ceiling)
        within = Domain("commercial_partner_id", "not any!", found)
        return Domain.OR(over if wanted else within for wanted in value)

    @api.depends(
        "commercial_partner_id.suspension_ids.date_from", "commercial_partner_id.suspension_ids.date_to"
    )
    @api.depends_context("company")
    def _compute_is_suspended(self):
        suspended = self.env["credit.suspension"].sudo().search(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", self.env.company.id),
                ("is_in_force", "=", True),
            ]
        ).partner_id  # fmt: skip
        for partner in self:
            partner.is_suspended = partner.commercial_partner_id in suspended

    def _search_is_suspended(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._check_field_access(self._fields["is_suspended"], "read")
        in_force = self.env["credit.suspension"].sudo()._search(
            [("company_id", "=", self.env.company.id), ("is_in_force", "=", True)]
        )  # fmt: skip
        suspended = Domain("commercial_partner_id", "any!", in_force.subselect("partner_id"))
        return Domain.OR(suspended if wanted else ~suspended for wanted in value)

    def action_open_exposure_documents(self, figure=None):
        """Open the documents behind `figure` (all when none is named); their sum is the figure."""
        self.ensure_one()
        figure = figure or self.env.context.get("exposure_figure")
        self.check_access("read")
        return self.env["credit.exposure.item"]._open(
            Domain("partner_id", "=", self.commercial_partner_id.id)
            & Domain("company_id", "=", self.env.company.id),
            figure,
        )
