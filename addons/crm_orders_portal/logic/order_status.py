"""How far an order has come, from what was ordered, shipped, returned and invoiced.

Three tracks run beside each other: the order itself (open, sent, received, cancelled), its goods (shipped in part,
shipped) and its invoices (invoiced in part, invoiced). The status shown is the furthest stage reached on any of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

STAGES = (
    "open",
    "sent",
    "received",
    "shipped_partial",
    "shipped",
    "invoiced_partial",
    "invoiced",
    "cancelled",
)
TRACKS = (
    ("open", "sent", "received", "cancelled"),
    ("shipped_partial", "shipped"),
    ("invoiced_partial", "invoiced"),
)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One line of an order, all quantities in the line's unit.

    `shipped` is all that ever left for the customer, `returned` what came back and was taken off the order,
    `invoiced` the posted invoices less the posted credit notes, `was_invoiced` whether any invoice was ever posted.
    `is_closed` says that goods were planned and none is on its way any more: what was not shipped will not come, so
    it need not be invoiced either.
    """

    ordered: Decimal
    shipped: Decimal = NOTHING
    returned: Decimal = NOTHING
    invoiced: Decimal = NOTHING
    was_invoiced: bool = False
    is_goods: bool = True
    is_closed: bool = False

    @property
    def expected(self) -> Decimal:
        """The quantity that will have been invoiced when all is done.

        >>> Line(Decimal(10), shipped=Decimal(4), is_closed=True).expected  # the rest was cancelled
        Decimal('4')
        """
        kept = self.shipped - self.returned
        return min(self.ordered, kept) if self.is_closed else self.ordered

    @property
    def is_shipped(self) -> bool:
        """Whether nothing more is to leave for the customer."""
        return self.shipped >= self.ordered or self.is_closed

    @property
    def is_invoiced(self) -> bool:
        """Whether nothing more is to be invoiced; a line ordered below zero is done at or below that figure."""
        return self.invoiced <= self.expected if self.ordered < 0 else self.invoiced >= self.expected


@dataclass(frozen=True)
class Progress:
    """The stage reached on each track; an empty text where a track has not begun."""

    order: str
    goods: str = ""
    invoices: str = ""

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages reached, one per track that has begun."""
        return tuple(stage for stage in (self.order, self.goods, self.invoices) if stage)

    @property
    def status(self) -> str:
        """The furthest stage; a cancelled order is cancelled, whatever had been shipped.

        >>> Progress("received", goods="shipped", invoices="invoiced_partial").status
        'invoiced_partial'
        >>> Progress("cancelled", goods="shipped_partial").status
        'cancelled'
        """
        return max(self.stages, key=STAGES.index)


def progress(
    lines: Iterable[Line], *, is_sent: bool, is_taken_in: bool, is_confirmed: bool, is_cancelled: bool
) -> Progress:
    """Where an order stands.

    `is_taken_in` covers an order that is with us and waits for a decision; goods and invoices count once it is, or
    was, confirmed.

    >>> ten = Line(Decimal(10), shipped=Decimal(4), invoiced=Decimal(4), was_invoiced=True)
    >>> progress([ten], is_sent=True, is_taken_in=True, is_confirmed=True, is_cancelled=False).stages
    ('received', 'shipped_partial', 'invoiced_partial')
    """
    lines = tuple(lines)
    if is_cancelled:
        order = "cancelled"
    else:
        order = "received" if is_taken_in or is_confirmed else "sent" if is_sent else "open"
    if not (is_confirmed or is_cancelled):
        return Progress(order)
    return Progress(order, _goods(lines), _invoices(lines))


def undone(recorded: Iterable[str], reached: Progress) -> set[str]:
    """The stages once reached that are no longer true, for example after a credit note or a reset to draft.

    A stage that was merely overtaken stays true.

    >>> sorted(undone({"received", "shipped", "invoiced"}, Progress("received", "shipped")))
    ['invoiced']
    >>> undone({"shipped_partial"}, Progress("received", "shipped"))
    set()
    """
    recorded = set(recorded)
    gone = set()
    for track, current in zip(TRACKS, (reached.order, reached.goods, reached.invoices), strict=True):
        beyond = track[track.index(current) + 1 :] if current else track
        gone |= recorded.intersection(beyond)
    return gone


def _goods(lines: tuple[Line, ...]) -> str:
    goods = [line for line in lines if line.is_goods and line.ordered > 0]
    if not any(line.shipped > 0 for line in goods):
        return ""
    return "shipped" if all(line.is_shipped for line in goods) else "shipped_partial"


def _invoices(lines: tuple[Line, ...]) -> str:
    billable = [line for line in lines if line.ordered]
    if not any(line.was_invoiced for line in billable):
        return ""
    if all(line.is_invoiced for line in billable):
        return "invoiced"
    # Invoiced and credited in full while the goods stay with the customer: it is to be invoiced again.
    return "invoiced_partial" if any(line.invoiced for line in billable) else ""
