from decimal import Decimal

from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..logic.instrument_steps import STEPS, Instrument, legs


class CreditInstrument(models.Model):
    """The bookkeeping of the steps: entries, reconciliation, and the debt that opens again."""

    _inherit = "credit.instrument"

    def _receive(self):
        """Book the receipt as a payment on the portfolio account and settle the chosen invoices with it."""
        self.ensure_one()
        company = self.company_id.root_id
        company._ensure_instrument_accounts()
        journal = company.instrument_journal_id
        if not journal:
            raise UserError(self.env._("%(company)s has no chart of accounts yet.", company=company.name))
        # Payments demand invoicing rights of their own; the right to take the step was checked on the instrument.
        payment = (
            self.env["account.payment"]
            .sudo()
            .with_company(self.company_id)
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.partner_id.id,
                    "amount": self.amount,
                    "currency_id": self.currency_id.id,
                    "journal_id": journal.id,
                    "date": self.issue_date,
                    "memo": self.display_name,
                    "payment_method_line_id": journal.inbound_payment_method_line_ids[:1].id,
                    "outstanding_account_id": company.instrument_portfolio_account_id.id,
                }
            )
        )
        payment.action_post()
        payment.move_id.credit_instrument_id = self
        booked, settled, _other = payment._seek_for_lines()
        self.sudo().write(
            {"payment_id": payment.id, "state": "in_hand", "company_amount": sum(booked.mapped("balance"))}
        )
        self._settle(settled, self.sudo().invoice_ids.line_ids)

    def _settle(self, credit_line, debit_lines):
        """Reconcile the receipt with the open lines on the same account, oldest due first."""
        open_lines = debit_lines.filtered(
            lambda line: (
                line.account_id == credit_line.account_id and not line.reconciled and line.balance > 0
            )
        )
        if open_lines:
            (
                credit_line + open_lines.sorted(lambda line: (line.date_maturity or line.date, line.id))
            ).reconcile()

    def _choose_bank(self, bank_journal):
        """Remember the bank the instrument goes to; refuse when nobody said which."""
        if bank_journal:
            journal_id = bank_journal if isinstance(bank_journal, int) else bank_journal.id
            self.bank_journal_id = journal_id
        if not self.bank_journal_id:
            raise UserError(
                self.env._(
                    "Choose the bank of ours that %(instrument)s goes to.", instrument=self.display_name
                )
            )

    def _take_step(self, step, extra=0.0, on_customer=True, **values):
        """Book `step` and move to its state; `extra` as in `logic.instrument_steps.legs`."""
        self.ensure_one()
        if extra < 0:
            raise UserError(self.env._("A cost, fee or interest cannot be negative."))
        facts = Instrument(
            state=self.state,
            amount=Decimal(str(self.amount)),
            at_bank=self.is_at_bank,
            passed_to="supplier" if self.endorsee_id else "bank",
        )
        # The step itself was allowed; its entry is part of it and needs no further right.
        self.sudo().write(values)
        lines = legs(step, facts, Decimal(str(extra)), on_customer)
        move = self.sudo()._book(step, lines) if lines else self.env["account.move"]
        self.sudo().state = STEPS[step].target
        self.sudo()._reconcile_settled_accounts()
        return move

    def _book(self, step, lines):
        """Post the entry of `step` today; principal at the booked amount, costs at today's rate."""
        today = fields.Date.context_today(self)
        states = dict(self._fields["state"]._description_selection(self.env))
        move = (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(
                {
                    "move_type": "entry",
                    "journal_id": self.company_id.root_id.instrument_journal_id.id,
                    "date": today,
                    "ref": f"{self.display_name}: {states[STEPS[step].target]}",
                    "credit_instrument_id": self.id,
                    "line_ids": [Command.create(self._entry_line(leg, today)) for leg in lines],
                }
            )
        )
        move.action_post()
        return move

    def _entry_line(self, leg, date):
        """Values of one journal item."""
        principal, extra = float(leg.principal), float(leg.extra)
        share = principal / self.amount
        company_currency = self.company_id.currency_id
        balance = company_currency.round(self.company_amount * share) + self.currency_id._convert(
            extra, company_currency, self.company_id, date
        )
        partner = {"customer": self.partner_id, "supplier": self.endorsee_id}.get(leg.role, self.partner_id)
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
        return company[f"instrument_{role}_account_id"]

    def _reconcile_settled_accounts(self):
        """Reconcile what this instrument put on an account and took off again."""
        lines = self.move_ids.line_ids.filtered(
            lambda line: line.account_id.reconcile and not line.reconciled and line.parent_state == "posted"
        )
        company = self.company_id.root_id
        ours = (
            company.instrument_portfolio_account_id
            | company.instrument_collection_account_id
            | company.instrument_recourse_account_id
        )
        for account, account_lines in lines.grouped("account_id").items():
            if account in ours and company.currency_id.is_zero(sum(account_lines.mapped("balance"))):
                account_lines.reconcile()

    def _reopen_debt(self):
        """Take the receipt off the invoices and set it against the entry that brought the debt back."""
        # The step was allowed; reconciling its entries takes rights of an accountant.
        instrument = self.sudo()
        receipt = instrument.payment_id._seek_for_lines()[1]
        receipt.remove_move_reconcile()
        reopened = instrument.move_ids.line_ids.filtered(
            lambda line: (
                line.account_id == receipt.account_id
                and not line.reconciled
                and line.balance > 0
                and instrument.currency_id.compare_amounts(line.amount_currency, instrument.amount) == 0
            )
        )
        (receipt + reopened[:1]).reconcile()

    def _renew(self, maturity_date, name, interest):
        """The new instrument of one renewal, received and set against what the old one left open."""
        self.ensure_one()
        bounced = self.state == "bounced"
        # The step was allowed; the new instrument and its entries take rights of an accountant.
        open_invoices = self.sudo().invoice_ids
        move = self._take_step("renew", extra=interest)
        renewed = self.sudo().create(
            {
                "kind": self.kind,
                "name": name or self.env._("%(number)s renewed", number=self.name),
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "amount": self.amount + interest,
                "currency_id": self.currency_id.id,
                "issue_date": fields.Date.context_today(self),
                "maturity_date": maturity_date,
                "bank_id": self.bank_id.id,
                "drawer": self.drawer,
                "renews_id": self.id,
            }
        )
        renewed._receive()
        owed = move.line_ids | (open_invoices.line_ids if bounced else self.env["account.move.line"].sudo())
        renewed._settle(renewed.payment_id._seek_for_lines()[1], owed)
        return renewed.with_env(self.env)
