"""How each invoice of the demo year is paid: in full, in two parts, late, or by cheque or bill."""

from dataclasses import dataclass
from random import Random

# Days of credit that each size of customer has; the customers' payment terms say the same.
TERM = {"a": 60, "b": 45, "c": 30}


@dataclass(frozen=True)
class PlannedMoney:
    """A payment, or the receipt of an instrument with what becomes of it. Days as in `plan`.

    `share` is the part of the invoice that it settles, `discounted_on` the day on which our bank bought it.
    """

    kind: str
    day: int
    share: float = 1.0
    maturity: int | None = None
    bounces: bool = False
    discounted_on: int | None = None


def money_for(customer, invoice_day: int, randomness: Random) -> tuple[PlannedMoney, ...]:
    """What comes in for one invoice, by day; what would come after today has not come yet."""
    due = invoice_day + TERM[customer.size]
    return tuple(item for item in _WAYS[customer.pays](invoice_day, due, randomness) if item.day < 0)


def _prompt(_invoiced: int, due: int, randomness: Random) -> list[PlannedMoney]:
    return [PlannedMoney("payment", due + randomness.randint(-4, 2))]


def _late(_invoiced: int, due: int, randomness: Random) -> list[PlannedMoney]:
    if randomness.random() < 0.6:
        return [PlannedMoney("payment", due + randomness.randint(12, 40))]
    return [PlannedMoney("payment", due + 8, 0.5), PlannedMoney("payment", due + randomness.randint(30, 60))]


def _cheque(invoiced: int, due: int, randomness: Random) -> list[PlannedMoney]:
    maturity = due + randomness.choice((0, 10, 15))
    return [PlannedMoney("cheque", invoiced + randomness.randint(1, 4), maturity=maturity)]


def _bill(invoiced: int, due: int, randomness: Random) -> list[PlannedMoney]:
    received = invoiced + randomness.randint(2, 6)
    discounted = received + 6 if randomness.random() < 0.5 else None
    return [PlannedMoney("bill", received, maturity=due + 30, discounted_on=discounted)]


def _bounces(invoiced: int, due: int, randomness: Random) -> list[PlannedMoney]:
    """Every other cheque comes back; half of those debts are paid a month later."""
    bounces = randomness.random() < 0.5
    result = [PlannedMoney("cheque", invoiced + 2, maturity=due, bounces=bounces)]
    if bounces and randomness.random() < 0.5:
        result.append(PlannedMoney("payment", due + 32))
    return result


_WAYS = {"prompt": _prompt, "late": _late, "cheque": _cheque, "bill": _bill, "bounces": _bounces}
