from odoo import models


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

    def _settle_debts(self, credit_line):
        """Set `credit_line` against what this instrument was received for, the nearest debts first."""
        for lines in self._debts():
            if not credit_line.reconciled:
                self._settle(credit_line, lines)

    def _debts(self):
        """Journal items that this instrument settles, in groups of which each is served before the next.

        A renewed instrument pays the interest and what its predecessor's renewal opened, or, when the predecessor had
        bounced, what that one was received for.
        """
        # The step was allowed; the documents belong to the same customer.
        instrument = self.sudo()
        groups = [
            (instrument.interest_move_id | instrument.renewal_move_id | instrument.invoice_ids).line_ids
        ]
        if instrument.renews_id and not instrument.renewal_move_id:
            groups += instrument.renews_id._debts()
        return groups

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
