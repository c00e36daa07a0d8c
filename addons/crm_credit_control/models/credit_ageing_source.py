from odoo import models
from odoo.tools import SQL


class CreditAgeing(models.Model):
    """What was open at the end of a day: ledger items and instruments, rewound from what is open now."""

    _inherit = "credit.ageing"

    def _open_items(self, day):
        """`SQL` of the journal items open at the end of `day`: what a row of the ageing shows of them.

        Starts from what is open now and adds back each reconciliation that `day` did not know, so that the cost is
        that of the open items and of what happened since, not of the whole ledger. Most items have none of these, and
        are taken as they are.
        """
        return SQL("%s UNION ALL %s", self._untouched(day), self._rewound(day))

    def _untouched(self, day):
        """`SQL` of the items that are still open, and as open as they were on `day`."""
        return SQL(
            """
            SELECT %(columns)s, item.amount_residual AS amount, item.amount_residual_currency AS amount_currency
              FROM %(ledger)s
             WHERE %(booked)s AND item.reconciled IS NOT TRUE
               AND (item.amount_residual <> 0 OR item.amount_residual_currency <> 0)
               AND NOT EXISTS (SELECT FROM (%(undone)s) AS undone WHERE undone.move_line_id = item.id)
            """,
            columns=self._item_columns(),
            ledger=self._receivable_ledger(),
            booked=self._booked_by(day),
            undone=self._undone(day),
        )

    def _rewound(self, day):
        """`SQL` of the items from which reconciliations took something that they had on `day`."""
        return SQL(
            """
            SELECT * FROM (
                SELECT %(columns)s,
                       CASE WHEN item.reconciled THEN 0 ELSE item.amount_residual END
                           + SUM(undone.amount) AS amount,
                       CASE WHEN item.reconciled THEN 0 ELSE item.amount_residual_currency END
                           + SUM(undone.amount_currency) AS amount_currency
                  FROM (%(undone)s) AS undone
                  JOIN %(ledger)s ON item.id = undone.move_line_id
                 WHERE %(booked)s
                 GROUP BY item.id, debtor.commercial_partner_id
            ) AS rewound
             WHERE amount <> 0 OR amount_currency <> 0
            """,
            columns=self._item_columns(),
            undone=self._undone(day),
            ledger=self._receivable_ledger(),
            booked=self._booked_by(day),
        )

    def _item_columns(self):
        return SQL(
            """
            item.id AS move_line_id, debtor.commercial_partner_id AS partner_id, item.company_id, item.currency_id,
            item.move_name AS name, item.date, COALESCE(item.date_maturity, item.date) AS date_due
            """
        )

    def _receivable_ledger(self):
        return SQL(
            """
            (account_move_line item
              JOIN account_account account ON account.id = item.account_id
              LEFT JOIN res_partner debtor ON debtor.id = item.partner_id)
            """
        )

    def _booked_by(self, day):
        return SQL(
            """
            account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
               AND item.date <= %s
            """,
            day,
        )

    def _undone(self, day):
        """`SQL` of what reconciliations took off items, of those that did not hold at the end of `day`.

        A reconciliation holds from the later date of its two items, `max_date`, whenever it was entered; one with a
        draft does not hold, although the residual of the posted side is lower by it.
        """
        return SQL(
            """
            SELECT side.*
              FROM account_partial_reconcile partial
        CROSS JOIN LATERAL (VALUES
                       (partial.debit_move_id, partial.amount, partial.debit_amount_currency),
                       (partial.credit_move_id, -partial.amount, -partial.credit_amount_currency)
                   ) AS side (move_line_id, amount, amount_currency)
             WHERE partial.max_date > %(day)s
             UNION ALL
            SELECT partial.credit_move_id, -partial.amount, -partial.credit_amount_currency
              FROM (%(drafts)s) AS draft
              JOIN account_partial_reconcile partial ON partial.debit_move_id = draft.id
             WHERE partial.max_date <= %(day)s
             UNION ALL
            SELECT partial.debit_move_id, partial.amount, partial.debit_amount_currency
              FROM (%(drafts)s) AS draft
              JOIN account_partial_reconcile partial ON partial.credit_move_id = draft.id
             WHERE partial.max_date <= %(day)s
            """,
            day=day,
            drafts=self._draft_items(),
        )

    def _draft_items(self):
        """`SQL` of the items of drafts; the journals are named because Odoo's index on the state begins with them."""
        return SQL(
            """
            SELECT item.id
              FROM account_move move
              JOIN account_move_line item ON item.move_id = move.id
             WHERE move.state = 'draft' AND move.journal_id = ANY(ARRAY(SELECT id FROM account_journal))
            """
        )

    def _open_instruments(self, day):
        """`SQL` of the instruments at risk at the end of `day`: what the ledger held of each on that day.

        Deposit, discount and endorsement leave the instrument on its account, every end of its life takes it off; so
        the ledger knows the past, while `state` knows the present only. Maturity as in the exposure.
        """
        return SQL(
            """
            SELECT instrument.id AS instrument_id, debtor.commercial_partner_id AS partner_id,
                   SUM(item.balance) AS amount, SUM(item.amount_currency) AS amount_currency
              FROM credit_instrument instrument
              JOIN res_company company ON company.id = instrument.company_id
              JOIN res_partner debtor ON debtor.id = instrument.partner_id
              JOIN account_move move ON move.credit_instrument_id = instrument.id AND move.state = 'posted'
              JOIN account_move_line item ON item.move_id = move.id AND item.date <= %(day)s
              JOIN account_account account ON account.id = item.account_id AND account.is_instrument_portfolio
             WHERE instrument.state <> 'draft'
               AND instrument.maturity_date + company.instrument_clearing_days >= %(day)s
             GROUP BY instrument.id, debtor.commercial_partner_id
            HAVING SUM(item.balance) <> 0
            """,
            day=day,
        )
