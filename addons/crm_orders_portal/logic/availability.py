"""What a customer is told about stock: nothing, a word, or the figure, as the company chooses."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Availability:
    """`band`: in_stock, low, coming, out, or empty when nothing is told; `figure` only when all is told."""

    band: str = ""
    figure: float | None = None
    arrival: date | None = None


def availability(
    available: float,
    incoming: float,
    *,
    display: str,
    low_below: float,
    is_stocked: bool = True,
    arrival: date | None = None,
) -> Availability:
    """The band of `available` pieces, `incoming` more being on order, the next on the day `arrival`, under `display`.

    A product that is not kept in stock (a service, something made to order) is always to be had.

    >>> availability(3, 0, display="band", low_below=10)
    Availability(band='low', figure=None, arrival=None)
    >>> availability(-2, 5, display="figure", low_below=10)
    Availability(band='coming', figure=0, arrival=None)
    >>> availability(3, 0, display="hidden", low_below=10)
    Availability(band='', figure=None, arrival=None)
    """
    if display == "hidden":
        return Availability()
    if not is_stocked:
        return Availability("in_stock")
    if available > 0:
        band = "low" if available < low_below else "in_stock"
    else:
        band = "coming" if available + incoming > 0 else "out"
    return Availability(
        band,
        figure=max(available, 0) if display == "figure" else None,
        # Where the first goods to come are promised already, their day is no promise to anybody else.
        arrival=arrival if band == "coming" else None,
    )
