from odoo import api, fields, models
from odoo.tools import SQL

from .credit_exposure import ID_SHIFT

FROM_KEY, TO_KEY = "statement_from", "statement_to"
# A row of a period has other figures in another: without this the record cache would mix them.
OF_PERIOD = {"readonly": True, "depends_context": (FROM_KEY, TO_KEY)}


class CreditStatement(models.Model):
    """The current account of each customer with each company, in the company's currency.

    What was carried into the period, every posted item of it with the balance after it and what of it is still open
    at its end, and apart from the balance the cheques and bills that can still fail. The period comes in the context
    (`statement_from`, `statement_to`): without, it is everything until today.
    """

    _name = "credit.statement"
    _description = "Customer Current Account"
    _auto = False
    _order = "sequence, date, id"
    # What it takes from the ageing is flushed by the ageing's own list: `_depends` is followed transitively.
    _depends = {
        "credit.ageing": ["partner_id"],
        "account.move.line": [
            "account_id",
            "partner_id",
            "company_id",
            "currency_id",
            "parent_state",
            "balance",
            "amount_currency",
            "date",
            "date_maturity",
            "move_name",
            "ref",
            "name",
        ],
        "account.account": ["account_type", "is_instrument_portfolio"],
        "res.partner": ["commercial_partner_id"],
        "res.company": ["currency_id"],
    }

    sequence = fields.Integer(readonly=True, aggregator=None)
    kind = fields.Selection(
        [("opening", "Brought forward"), ("item", "Entry"), ("instrument", "Cheque or bill")], readonly=True
    )
    name = fields.Char("Document", readonly=True)
    ref = fields.Char("Reference", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", "Company Currency", readonly=True)
    document_currency_id = fields.Many2one("res.currency", "Currency", readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal Item", readonly=True)
    instrument_id = fields.Many2one("credit.instrument", readonly=True)
    date = fields.Date(**OF_PERIOD)
    date_due = fields.Date("Due Date", readonly=True)
    amount_currency = fields.Monetary(
        "In Currency", currency_field="document_currency_id", aggregator=None, **OF_PERIOD
    )
    amount = fields.Monetary(
        help="What it adds to the debt; brought forward, the debt until then.", **OF_PERIOD
    )
    debit = fields.Monetary(**OF_PERIOD)
    credit = fields.Monetary(**OF_PERIOD)
    running_balance = fields.Monetary("Balance", aggregator=None, **OF_PERIOD)
    open_amount = fields.Monetary("Open", help="Not settled at the end of the period.", **OF_PERIOD)
    instruments_amount = fields.Monetary("Cheques and Bills", **OF_PERIOD)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row.*, company.currency_id
              FROM (
                SELECT account.*,
                       SUM(amount) OVER (
                           PARTITION BY partner_id, company_id ORDER BY sequence, date, move_line_id
                       ) AS running_balance
                  FROM (%(opening)s UNION ALL %(items)s) AS account
                 UNION ALL
                SELECT instrument.*, NULL::numeric FROM (%(instruments)s) AS instrument
              ) AS row
              JOIN res_company company ON company.id = row.company_id
            """,
            opening=self._opening_rows(*self._period()),
            items=self._item_rows(*self._period()),
            instruments=self._instrument_rows(*self._period()),
        )

    @api.model
    def _period(self):
        """First and last day; the first is `None` when the account is shown from its beginning."""
        first = fields.Date.to_date(self.env.context.get(FROM_KEY)) or None
        return first, fields.Date.to_date(self.env.context.get(TO_KEY)) or self.env.company._today()

    def _opening_rows(self, first, _last):
        """`SQL` of what was owed before `first`."""
        return SQL(
            """
            SELECT (item.company_id::bigint * %(shift)s + debtor.commercial_partner_id) * 4 AS id,
                   0 AS sequence, 'opening' AS kind, NULL AS name, %(title)s AS ref,
                   debtor.commercial_partner_id AS partner_id, item.company_id,
                   NULL::integer AS document_currency_id, NULL::integer AS move_line_id,
                   NULL::integer AS instrument_id, %(first)s::date AS date, NULL::date AS date_due,
                   NULL::numeric AS amount_currency, SUM(item.balance) AS amount,
                   0::numeric AS debit, 0::numeric AS credit, 0::numeric AS open_amount,
                   0::numeric AS instruments_amount
              FROM %(ledger)s
             WHERE %(booked)s AND item.date < %(first)s::date
             GROUP BY item.company_id, debtor.commercial_partner_id
            """,
            shift=ID_SHIFT,
            title=self.env._("Brought forward"),
            first=first,
            ledger=self._ledger(),
            booked=self._booked(),
        )

    def _item_rows(self, first, last):
        """`SQL` of the posted items of the period, with what the ageing finds open of them at its end."""
        return SQL(
            """
            SELECT item.id::bigint * 4 + 1 AS id, 1 AS sequence, 'item' AS kind, item.move_name AS name,
                   COALESCE(NULLIF(item.ref, ''), item.name) AS ref,
                   debtor.commercial_partner_id AS partner_id, item.company_id,
                   item.currency_id AS document_currency_id, item.id AS move_line_id,
                   NULL::integer AS instrument_id, item.date, COALESCE(item.date_maturity, item.date) AS date_due,
                   item.amount_currency, item.balance AS amount,
                   GREATEST(item.balance, 0) AS debit, GREATEST(-item.balance, 0) AS credit,
                   COALESCE(opened.amount, 0) AS open_amount, 0::numeric AS instruments_amount
              FROM %(ledger)s
         LEFT JOIN (%(opened)s) AS opened
                ON opened.move_line_id = item.id AND opened.partner_id = debtor.commercial_partner_id
             WHERE %(booked)s AND item.date <= %(last)s AND (%(first)s::date IS NULL OR item.date >= %(first)s::date)
            """,
            ledger=self._ledger(),
            booked=self._booked(),
            opened=self.env["credit.ageing"]._open_items(last),
            first=first,
            last=last,
        )

    def _instrument_rows(self, _first, last):
        """`SQL` of the instruments that could still fail at the end of the period."""
        return SQL(
            """
            SELECT instrument.id::bigint * 4 + 2 AS id, 2 AS sequence, 'instrument' AS kind, instrument.name,
                   NULL AS ref, opened.partner_id, instrument.company_id,
                   instrument.currency_id AS document_currency_id, NULL::integer AS move_line_id,
                   instrument.id AS instrument_id, instrument.issue_date AS date, instrument.maturity_date AS date_due,
                   opened.amount_currency, 0::numeric AS amount, 0::numeric AS debit, 0::numeric AS credit,
                   0::numeric AS open_amount, opened.amount AS instruments_amount
              FROM (%(opened)s) AS opened
              JOIN credit_instrument instrument ON instrument.id = opened.instrument_id
            """,
            opened=self.env["credit.ageing"]._open_instruments(last),
        )

    def _ledger(self):
        return SQL(
            """
            account_move_line item
              JOIN account_account account ON account.id = item.account_id
              JOIN res_partner debtor ON debtor.id = item.partner_id
            """
        )

    def _booked(self):
        return SQL(
            """
            account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
            """
        )

    def action_open_document(self):
        """Open the journal entry or the instrument of this row; what was brought forward opens as its own rows."""
        self.ensure_one()
        document = self.move_line_id.move_id or self.instrument_id
        if not document:
            first, _last = self._period()
            return self.partner_id._open_credit_statement(None, fields.Date.subtract(first, days=1))
        return document.get_formview_action()
