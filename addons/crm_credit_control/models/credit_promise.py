from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

from ..logic.collection import Payment, Promise, paid_on_promises, promise_state

ACTIVITY = "crm_credit_control.mail_activity_type_promise"
# Found by the system, whatever is typed.
FOUND = {"paid_amount", "state", "date_made", "user_id"}
# What the statement below reads past the record cache.
LEDGER = {
    "account.move": ["move_type", "credit_instrument_id"],
    "account.move.line": ["account_id", "partner_id", "company_id", "parent_state", "balance", "date"],
    "credit.instrument": ["state", "maturity_date"],
}


class CreditPromise(models.Model):
    """A customer's word to pay, checked against the money that really came."""

    _name = "credit.promise"
    _description = "Promise to Pay"
    _order = "date_due desc, id desc"
    _rec_name = "date_due"

    case_id = fields.Many2one("credit.collection.case", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(related="case_id.partner_id", store=True, index=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True)
    date_made = fields.Date(
        "Promised on", required=True, default=lambda self: self.env.company._today(), readonly=True
    )
    date_due = fields.Date("To be Paid until", required=True)
    user_id = fields.Many2one(
        "res.users", "Taken by", required=True, readonly=True, default=lambda self: self.env.user
    )
    note = fields.Char()
    paid_amount = fields.Monetary("Paid", readonly=True, help="In time, and not counted for another promise.")
    state = fields.Selection(
        [("open", "Open"), ("kept", "Kept"), ("partly", "Partly kept"), ("broken", "Broken")],
        required=True,
        default="open",
        readonly=True,
        index=True,
    )

    _amount_positive = models.Constraint("CHECK (amount > 0)", "A promise is about a positive amount.")
    _due_after_made = models.Constraint(
        "CHECK (date_due >= date_made)", "A promise cannot fall due before it was made."
    )

    @api.depends("amount", "date_due", "currency_id")
    def _compute_display_name(self):
        for promise in self:
            due = fields.Date.to_string(promise.date_due) or ""
            promise.display_name = f"{promise.currency_id.format(promise.amount)} {due}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """The day of a promise is today and its outcome is found, not typed; the case's log tells of it."""
        if not self.env.su:
            # Said in words, because what is left out could come as a default.
            found = {"paid_amount": 0, "state": "open", "user_id": self.env.uid}
            default = self.default_get(["case_id"])
            vals_list = [
                vals | found | {"date_made": self._day_made(vals.get("case_id", default.get("case_id")))}
                for vals in vals_list
            ]
        promises = super().create(vals_list)
        if any(promise.case_id.date_closed for promise in promises):
            raise ValidationError(self.env._("The case is closed: there is nothing left to promise."))
        for promise in promises:
            promise.case_id.message_post(
                body=self.env._(
                    "Promise: %(amount)s until %(date)s.",
                    amount=promise.currency_id.format(promise.amount),
                    date=format_date(self.env, promise.date_due),
                )
            )
        # sudo: whoever takes a promise may not read the ledger that tells whether it was kept.
        promises.case_id.sudo()._check_promises()
        return promises

    @api.model
    def _day_made(self, case_id):
        """Today in the company of the case with this id."""
        # Whoever may not read the case may know which day it is there.
        return (
            self.env["credit.collection.case"].sudo().browse(case_id).company_id or self.env.company
        )._today()

    def write(self, vals):
        """The outcome follows from the money; who gave his word, when, and to whom stays as it was."""
        if not self.env.su and (FOUND | {"case_id"}) & vals.keys():
            raise UserError(self.env._("Whether a promise was kept is found in the ledger, not typed."))
        return super().write(vals)

    def _received(self):
        """Money that came from each promise's customer: `{(partner_id, company_id): [Payment, ...]}`.

        Bank and cash count on their day, a cheque or bill when it cleared; money given back is taken off.
        """
        if not self:
            return {}
        query = SQL(
            """
            SELECT debtor.commercial_partner_id, item.company_id,
                   COALESCE(instrument.maturity_date, item.date) AS day, -SUM(item.balance) AS amount
              FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
              JOIN account_move move ON move.id = item.move_id
              JOIN account_journal journal ON journal.id = item.journal_id
              JOIN res_partner debtor ON debtor.id = item.partner_id
         LEFT JOIN credit_instrument instrument ON instrument.id = move.credit_instrument_id
             WHERE account.account_type = 'asset_receivable' AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted' AND move.move_type = 'entry'
               AND CASE WHEN instrument.id IS NULL THEN journal.type IN ('bank', 'cash')
                        ELSE instrument.state = 'cleared' AND item.date >= %(since)s END
               AND debtor.commercial_partner_id = ANY(%(partners)s) AND item.date >= %(since)s
             GROUP BY debtor.commercial_partner_id, item.company_id, day
            """,
            partners=self.partner_id.ids,
            since=min(self.mapped("date_made")),
        )
        for model, names in LEDGER.items():
            self.env[model].flush_model(names)
        received = {}
        for partner_id, company_id, day, amount in self.env.execute_query(query):
            if amount:
                received.setdefault((partner_id, company_id), []).append(Payment(day, Decimal(amount)))
        return received

    def _check(self):
        """Find what was paid on each promise; one that was not kept raises an activity, once."""
        received, failed = self._received(), self.browse()
        for case, promises in self.grouped("case_id").items():
            today = case.company_id._today()
            words = {promise: promise._as_logic() for promise in promises}
            payments = received.get((case.partner_id.id, case.company_id.id), [])
            paid = paid_on_promises(words.values(), payments)
            for promise, word in words.items():
                state = promise_state(word, paid[promise.id], today)
                if state in ("partly", "broken") and promise.state in ("open", "kept"):
                    failed |= promise
                amount = float(paid[promise.id])
                if (state, amount) != (promise.state, promise.paid_amount):
                    promise.write({"state": state, "paid_amount": amount})
        failed._tell_failure()

    def _as_logic(self):
        return Promise(self.id, self.date_made, self.date_due, Decimal(str(self.amount)))

    def _tell_failure(self):
        """Ask those responsible for the cases to react."""
        self.case_id._ask_responsible(ACTIVITY, [(promise.case_id, promise._failure()) for promise in self])

    def _failure(self):
        """What was promised and what came, in one line."""
        return self.env._(
            "Promised %(amount)s until %(date)s, paid %(paid)s",
            amount=self.currency_id.format(self.amount),
            date=format_date(self.env, self.date_due),
            paid=self.currency_id.format(self.paid_amount),
        )
