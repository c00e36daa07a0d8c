from odoo import fields, models


class CreditInstrument(models.Model):
    """What an instrument settles and what opens again: its entries set against invoices, bills and each other."""

    _inherit = "credit.instrument"

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

    def _settle_payable(self, move, bills):
        """Set the endorsement `move` against `bills`, or against all that is open with the supplier."""
        # The step was allowed; reconciling its entry takes rights of an accountant.
        debit = move.line_ids.filtered(lambda line: line.account_type == "liability_payable").sudo()
        domain = [
            ("account_id", "=", debit.account_id.id),
            ("partner_id.commercial_partner_id", "=", debit.partner_id.commercial_partner_id.id),
            ("company_id", "child_of", self.company_id.root_id.id),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("balance", "<", 0),
        ]
        if bills:
            domain.append(("move_id", "in", bills.ids))
        owed = self.env["account.move.line"].sudo().search(domain)
        if owed:
            (debit + owed.sorted(lambda line: (line.date_maturity or line.date, line.id))).reconcile()

    def _reopen_payable(self, move):
        """What an endorsement had settled is owed to the supplier again: `move` takes the endorsement back."""
        credit = move.line_ids.filtered(lambda line: line.account_type == "liability_payable")
        if not credit:
            return
        # The step was allowed; reconciling its entry takes rights of an accountant.
        paid = self.sudo().move_ids.line_ids.filtered(
            lambda line: line.account_id == credit.account_id and line.balance > 0
        ).sorted("id")[-1:]  # fmt: skip
        paid.remove_move_reconcile()
        (paid + credit).reconcile()

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

    def _reopen_debt(self, move):
        """Take the last credit of this instrument off the invoices; set it against `move`, which brings the debt back.

        That credit is the receipt, or the entry by which a bounced instrument was presented again.
        """
        # The step was allowed; reconciling its entries takes rights of an accountant.
        instrument = self.sudo()
        account = instrument._role_account("customer")
        credit = instrument.move_ids.line_ids.filtered(
            lambda line: line.account_id == account and line.balance < 0
        ).sorted("id")[-1:]  # fmt: skip
        credit.remove_move_reconcile()
        reopened = move.line_ids.filtered(
            lambda line: (
                line.account_id == account
                and instrument.currency_id.compare_amounts(line.amount_currency, instrument.amount) == 0
            )
        )
        (credit + reopened[:1]).reconcile()

    def _forget_holder(self):
        """In hand again: neither bank nor supplier has it, so a later step cannot book on them."""
        # The step was allowed; these fields change by steps only.
        self.sudo().write({"is_at_bank": False, "endorsee_id": False})

    def _reopening_moves(self):
        """Entries of the renewals that this instrument paid: for a renewed one they are the debt, not an invoice."""
        # The step was allowed; the entries of the instrument it replaces belong to the same customer.
        return self.sudo().renews_id.move_ids

    def _renew(self, maturity_date, name, interest, date):
        """The new instrument of one renewal, received and set against what the old one left open."""
        self.ensure_one()
        bounced = self.state == "bounced"
        # The step was allowed; the new instrument and its entries take rights of an accountant.
        owed_before = self.sudo().invoice_ids | self._reopening_moves()
        move = self._take_step("renew", extra=interest, date=date)
        renewed = self.sudo().create(
            {
                "kind": self.kind,
                "name": name or self.env._("%(number)s renewed", number=self.name),
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "amount": self.amount + interest,
                "currency_id": self.currency_id.id,
                "issue_date": fields.Date.to_date(date) or fields.Date.context_today(self),
                "maturity_date": maturity_date,
                "bank_id": self.bank_id.id,
                "drawer": self.drawer,
                "renews_id": self.id,
            }
        )
        renewed._receive()
        owed = move.line_ids | (owed_before.line_ids if bounced else self.env["account.move.line"].sudo())
        renewed._settle(renewed.payment_id._seek_for_lines()[1], owed)
        return renewed.with_env(self.env)
