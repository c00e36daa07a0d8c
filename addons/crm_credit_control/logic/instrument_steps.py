"""The life of a cheque or bill: which step may follow which state, and what each step books."""

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Step:
    """From which states a step may be taken, and the state it leads to."""

    sources: tuple[str, ...]
    target: str


STEPS = {
    "receive": Step(("draft",), "in_hand"),
    "deposit": Step(("in_hand",), "deposited"),
    "discount": Step(("in_hand", "deposited"), "discounted"),
    "endorse": Step(("in_hand",), "endorsed"),
    "clear": Step(("in_hand", "deposited", "discounted", "endorsed"), "cleared"),
    # A bank may take back what it had already credited, so even a cleared instrument can bounce.
    "bounce": Step(("in_hand", "deposited", "discounted", "endorsed", "cleared"), "bounced"),
    "return": Step(("in_hand",), "returned"),
    "renew": Step(("in_hand", "deposited", "bounced"), "renewed"),
    # The opposites. That of receiving is the return, that of clearing the bounce; that of a renewal leads to where the
    # old instrument was: in hand, or bounced.
    "withdraw": Step(("deposited",), "in_hand"),
    "take_back": Step(("discounted", "endorsed"), "in_hand"),
    "present": Step(("bounced",), "in_hand"),
    "reinstate": Step(("renewed",), "in_hand"),
    "relapse": Step(("renewed",), "bounced"),
}


@dataclass(frozen=True)
class Leg:
    """One line of an entry, debit positive: `principal` is part of the instrument's amount, `extra` comes on top."""

    role: str
    principal: Decimal = NOTHING
    extra: Decimal = NOTHING


@dataclass(frozen=True)
class Instrument:
    """What the rules need to know: `at_bank` once deposited, `passed_to` the role that got it (bank or supplier)."""

    state: str
    amount: Decimal
    at_bank: bool = False
    passed_to: str = "bank"

    @property
    def holding(self):
        """Role of the account on which the instrument itself stands."""
        return "collection" if self.at_bank else "portfolio"


def may_take(step: str, state: str) -> bool:
    """Whether `step` may follow `state`.

    >>> may_take("deposit", "in_hand"), may_take("deposit", "deposited"), may_take("bounce", "returned")
    (True, False, False)
    """
    return state in STEPS[step].sources


def legs(
    step: str,
    instrument: Instrument,
    extra: Decimal = NOTHING,
    on_customer: bool = True,
    interest: Decimal = NOTHING,
) -> tuple[Leg, ...]:
    """Lines that `step` books; they always add up to zero.

    `extra` is the bank's charge for a discount or its fee for a bounce; a fee is charged on to the customer unless
    `on_customer` is false. `interest` is what the bank keeps of a discount besides.

    >>> cheque = Instrument("deposited", Decimal(1000), at_bank=True)
    >>> for leg in legs("bounce", cheque, Decimal(20)):
    ...     print(leg.role, leg.principal, leg.extra)
    customer 1000 0
    collection -1000 0
    customer 0 20
    bank 0 -20
    """
    booked = {
        "deposit": _deposit,
        "discount": _discount,
        "endorse": _endorse,
        "clear": _clear,
        "bounce": _bounce,
        "return": _reopen,
        "renew": _renew,
        "withdraw": _withdraw,
        "take_back": _take_back,
        "present": _present,
        "reinstate": _present,
        "relapse": _relapse,
    }[step]
    if step == "bounce":
        return booked(instrument, extra, on_customer)
    if step == "discount":
        return booked(instrument, extra, interest)
    return booked(instrument, extra)


def interest_legs(interest: Decimal) -> tuple[Leg, ...]:
    """Lines that charge the interest of a renewal when it has no invoice.

    >>> [(leg.role, leg.extra) for leg in interest_legs(Decimal(25))]
    [('customer', Decimal('25')), ('interest', Decimal('-25'))]
    """
    return Leg("customer", NOTHING, interest), Leg("interest", NOTHING, -interest)


def _deposit(instrument, _extra):
    return Leg("collection", instrument.amount), Leg("portfolio", -instrument.amount)


def _withdraw(instrument, _extra):
    return Leg("portfolio", instrument.amount), Leg("collection", -instrument.amount)


def _discount(instrument, cost, interest):
    # The instrument stays on its account: until it clears, the bank can give it back.
    amount = instrument.amount
    kept = (Leg("cost", NOTHING, cost),) if cost else ()
    kept += (Leg("discount", NOTHING, interest),) if interest else ()
    return Leg("bank", amount, -cost - interest), *kept, Leg("recourse", -amount)


def _take_back(instrument, _extra):
    # What the bank kept for a discount it keeps: only the instrument and its amount change hands again.
    lines = (Leg("recourse", instrument.amount), Leg(instrument.passed_to, -instrument.amount))
    return lines + (_withdraw(instrument, NOTHING) if instrument.at_bank else ())


def _present(instrument, _extra):
    return Leg("portfolio", instrument.amount), Leg("customer", -instrument.amount)


def _endorse(instrument, _extra):
    return Leg("supplier", instrument.amount), Leg("recourse", -instrument.amount)


def _clear(instrument, _extra):
    gained = "recourse" if instrument.state in ("discounted", "endorsed") else "bank"
    return Leg(gained, instrument.amount), Leg(instrument.holding, -instrument.amount)


def _reopen(instrument, _extra):
    return Leg("customer", instrument.amount), Leg(instrument.holding, -instrument.amount)


def _bounce(instrument, fee, on_customer):
    amount = instrument.amount
    if instrument.state == "cleared":
        lines = (Leg("customer", amount), Leg(instrument.passed_to, -amount))
    else:
        lines = _reopen(instrument, fee)
        if instrument.state in ("discounted", "endorsed"):
            lines += (Leg("recourse", amount), Leg(instrument.passed_to, -amount))
    if fee:
        lines += (Leg("customer" if on_customer else "cost", NOTHING, fee), Leg("bank", NOTHING, -fee))
    return lines


def _renew(instrument, _extra):
    # After a bounce the debt is already open again.
    return () if instrument.state == "bounced" else _reopen(instrument, NOTHING)


def _relapse(_instrument, _extra):
    # It had bounced before it was renewed, and the renewal booked nothing of its own.
    return ()
