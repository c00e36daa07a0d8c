"""What a buyer may order without asking anybody in his own company."""

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Spending:
    """A buyer's rule: `free`, `always` (every order is approved) or `limited`, by order and by month.

    Amounts are in the currency of the company that is ordered from, tax included; a limit of 0 is none.
    """

    rule: str = "free"
    order_limit: Decimal = NOTHING
    month_limit: Decimal = NOTHING

    def reasons(self, amount: Decimal, spent: Decimal) -> tuple[str, ...]:
        """Why an order of `amount` needs approval when `spent` was ordered this month; nothing when it needs none.

        The reasons are `always`, `order` and `month`. What is split into many orders still adds up in its month.

        >>> buyer = Spending("limited", order_limit=Decimal(500), month_limit=Decimal(1000))
        >>> buyer.reasons(Decimal(500), spent=Decimal(500)), buyer.reasons(Decimal("500.01"), spent=Decimal(0))
        ((), ('order',))
        >>> buyer.reasons(Decimal(400), spent=Decimal("600.01"))
        ('month',)
        >>> Spending("always").reasons(Decimal(1), spent=Decimal(0)), Spending().reasons(Decimal(10**9), Decimal(0))
        (('always',), ())
        """
        if self.rule == "free":
            return ()
        if self.rule != "limited":
            return ("always",)
        over_order = self.order_limit and amount > self.order_limit
        over_month = self.month_limit and spent + amount > self.month_limit
        return (*(["order"] if over_order else []), *(["month"] if over_month else []))
