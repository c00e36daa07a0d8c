from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

FIGURES = (
    "credit_amount",
    "obligo_amount",
    "instruments_amount",
    "receivable_amount",
    "credit_excess",
    "credit_use",
    "obligo_use",
    "overdue_amount",
    "oldest_due_date",
    "days_overdue",
    "bounced_count",
)
COMPARISONS = ("<", "<=", ">", ">=")
# A customer is asked for instruments that bounced in the last year; rules have periods of their own.
BOUNCED_DAYS = 365


def _figure_search(name):
    return lambda cases, operator, value: cases._search_figure(name, operator, value)


class CreditCollectionCase(models.Model):
    """The figures of a case, live: read, sorted, grouped and summed from the one definition of exposure."""

    _inherit = "credit.collection.case"

    credit_amount = fields.Monetary("Credit", compute="_compute_figures")
    obligo_amount = fields.Monetary("Obligo", compute="_compute_figures")
    instruments_amount = fields.Monetary("Cheques and Bills", compute="_compute_figures")
    receivable_amount = fields.Monetary("Balance Due", compute="_compute_figures")
    credit_excess = fields.Monetary("Excess over Ceiling", compute="_compute_figures")
    credit_use = fields.Float("Credit Used (%)", compute="_compute_figures", aggregator="avg")
    obligo_use = fields.Float("Obligo Used (%)", compute="_compute_figures", aggregator="avg")
    overdue_amount = fields.Monetary(
        compute="_compute_figures", search=_figure_search("overdue_amount"),
        help="Past its due date, unallocated credits taken off, disputed invoices left out.",
    )  # fmt: skip
    oldest_due_date = fields.Date(
        "Overdue since", compute="_compute_figures", search=_figure_search("oldest_due_date")
    )
    days_overdue = fields.Integer(
        compute="_compute_figures", aggregator="max", search=_figure_search("days_overdue")
    )
    bounced_count = fields.Integer("Bounced in a Year", compute="_compute_figures")

    @api.depends("partner_id", "company_id")
    def _compute_figures(self):
        columns = SQL(", ").join(SQL.identifier("debt", name) for name in FIGURES)
        query = SQL(
            "SELECT debt.partner_id, debt.company_id, %s FROM (%s) AS debt WHERE debt.partner_id = ANY(%s)",
            columns,
            self._debt(partners=self.partner_id),
            self.partner_id.ids,
        )
        rows = {tuple(row[:2]): row[2:] for row in self.env.execute_query(query)}
        for case in self:
            row = rows.get((case.partner_id.id, case.company_id.id)) or [False] * len(FIGURES)
            for name, value in zip(FIGURES, row, strict=True):
                case[name] = value or False

    def _field_to_sql(self, alias, field_expr, query=None):
        """Figures are columns of a joined query, so that lists sort by them and pivots add them up."""
        if field_expr not in FIGURES or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        debt = query.make_alias(alias, "debt")
        if debt not in query._joins:
            condition = SQL(
                "%s = %s AND %s = %s",
                SQL.identifier(alias, "partner_id"),
                SQL.identifier(debt, "partner_id"),
                SQL.identifier(alias, "company_id"),
                SQL.identifier(debt, "company_id"),
            )
            query.add_join("LEFT JOIN", debt, SQL("(%s)", self._debt()), condition)
        return SQL.identifier(debt, field_expr)

    def _search_figure(self, name, operator, value):
        if operator not in COMPARISONS:
            return NotImplemented
        query = SQL(
            "(SELECT found.id FROM credit_collection_case found JOIN (%s) AS debt"
            " ON debt.partner_id = found.partner_id AND debt.company_id = found.company_id WHERE %s %s %s)",
            self._debt(),
            SQL.identifier("debt", name),
            SQL(operator),
            value,
        )
        return Domain("id", "in", query)

    @api.model
    def _debt(self, overdue_days=0, bounced_days=BOUNCED_DAYS, partners=None):
        """`SQL` of what is owed and how late, one row per commercial partner and company.

        :param overdue_days: debt counts in `overdue_amount` when it is overdue for more days than that
        :param bounced_days: an instrument counts in `bounced_count` when it bounced within so many days
        :param partners: only these commercial partners count; the planner finds that out by itself for exposure only
        """
        exposure = self.env["credit.exposure"]
        return SQL(
            """
            SELECT exposure.partner_id, exposure.company_id, exposure.credit_amount, exposure.obligo_amount,
                   exposure.instruments_amount, exposure.receivable_amount, exposure.credit_excess,
                   exposure.credit_use, exposure.obligo_use, exposure.is_over_ceiling,
                   COALESCE(overdue.overdue_amount, 0) AS overdue_amount, overdue.oldest_due_date,
                   COALESCE(%(today)s - overdue.oldest_due_date, 0) AS days_overdue,
                   COALESCE(bounced.bounced_count, 0) AS bounced_count
              FROM %(exposure)s AS exposure
         LEFT JOIN (%(overdue)s) AS overdue
                ON overdue.partner_id = exposure.partner_id AND overdue.company_id = exposure.company_id
         LEFT JOIN (%(bounced)s) AS bounced
                ON bounced.partner_id = exposure.partner_id AND bounced.company_id = exposure.company_id
            """,
            today=self.env["res.company"]._today_sql(SQL("exposure.company_id")),
            exposure=exposure._table_sql,
            overdue=self._overdue(overdue_days, partners),
            bounced=self._bounced(bounced_days, partners),
        )

    @api.model
    def _overdue(self, overdue_days, partners=None):
        """Debt overdue for more than `overdue_days`; credits are taken off the oldest debt first."""
        companies, company = self.env["res.company"], SQL("company_id")
        return SQL(
            """
            SELECT partner_id, company_id,
                   GREATEST(COALESCE(SUM(receivable_amount) FILTER (
                                WHERE receivable_amount > 0 AND date_due < %(late)s), 0) - MAX(credits), 0)
                       AS overdue_amount,
                   MIN(date_due) FILTER (
                       WHERE receivable_amount > 0 AND running > credits AND date_due < %(today)s)
                       AS oldest_due_date
              FROM (
                SELECT item.*,
                       SUM(GREATEST(item.receivable_amount, 0)) OVER (
                           PARTITION BY item.partner_id, item.company_id ORDER BY item.date_due, item.id
                       ) AS running,
                       -SUM(LEAST(item.receivable_amount, 0)) OVER (
                           PARTITION BY item.partner_id, item.company_id
                       ) AS credits
                  FROM (%(receivables)s) AS item
                  JOIN account_move_line line ON line.id = item.move_line_id
                  JOIN account_move move ON move.id = line.move_id AND move.is_disputed IS NOT TRUE
                 WHERE %(scope)s
              ) AS item
             GROUP BY partner_id, company_id
            """,
            today=companies._today_sql(company),
            late=companies._today_sql(company, days=-overdue_days),
            receivables=self.env["credit.exposure.item"]._receivable_documents(),
            scope=self._only(SQL("item.partner_id"), partners),
            to_flush=self.env["account.move"]._fields["is_disputed"],
        )

    @api.model
    def _bounced(self, bounced_days, partners=None):
        """Instruments that came back within `bounced_days` and were neither renewed nor returned since."""
        moves, instruments = self.env["account.move"]._fields, self.env["credit.instrument"]._fields
        return SQL(
            """
            SELECT instrument.commercial_partner_id AS partner_id, instrument.company_id,
                   COUNT(*) AS bounced_count
              FROM credit_instrument instrument
             WHERE instrument.state = 'bounced' AND %(scope)s
               AND %(since)s <= (SELECT MAX(move.date) FROM account_move move
                                  WHERE move.credit_instrument_id = instrument.id AND move.state = 'posted')
             GROUP BY instrument.commercial_partner_id, instrument.company_id
            """,
            scope=self._only(SQL("instrument.commercial_partner_id"), partners),
            since=self.env["res.company"]._today_sql(SQL("instrument.company_id"), days=-bounced_days),
            to_flush=(
                *(instruments[name] for name in ("state", "commercial_partner_id", "company_id")),
                *(moves[name] for name in ("credit_instrument_id", "date", "state")),
            ),
        )

    @staticmethod
    def _only(column, partners):
        return SQL("TRUE") if partners is None else SQL("%s = ANY(%s)", column, partners.ids)
