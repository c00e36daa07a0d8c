"""Entries on a customer's account on days of one's choosing: what ageing and statement are tested with."""

from odoo import Command, fields

from .common import CreditCommon


class LedgerCommon(CreditCommon):
    """Days are counted from today, the past negative."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env["res.partner"])
        cls.receivable = cls.customer_a.property_account_receivable_id
        cls.income = cls.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "in", cls.company.ids)], limit=1
        )
        cls.journal = cls.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", cls.company.id)], limit=1
        )

    @classmethod
    def _day(cls, days):
        return fields.Date.add(cls.today, days=days)

    @classmethod
    def _book(cls, amount, day, due=None, customer=None, currency=None, amount_currency=None, **values):
        """The item on the customer's account of a posted entry: he owes `amount`, or is owed when negative."""
        currency = currency or cls.company.currency_id
        amount_currency = amount if amount_currency is None else amount_currency
        customer = customer or cls.customer_a
        common = {"partner_id": customer.id, "currency_id": currency.id}
        move = cls.env["account.move"].create(
            {
                "journal_id": cls.journal.id,
                "date": cls._day(day),
                "line_ids": [
                    Command.create(
                        {
                            **common,
                            "account_id": cls.receivable.id,
                            "balance": amount,
                            "amount_currency": amount_currency,
                            "date_maturity": cls._day(day if due is None else due),
                        }
                    ),
                    Command.create(
                        {
                            **common,
                            "account_id": cls.income.id,
                            "balance": -amount,
                            "amount_currency": -amount_currency,
                        }
                    ),
                ],
                **values,
            }
        )
        move.action_post()
        return move.line_ids.filtered(lambda line: line.account_id == cls.receivable)

    def _ledger(self, day, partner=None):
        """The balance of the receivable accounts at the end of `day`, straight from the ledger."""
        domain = [
            ("company_id", "=", self.company.id),
            ("parent_state", "=", "posted"),
            ("account_type", "=", "asset_receivable"),
            ("account_id.is_instrument_portfolio", "=", False),
            ("date", "<=", self._day(day)),
        ]
        if partner:
            domain.append(("partner_id", "child_of", partner.ids))
        [(balance,)] = self.env["account.move.line"]._read_group(domain, [], ["balance:sum"])
        return round(balance or 0, 2)
