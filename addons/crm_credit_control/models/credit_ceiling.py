from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


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

    def _effective_ceilings(self):
        """`SQL` of the ceiling in force today: one row per customer and company that has one."""
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
            candidates=self._candidates(),
        )

    def _candidates(self):
        """`SQL` of all valid rows for each customer; `distance` 0 is its own, 1 that of a group it is in, and so on."""
        groups = self.env["res.partner"]._fields["customer_group_ids"]
        return SQL(
            """
            SELECT ceiling.partner_id, ceiling.company_id, 0 AS distance, ceiling.valid_until,
                   ceiling.has_credit_ceiling, COALESCE(ceiling.credit_ceiling, 0) AS credit_ceiling,
                   ceiling.has_obligo_ceiling, COALESCE(ceiling.obligo_ceiling, 0) AS obligo_ceiling
              FROM credit_ceiling ceiling
             WHERE ceiling.partner_id IS NOT NULL
               AND (ceiling.valid_until IS NULL OR ceiling.valid_until >= %(today)s)
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
             WHERE ceiling.valid_until IS NULL OR ceiling.valid_until >= %(today)s
            """,
            today=fields.Date.context_today(self),
            relation=SQL.identifier(groups.relation),
            partner_column=SQL.identifier(groups.column1),
            group_column=SQL.identifier(groups.column2),
        )
