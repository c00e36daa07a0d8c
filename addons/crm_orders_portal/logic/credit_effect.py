"""What an order would do to the credit of whoever places it."""

from dataclasses import dataclass
from decimal import Decimal

FULL = Decimal(100)


@dataclass(frozen=True)
class CreditEffect:
    """A ceiling with what is used of it and what an order would add, all in company currency.

    `used` is below nothing when the customer has money with us.
    """

    label: str
    ceiling: Decimal
    used: Decimal
    added: Decimal

    @property
    def left(self) -> Decimal:
        """What remains after the order; below nothing when it goes beyond the ceiling.

        >>> CreditEffect("Credit", Decimal(10000), Decimal(9000), Decimal(1500)).left
        Decimal('-500')
        """
        return self.ceiling - self.used - self.added

    @property
    def is_beyond(self) -> bool:
        """Whether the order asks for more than is left."""
        return self.left < 0

    @property
    def used_percent(self) -> int:
        """The part of the ceiling that is used before the order, 0 to 100, for a bar.

        >>> CreditEffect("Credit", Decimal(10000), Decimal(2555), Decimal(0)).used_percent
        26
        >>> CreditEffect("Credit", Decimal(0), Decimal(1), Decimal(1)).used_percent  # nothing on account
        100
        """
        return self._percent(self.used)

    @property
    def added_percent(self) -> int:
        """The part that the order takes beside it; both together never pass 100.

        >>> CreditEffect("Credit", Decimal(10000), Decimal(9000), Decimal(1500)).added_percent
        10
        >>> CreditEffect("Credit", Decimal(10000), Decimal(-500), Decimal(1500)).added_percent
        10
        """
        return self._percent(self.used + self.added) - self.used_percent

    def _percent(self, amount: Decimal) -> int:
        if amount <= 0:
            return 0
        return round(min(FULL, amount * FULL / self.ceiling)) if self.ceiling > 0 else 100
