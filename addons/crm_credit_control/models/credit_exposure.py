from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Whoever sells or keeps accounts sees what a customer owes and may owe; record rules say of which customers.
SEES_CREDIT = "sales_team.group_sale_salesman,account.group_account_readonly,account.group_account_invoice"
FIGURES = (
    "open_orders_amount",
    "delivered_uninvoiced_amount",
    "receivable_amount",
    "instruments_amount",
    "credit_amount",
    "obligo_amount",
    "credit_ceiling",
    "obligo_ceiling",
    "credit_available",
    "obligo_available",
)
FLAGS = ("has_credit_ceiling", "has_obligo_ceiling", "is_over_ceiling")
# Company and customer in one number, so that the same row keeps the same id in every query.
ID_SHIFT = 2**32


class CreditExposure(models.Model):
    """Credit and obligo of every customer against its ceilings, one row per customer and company.

    Customers without any open document and without ceiling have no row: all their figures are zero.
    """

    _name = "credit.exposure"
    _description = "Credit Exposure"
    _auto = False
    _order = "credit_excess desc, credit_amount desc, id"
    _rec_name = "partner_id"
    # The columns of the other two queries flush their own sources: `_depends` is followed transitively.
    _depends = {
        "credit.exposure.item": ["partner_id"],
        "credit.ceiling": [
            "partner_id",
            "group_id",
            "company_id",
            "has_credit_ceiling",
            "has_obligo_ceiling",
            "credit_ceiling",
            "obligo_ceiling",
            "valid_until",
        ],
        "crm.customer.group": ["parent_path"],
        "res.company": [
            "has_default_credit_ceiling",
            "has_default_obligo_ceiling",
            "default_credit_ceiling",
            "default_obligo_ceiling",
        ],
        "res.partner": [
            "user_id",
            "customer_group_ids",
            "customer_rank",
            "supplier_rank",
            "partner_share",
            "active",
        ],
    }

    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    open_orders_amount = fields.Monetary("Open Orders", readonly=True)
    delivered_uninvoiced_amount = fields.Monetary("Delivered, not Invoiced", readonly=True)
    receivable_amount = fields.Monetary("Receivable", readonly=True)
    instruments_amount = fields.Monetary("Instruments", readonly=True)
    credit_amount = fields.Monetary("Credit", readonly=True)
    obligo_amount = fields.Monetary("Obligo", readonly=True)
    has_credit_ceiling = fields.Boolean("Credit is Limited", readonly=True)
    has_obligo_ceiling = fields.Boolean("Obligo is Limited", readonly=True)
    credit_ceiling = fields.Monetary(readonly=True)
    obligo_ceiling = fields.Monetary(readonly=True)
    credit_available = fields.Monetary(readonly=True)
    obligo_available = fields.Monetary(readonly=True)
    credit_excess = fields.Monetary("Excess over Credit Ceiling", readonly=True)
    obligo_excess = fields.Monetary("Excess over Obligo Ceiling", readonly=True)
    credit_use = fields.Float("Credit Used (%)", readonly=True, aggregator="avg")
    obligo_use = fields.Float("Obligo Used (%)", readonly=True, aggregator="avg")
    is_over_ceiling = fields.Boolean("Over Ceiling", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT summed.*,
                   summed.company_id::bigint * %(shift)s + summed.partner_id AS id,
                   partner.user_id, partner.country_id, company.currency_id,
                   CASE WHEN has_credit_ceiling THEN credit_ceiling - credit_amount END AS credit_available,
                   CASE WHEN has_obligo_ceiling THEN obligo_ceiling - obligo_amount END AS obligo_available,
                   CASE WHEN has_credit_ceiling THEN GREATEST(credit_amount - credit_ceiling, 0) ELSE 0 END
                       AS credit_excess,
                   CASE WHEN has_obligo_ceiling THEN GREATEST(obligo_amount - obligo_ceiling, 0) ELSE 0 END
                       AS obligo_excess,
                   CASE WHEN has_credit_ceiling THEN 100 * credit_amount / NULLIF(credit_ceiling, 0) END AS credit_use,
                   CASE WHEN has_obligo_ceiling THEN 100 * obligo_amount / NULLIF(obligo_ceiling, 0) END AS obligo_use,
                   has_credit_ceiling AND credit_amount > credit_ceiling
                       OR has_obligo_ceiling AND obligo_amount > obligo_ceiling AS is_over_ceiling
              FROM (
                SELECT part.*,
                       open_orders_amount + delivered_uninvoiced_amount + receivable_amount AS credit_amount,
                       open_orders_amount + delivered_uninvoiced_amount + receivable_amount + instruments_amount
                           AS obligo_amount
                  FROM (%(summed)s) AS part
              ) AS summed
              JOIN res_partner partner ON partner.id = summed.partner_id
              JOIN res_company company ON company.id = summed.company_id
            """,
            shift=ID_SHIFT,
            summed=self._summed(),
        )

    def _summed(self):
        """`SQL` of the figures and the ceilings in force, one row per customer and company."""
        return SQL(
            """
            SELECT partner_id, company_id,
                   SUM(open_orders_amount) AS open_orders_amount,
                   SUM(delivered_uninvoiced_amount) AS delivered_uninvoiced_amount,
                   SUM(receivable_amount) AS receivable_amount,
                   SUM(instruments_amount) AS instruments_amount,
                   BOOL_OR(has_credit_ceiling) AS has_credit_ceiling,
                   BOOL_OR(has_obligo_ceiling) AS has_obligo_ceiling,
                   MAX(credit_ceiling) AS credit_ceiling,
                   MAX(obligo_ceiling) AS obligo_ceiling
              FROM (%s) AS part
             GROUP BY partner_id, company_id
            """,
            self._parts(),
        )

    def _parts(self, confirming=None):
        """`SQL` of all that is added up: the documents, and the ceilings in force as rows without amounts.

        :param confirming: ids of quotations that count as if they were confirmed
        """
        return SQL(
            """
            SELECT partner_id, company_id, order_id, open_orders_amount, delivered_uninvoiced_amount,
                   receivable_amount, instruments_amount,
                   FALSE AS has_credit_ceiling, FALSE AS has_obligo_ceiling,
                   NULL::numeric AS credit_ceiling, NULL::numeric AS obligo_ceiling
              FROM (%(documents)s) AS document
             UNION ALL
            SELECT partner_id, company_id, NULL, 0, 0, 0, 0,
                   has_credit_ceiling, has_obligo_ceiling, credit_ceiling, obligo_ceiling
              FROM (%(ceilings)s) AS ceiling
            """,
            documents=self.env["credit.exposure.item"]._documents(confirming),
            ceilings=self.env["credit.ceiling"]._effective_ceilings(),
        )

    @api.model
    def _figures(self, partners, company):
        """Figures of commercial `partners` in `company`: `{partner_id: {field: value}}`, all zero left out.

        Goes past the record cache on purpose: within one transaction the documents change between two calls.
        """
        columns = SQL(", ").join(SQL.identifier(name) for name in ("partner_id", *FIGURES, *FLAGS))
        query = SQL(
            "SELECT %s FROM %s AS exposure WHERE partner_id = ANY(%s) AND company_id = %s",
            columns,
            self._table_sql,
            partners.ids,
            company.id,
        )
        return {row.pop("partner_id"): row for row in self.env.execute_query_dict(query)}

    @api.model
    def _over_ceiling(self, company):
        """`SQL` of the ids of the customers over a ceiling in `company`."""
        return SQL(
            "SELECT partner_id FROM %s AS exposure WHERE is_over_ceiling AND company_id = %s",
            self._table_sql,
            company.id,
        )

    @api.model
    @api.readonly
    def web_search_read(self, domain, specification, offset=0, limit=None, order=None, count_limit=None):
        """A page of the list and the count of all, from one look at all: each alone would add up every document."""
        if not limit:
            return super().web_search_read(domain, specification, offset, limit, order, count_limit)
        found = self.search(domain, order=order)
        return {"length": len(found), "records": found[offset : offset + limit].web_read(specification)}

    def _as_query(self, ordered=True):
        """Name the customers of the rows too: the database can look those up, a computed id only try on everybody."""
        query = super()._as_query(ordered)
        if self:
            customers = sorted({row_id % ID_SHIFT for row_id in self._ids})
            query.add_where(SQL("%s = ANY(%s)", SQL.identifier(query.table, "partner_id"), customers))
        return query

    def action_open_partner(self):
        """Open the customer of this row."""
        self.ensure_one()
        return self.partner_id.get_formview_action()

    def action_open_documents(self):
        """Open the documents that this row adds up."""
        self.ensure_one()
        return self.env["credit.exposure.item"]._open(
            Domain("partner_id", "=", self.partner_id.id) & Domain("company_id", "=", self.company_id.id)
        )
