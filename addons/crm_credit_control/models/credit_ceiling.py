from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

# Said in words, because an empty amount could be either of the last two.
POLICIES = [("limited", "Up to the ceiling"), ("nothing", "Nothing on account"), ("unlimited", "No ceiling")]


class CreditCeiling(models.Model):
    """How much a customer, or every customer of a group, may owe.

    The nearest row wins as a whole: the customer's own before its groups', a group's before those above it. At the
    same distance a row with an end date (a temporary change) goes before one without, then the lower ceiling.
    """

    _name = "credit.ceiling"
    _description = "Credit Ceiling"
    _inherit = ["mail.thread"]
    _order = "partner_id, group_id, valid_until, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('commercial_partner_id', '=', id)]",
        tracking=True,
    )
    group_id = fields.Many2one(
        "crm.customer.group", "Customer Group", index="btree_not_null", ondelete="cascade", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    has_credit_ceiling = fields.Boolean(
        "Limit Credit",
        default=True,
        tracking=True,
        help="Without it credit has no ceiling; 0 means nothing on account.",
    )
    credit_ceiling = fields.Monetary(
        tracking=True, help="Most that orders, deliveries and open items may come to."
    )
    has_obligo_ceiling = fields.Boolean(
        "Limit Obligo", tracking=True, help="Without it obligo has no ceiling; 0 means nothing at all."
    )
    obligo_ceiling = fields.Monetary(
        tracking=True, help="Most that credit and instruments which can still fail may come to."
    )
    credit_policy = fields.Selection(POLICIES, "Credit Terms", compute="_compute_policies")
    obligo_policy = fields.Selection(POLICIES, "Obligo Terms", compute="_compute_policies")
    valid_until = fields.Date(tracking=True, help="Last day; afterwards the permanent ceiling counts again.")
    note = fields.Text()

    _one_owner = models.Constraint(
        "CHECK ((partner_id IS NULL) <> (group_id IS NULL))",
        "A ceiling belongs to a customer or to a customer group.",
    )
    _never_negative = models.Constraint(
        "CHECK (credit_ceiling >= 0 AND obligo_ceiling >= 0)", "A ceiling cannot be negative."
    )
    _one_permanent_per_partner = models.UniqueIndex(
        "(partner_id, company_id) WHERE valid_until IS NULL AND partner_id IS NOT NULL",
        "This customer already has a permanent ceiling in this company.",
    )
    _one_permanent_per_group = models.UniqueIndex(
        "(group_id, company_id) WHERE valid_until IS NULL AND group_id IS NOT NULL",
        "This customer group already has a permanent ceiling in this company.",
    )

    @api.constrains("partner_id")
    def _check_partner(self):
        for ceiling in self:
            partner = ceiling.partner_id
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact: set the ceiling on %(customer)s.",
                        contact=partner.display_name,
                        customer=partner.commercial_partner_id.display_name,
                    )
                )

    @api.depends("partner_id", "group_id")
    def _compute_display_name(self):
        for ceiling in self:
            ceiling.display_name = (ceiling.partner_id or ceiling.group_id).display_name

    @api.depends("has_credit_ceiling", "credit_ceiling", "has_obligo_ceiling", "obligo_ceiling")
    def _compute_policies(self):
        for ceiling in self:
            for kind in ("credit", "obligo"):
                limited, amount = ceiling[f"has_{kind}_ceiling"], ceiling[f"{kind}_ceiling"]
                ceiling[f"{kind}_policy"] = ("limited" if amount else "nothing") if limited else "unlimited"

    @api.model_create_multi
    def create(self, vals_list):
        """A new ceiling may be the one that an order waits for."""
        ceilings = super().create(vals_list)
        ceilings._look_again_soon()
        return ceilings

    def write(self, vals):
        """A ceiling that changes counts for whom it was, and for whom it is."""
        if vals.keys() <= {"note"}:
            return super().write(vals)
        self._look_again_soon()
        result = super().write(vals)
        # Record rules ask before a change only: a row could be carried into a company of others.
        self.check_access("write")
        self._look_again_soon()
        return result

    def unlink(self):
        """Without this ceiling another one counts, or none."""
        self._look_again_soon()
        return super().unlink()

    def _look_again_soon(self):
        """Have the waiting orders looked at that these ceilings may be about."""
        # Who belongs to a group changes from day to day: the job looks at all.
        if self:
            self.env["sale.order"]._look_again_soon(None if self.group_id else self.partner_id)

    @api.model
    def _permanent_ceiling(self, partner, company):
        """The ceiling that counts for a commercial partner when no temporary one does; empty without any."""
        query = SQL(
            "SELECT * FROM (%s) AS ceiling WHERE partner_id = %s AND company_id = %s",
            self._effective_ceilings(SQL("ceiling.valid_until IS NULL")),
            partner.id,
            company.id,
        )
        self.flush_model()
        return next(iter(self.env.execute_query_dict(query)), {})

    def _effective_ceilings(self, valid=None):
        """`SQL` of the ceiling in force today: one row per customer and company that has one.

        :param valid: condition on `ceiling`, which rows count; today's by default
        """
        return SQL(
            """
            SELECT DISTINCT ON (candidate.partner_id, candidate.company_id)
                   candidate.partner_id, candidate.company_id,
                   candidate.has_credit_ceiling, candidate.has_obligo_ceiling,
                   CASE WHEN candidate.has_credit_ceiling THEN candidate.credit_ceiling END AS credit_ceiling,
                   CASE WHEN candidate.has_obligo_ceiling THEN candidate.obligo_ceiling END AS obligo_ceiling
              FROM (%(candidates)s) AS candidate
             ORDER BY candidate.partner_id, candidate.company_id, candidate.distance,
                      candidate.valid_until NULLS LAST, candidate.has_credit_ceiling DESC, candidate.credit_ceiling,
                      candidate.has_obligo_ceiling DESC, candidate.obligo_ceiling
            """,
            candidates=self._candidates(valid or self._valid_today()),
        )

    def _valid_today(self):
        today = self.env["res.company"]._today_sql(SQL("ceiling.company_id"))
        return SQL("(ceiling.valid_until IS NULL OR ceiling.valid_until >= %s)", today)

    def _candidates(self, valid):
        """`SQL` of all rows that are `valid`, for each customer.

        `distance` 0 is the customer's own, 1 that of a group it is in, 2 that of a group above, and so on.
        """
        groups = self.env["res.partner"]._fields["customer_group_ids"]
        return SQL(
            """
            SELECT ceiling.partner_id, ceiling.company_id, 0 AS distance, ceiling.valid_until,
                   ceiling.has_credit_ceiling, COALESCE(ceiling.credit_ceiling, 0) AS credit_ceiling,
                   ceiling.has_obligo_ceiling, COALESCE(ceiling.obligo_ceiling, 0) AS obligo_ceiling
              FROM credit_ceiling ceiling
             WHERE ceiling.partner_id IS NOT NULL
               AND %(valid)s
             UNION ALL
            SELECT partner.commercial_partner_id, ceiling.company_id,
                   1 + LENGTH(REPLACE(member.parent_path, above.parent_path, ''))
                     - LENGTH(REPLACE(REPLACE(member.parent_path, above.parent_path, ''), '/', '')) AS distance,
                   ceiling.valid_until,
                   ceiling.has_credit_ceiling, COALESCE(ceiling.credit_ceiling, 0),
                   ceiling.has_obligo_ceiling, COALESCE(ceiling.obligo_ceiling, 0)
              FROM credit_ceiling ceiling
              JOIN crm_customer_group above ON above.id = ceiling.group_id
              JOIN crm_customer_group member ON member.parent_path LIKE above.parent_path || '%%'
              JOIN %(relation)s membership ON membership.%(group_column)s = member.id
              JOIN res_partner partner ON partner.id = membership.%(partner_column)s
               AND partner.commercial_partner_id = partner.id
             WHERE %(valid)s
            """,
            valid=valid,
            relation=SQL.identifier(groups.relation),
            partner_column=SQL.identifier(groups.column1),
            group_column=SQL.identifier(groups.column2),
        )
