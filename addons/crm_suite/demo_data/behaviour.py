"""How each demo customer behaves: what, how much and since when it buys, and how it pays."""

from dataclasses import dataclass

from .assortment import products

EVERYTHING = ("tools", "plumbing", "lighting", "paints", "safety")
YEAR_AGO, TODAY = -357, -2


@dataclass(frozen=True)
class Customer:
    """`pays`: prompt, late, cheque (post-dated), bill (of exchange) or bounces (cheques that come back)."""

    key: str
    size: str
    pays: str
    families: tuple[str, ...] = EVERYTHING
    first_day: int = YEAR_AGO
    last_day: int = TODAY
    warehouse: str = "warehouse_porto"

    @property
    def products(self) -> tuple[str, ...]:
        """What the customer may order."""
        return products(*self.families)

    @property
    def days(self) -> int:
        """How long the customer has been buying."""
        return self.last_day - self.first_day


def _north(key: str, size: str, pays: str, *families: str, **options) -> Customer:
    return Customer(f"customer_{key}", size, pays, families or EVERYTHING, **options)


def _south(key: str, size: str, pays: str, *families: str, **options) -> Customer:
    return _north(key, size, pays, *families, warehouse="warehouse_lisboa", **options)


# Bought until half a year ago; until two months ago; since a month; never.
LOST, DORMANT, NEW, PROSPECT = (
    {"last_day": -210},
    {"last_day": -100},
    {"first_day": -28},
    {"first_day": TODAY},
)

CUSTOMERS = (
    _north("ferragens_douro", "a", "cheque"),
    _north("casa_minho", "a", "prompt"),
    _north("drogaria_ave", "c", "prompt", "paints", **LOST),
    _north("construnorte", "a", "bill", "tools", "lighting", "paints"),
    _north("tras_os_montes", "b", "late", "tools", "plumbing"),
    _north("lima", "c", "prompt", "tools", "safety"),
    _north("ria", "b", "cheque", "paints", "safety", "tools"),
    _north("mondego", "b", "late", "plumbing"),
    _north("viriato", "a", "bill"),
    _north("estrela", "c", "bounces", "tools", "safety"),
    _north("liz", "b", "prompt", "lighting", "safety"),
    _south("alfama", "c", "prompt", "paints", "lighting"),
    _south("tejo", "a", "prompt"),
    _south("sado", "b", "late", "paints", "tools"),
    _south("ribatejo", "b", "bounces", "tools", "plumbing"),
    _south("alentejo", "c", "late", **DORMANT),
    _south("algarve", "b", "cheque", "plumbing"),
    _south("funchal", "c", "prompt", **NEW),
    _south("ponta_delgada", "c", "prompt", **DORMANT),
    _north("vigo", "a", "prompt"),
    _north("coruna", "b", "late", "tools", "lighting"),
    _south("madrid", "a", "bill"),
    _south("sevilla", "b", "late", "tools", "paints"),
    _south("valencia", "c", "prompt", **PROSPECT),
    _south("barcelona", "b", "prompt", **NEW),
    _north("sao_paulo", "a", "prompt", "tools", "plumbing", "safety"),
    _north("rio", "b", "late", "tools", "lighting"),
    _north("belo_horizonte", "c", "prompt", "plumbing"),
    _north("porto_alegre", "b", "prompt", "tools"),
    _north("recife", "c", "prompt", "paints", **LOST),
    _north("tel_aviv", "a", "cheque", "tools", "safety"),
    _north("haifa", "b", "prompt"),
    _north("jerusalem", "c", "late", "plumbing"),
    _north("beer_sheva", "c", "prompt", "paints", **NEW),
)
