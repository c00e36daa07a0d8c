"""What the tests of instruments share: days, an invoice of 1,000, and entries by the role of their accounts."""

from odoo import fields

from .common import CreditCommon

DAY_0 = "2026-03-02"


def day(number):
    """The `number`th day after the first one of these stories."""
    return fields.Date.add(fields.Date.to_date(DAY_0), days=number)


class InstrumentCommon(CreditCommon):
    """Instruments of `customer_a`, and what their entries say."""

    def _invoiced(self, quantity=10):
        return self._invoice(self._confirm(quantity))

    def _role(self, account):
        """What an account is to instruments, or its type."""
        company = self.company
        roles = {
            company.instrument_portfolio_account_id: "portfolio",
            company.instrument_collection_account_id: "collection",
            company.instrument_recourse_account_id: "recourse",
            company.instrument_cost_account_id: "cost",
            company.instrument_discount_account_id: "discount",
            company.instrument_interest_account_id: "interest",
            self.bank.default_account_id: "bank",
        }
        return roles.get(account) or account.account_type

    def _balances(self, instrument):
        """What the entries of an instrument leave on each account, by its role."""
        balances = {}
        for line in instrument.move_ids.line_ids:
            role = self._role(line.account_id)
            balances[role] = balances.get(role, 0) + line.balance
        return {role: balance for role, balance in balances.items() if balance}

    def _last(self, instrument):
        """The last entry of an instrument."""
        return instrument.move_ids.sorted("id")[-1:]

    def _entry(self, instrument):
        """Debit and credit of the last entry, by role."""
        return {
            self._role(line.account_id): (line.debit, line.credit) for line in self._last(instrument).line_ids
        }
