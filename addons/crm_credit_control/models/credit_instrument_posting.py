from decimal import Decimal

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..logic.instrument_steps import STEPS, Instrument, legs


class CreditInstrument(models.Model):
    """The bookkeeping of the steps: the receipt as a payment, every other step as an entry."""

    _inherit = "credit.instrument"

    def _receive(self):
        """Book the receipt as a payment on the portfolio account and settle the chosen invoices with it."""
        self.ensure_one()
        # The books of a branch are those of its head, which who works in the branch may not read.
        company = self.company_id.root_id.sudo()
        company._ensure_instrument_accounts()
        journal = company.instrument_journal_id
        if not journal:
            raise UserError(self.env._("%(company)s has no chart of accounts yet.", company=company.name))
        # Payments demand invoicing rights of their own; the right to take the step was checked on the instrument.
        payments = self.env["account.payment"].sudo().with_company(self.company_id)
        payment = payments.create(self._prepare_receipt(company, journal))
        payment.action_post()
        payment.move_id.credit_instrument_id = self
        booked, settled, _other = payment._seek_for_lines()
        self.sudo().write(
            {"payment_id": payment.id, "state": "in_hand", "company_amount": sum(booked.mapped("balance"))}
        )
        self._settle_debts(settled)

    def _prepare_receipt(self, company, journal):
        """Values of the payment that books the receipt, on the receivable account that its debts stand on."""
        receivable = [
            line.account_id
            for lines in self._debts()
            for line in lines
            if line.account_type == "asset_receivable" and not line.reconciled
        ]
        values = {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "journal_id": journal.id,
            "date": self.issue_date,
            "memo": self.display_name,
            "payment_method_line_id": journal.inbound_payment_method_line_ids[:1].id,
            "outstanding_account_id": company.instrument_portfolio_account_id.id,
        }
        if receivable:
            values["destination_account_id"] = receivable[0].id
        return values

    def _choose_bank(self, bank_journal):
        """Remember the bank the instrument goes to, unless one has it; refuse when nobody said which."""
        if bank_journal and not self._is_with_bank():
            journal_id = bank_journal if isinstance(bank_journal, int) else bank_journal.id
            self.bank_journal_id = journal_id
        if not self.bank_journal_id:
            raise UserError(
                self.env._(
                    "Choose the bank of ours that %(instrument)s goes to.", instrument=self.display_name
                )
            )

    def _take_step(self, step, extra=0.0, on_customer=True, interest=0.0, date=None, **values):
        """Book `step` on `date` and move to its state; the amounts as in `logic.instrument_steps.legs`."""
        self.ensure_one()
        if extra < 0 or interest < 0:
            raise UserError(self.env._("A cost, fee or interest cannot be negative."))
        date = self._check_date(date)
        facts = Instrument(
            state=self.state,
            amount=Decimal(str(self.amount)),
            at_bank=self.is_at_bank,
            passed_to="supplier" if self.endorsee_id else "bank",
        )
        # The step itself was allowed; its entry is part of it and needs no further right.
        self.sudo().write(values)
        lines = legs(step, facts, Decimal(str(extra)), on_customer, Decimal(str(interest)))
        move = self.sudo()._book(step, lines, date) if lines else self.env["account.move"].sudo()
        self.sudo().state = STEPS[step].target
        self.sudo()._reconcile_settled_accounts()
        return move

    def _check_date(self, date):
        """The day of an entry: today unless another was given, and neither ahead of us nor before the receipt."""
        today = self.company_id._today()
        date = fields.Date.to_date(date) or today
        if not self.issue_date <= date <= max(today, self.issue_date):
            raise UserError(
                self.env._(
                    "%(instrument)s was received on %(received)s: a step is dated from then until today.",
                    instrument=self.display_name,
                    received=format_date(self.env, self.issue_date),
                )
            )
        return date

    def _book(self, step, lines, date):
        """Post the entry of `step` on `date`; principal at the booked amount, costs at the rate of that day."""
        states = dict(self._fields["state"]._description_selection(self.env))
        move = (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(
                {
                    "move_type": "entry",
                    "journal_id": self.company_id.root_id.instrument_journal_id.id,
                    "company_id": self.company_id.id,
                    "date": date,
                    "ref": f"{self.display_name}: {states[STEPS[step].target]}",
                    "credit_instrument_id": self.id,
                    "line_ids": [Command.create(values) for values in self._entry_lines(lines, date)],
                }
            )
        )
        move.action_post()
        return move

    def _entry_lines(self, lines, date):
        """Values of the journal items, which add up to zero.

        Of a foreign instrument cost and interest are each rounded to the company's money; the bank paid the rest.
        """
        values = [self._entry_line(leg, date) for leg in lines]
        rest = self.company_id.currency_id.round(sum(item["balance"] for item in values))
        if rest:
            paid = next(item for leg, item in zip(lines, values, strict=True) if leg.role == "bank")
            paid["balance"] -= rest
        return values

    def _entry_line(self, leg, date):
        """Values of one journal item."""
        principal, extra = float(leg.principal), float(leg.extra)
        share = principal / self.amount
        company_currency = self.company_id.currency_id
        balance = company_currency.round(self.company_amount * share) + self.currency_id._convert(
            extra, company_currency, self.company_id, date
        )
        partner = self.endorsee_id.commercial_partner_id if leg.role == "supplier" else self.partner_id
        return {
            "name": self.display_name,
            "account_id": self._role_account(leg.role).id,
            "partner_id": partner.id,
            "currency_id": self.currency_id.id,
            "amount_currency": principal + extra,
            "balance": balance,
            "date_maturity": date,
        }

    def _role_account(self, role):
        """The account that plays `role` in an entry of this instrument."""
        company = self.company_id.root_id
        if role == "customer":
            return self.payment_id._seek_for_lines()[1].account_id
        if role == "supplier":
            return self.endorsee_id.with_company(company).property_account_payable_id
        if role == "bank":
            journal = self.bank_journal_id
            return (
                journal.inbound_payment_method_line_ids.payment_account_id[:1] or journal.default_account_id
            )
        field = f"instrument_{role}_account_id"
        if not company[field]:
            company._ensure_instrument_accounts()
        return company[field]
