"""Which matchings of an invoice are money received."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Receipt:
    """Money matched with a document on a day, in the document's currency; negative when taken back.

    `amount` is what counts of it by the settings that the document was posted under: see `counted`.
    """

    matching: int
    document: int
    day: date
    amount: Decimal

    def taken_back(self) -> "Receipt":
        """Return the same receipt undone.

        >>> Receipt(1, 2, date(2026, 1, 10), Decimal(100)).taken_back().amount
        Decimal('-100')
        """
        return replace(self, amount=-self.amount)


@dataclass(frozen=True)
class Counterpart:
    """The entry that an invoice is matched with, as far as its nature depends on it."""

    is_payment: bool = False
    is_bank_transaction: bool = False
    in_money_journal: bool = False
    is_customer_document: bool = False
    is_exchange_difference: bool = False
    is_cash_basis_tax: bool = False


def nature(counterpart: Counterpart) -> str:
    """Return what a matching is: receipt, credit_note, exchange, tax or write_off.

    Exchange differences and cash-basis tax come first: Odoo may post them in any journal.

    >>> nature(Counterpart(is_payment=True))
    'receipt'
    >>> nature(Counterpart(in_money_journal=True, is_exchange_difference=True))
    'exchange'
    >>> nature(Counterpart())
    'write_off'
    """
    if counterpart.is_exchange_difference:
        return "exchange"
    if counterpart.is_cash_basis_tax:
        return "tax"
    if counterpart.is_customer_document:
        return "credit_note"
    if counterpart.is_payment or counterpart.is_bank_transaction or counterpart.in_money_journal:
        return "receipt"
    return "write_off"


def is_receipt(counterpart: Counterpart) -> bool:
    """Tell whether the counterpart is money.

    >>> is_receipt(Counterpart(is_bank_transaction=True)), is_receipt(Counterpart(is_customer_document=True))
    (True, False)
    """
    return nature(counterpart) == "receipt"


def counted(amount: Decimal, lost: Decimal = Decimal(0), exchange: Decimal = Decimal(1)) -> Decimal:
    """Return what counts of an amount matched with a document.

    :param lost: the part of it (0 to 1) that was no money: written off, or cash discount where commission is net of it
    :param exchange: what the document's currency was worth on receipt, relative to the invoice, where that counts

    >>> counted(Decimal(1180), lost=Decimal("0.02")), counted(Decimal(100), exchange=Decimal("1.1"))
    (Decimal('1156.40'), Decimal('110.0'))
    """
    return amount * (1 - lost) * exchange
