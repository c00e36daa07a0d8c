"""What a customer is told about stock: nothing, a word, or the figure, as the company chooses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Availability:
    """`band`: in_stock, low, coming, out, or empty when the company tells nothing; `figure` only when it tells all."""

    band: str = ""
    figure: float | None = None


def availability(
    available: float, incoming: float, *, display: str, low_below: float, is_stocked: bool = True
) -> Availability:
    """The band of `available` pieces, `incoming` more being on order, under the company's `display`.

    A product that is not kept in stock (a service, something made to order) is always to be had.

    >>> availability(3, 0, display="band", low_below=10)
    Availability(band='low', figure=None)
    >>> availability(-2, 5, display="figure", low_below=10)
    Availability(band='coming', figure=0)
    >>> availability(3, 0, display="hidden", low_below=10)
    Availability(band='', figure=None)
    """
    if display == "hidden":
        return Availability()
    if not is_stocked:
        return Availability("in_stock")
    if available > 0:
        band = "low" if available < low_below else "in_stock"
    else:
        band = "coming" if available + incoming > 0 else "out"
    return Availability(band, max(available, 0) if display == "figure" else None)
