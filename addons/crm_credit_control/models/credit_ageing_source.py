from odoo import models
from odoo.tools import SQL


class CreditAgeing(models.Model):
    """What was open at the end of a day: ledger items and instruments, rewound from what is open now."""

    _inherit = "credit.ageing"

    def _open_items(self, day):
        """`SQL` of the journal items open at the end of `day`: id, debtor, residual in both currencies.

        Starts from what is open now and adds back each reconciliation that `day` did not know, so that the cost is
        that of the open items and of what happened since, not of the whole ledger. A reconciliation holds from the
        later date of its two items, `max_date`, whenever it was entered; one with a draft does not hold, although
        the residual of the posted side is lower by it.
        """
        return SQL(
            """
            SELECT opened.move_line_id, opened.partner_id,
                   SUM(opened.amount) AS amount, SUM(opened.amount_currency) AS amount_currency
              FROM (%s UNION ALL %s) AS opened
             GROUP BY opened.move_line_id, opened.partner_id
            HAVING SUM(opened.amount) <> 0 OR SUM(opened.amount_currency) <> 0
            """,
            self._open_now(day),
            self._rewound(day),
        )

    def _open_now(self, day):
        """`SQL` of the posted items up to `day` that are still open."""
        return SQL(
            """
            SELECT item.id AS move_line_id, debtor.commercial_partner_id AS partner_id,
                   item.amount_residual AS amount, item.amount_residual_currency AS amount_currency
              FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
         LEFT JOIN res_partner debtor ON debtor.id = item.partner_id
             WHERE account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
               AND item.reconciled IS NOT TRUE
               AND item.date <= %(day)s
            """,
            day=day,
        )

    def _rewound(self, day):
        """`SQL` of what reconciliations took off the items of `day` that did not hold at its end."""
        return SQL(
            """
            SELECT item.id AS move_line_id, debtor.commercial_partner_id AS partner_id,
                   undone.amount, undone.amount_currency
              FROM (
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
              ) AS undone
              JOIN account_move_line item ON item.id = undone.move_line_id
              JOIN account_account account ON account.id = item.account_id
         LEFT JOIN res_partner debtor ON debtor.id = item.partner_id
             WHERE account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
               AND item.date <= %(day)s
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
