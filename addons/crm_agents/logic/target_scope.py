"""Which part of the target analysis is asked for: what nobody asks for need not be read, nor kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("sale", "last_year", "order")
MEASURES = ("amount", "quantity", "margin")
DETAILS = ("partner_id", "categ_id", "brand_id")

# The sums that a column is reckoned from: (kind, measure). Those of targets are always there.
FIGURES = {
    **{f"target_{measure}": {("target", measure)} for measure in MEASURES},
    **{f"{name}_{measure}": {("sale", measure)} for measure in MEASURES for name in ("actual", "deviation")},
    **{f"last_year_{measure}": {("last_year", measure)} for measure in MEASURES},
    **{
        f"{prefix}{name}": {("sale", measure), *others}
        for measure, prefix in zip(MEASURES, ("", "quantity_", "margin_"), strict=True)
        for name, others in (("deviation_percent", ()), ("index", {("last_year", measure)}))
    },
    "open_orders_amount": {("order", "amount")},
    "forecast_amount": {("sale", "amount")},
}


@dataclass(frozen=True)
class Scope:
    """Kinds of documents that are read, measures that are added up, and what of each is kept apart."""

    kinds: tuple[str, ...] = KINDS
    measures: tuple[str, ...] = MEASURES
    details: tuple[str, ...] = DETAILS


def scope_of(names: Iterable[str], *, every_row: bool = False) -> Scope:
    """Return what is needed for the columns `names`: a sum needs neither other kinds of documents nor finer rows.

    :param every_row: rows are counted or shown, so each must be there whatever stands in it

    >>> scope_of(["agent_id", "target_amount", "actual_amount"])
    Scope(kinds=('sale',), measures=('amount',), details=())
    >>> scope_of(["categ_id", "quantity_index"])
    Scope(kinds=('sale', 'last_year'), measures=('quantity',), details=('categ_id',))
    >>> scope_of(["open_orders_amount"], every_row=True) == Scope(measures=("amount",))
    True
    """
    asked = set(names)
    figures = set().union(*(FIGURES.get(name, set()) for name in asked))
    known = {measure for _kind, measure in figures} or {MEASURES[0]}
    measures = tuple(measure for measure in MEASURES if measure in known)
    if every_row:
        return Scope(measures=measures)
    return Scope(
        tuple(kind for kind in KINDS if any(kind == part for part, _measure in figures)),
        measures,
        tuple(name for name in DETAILS if name in asked),
    )
