"""One normal form for a tax number written with or without the country it belongs to."""

import re
from dataclasses import dataclass

_PREFIXES_TEXT = """
AT BE BG BR CH CY CZ DE DK EE EL ES FI FR GB GR HR HU IE IL IT LT LU LV MT NL NO PL PT RO RS SE SI SK XI
"""
_PREFIXES = frozenset(_PREFIXES_TEXT.split())
# Tax authorities and the EU write these countries differently from ISO 3166.
_ISO_COUNTRY = {"EL": "GR", "XI": "GB"}
_SWISS = re.compile(r"^CHE?(\d{9})(?:TVA|MWST|IVA|HR)?$")
# Portugal's and Spain's numbers for an unnamed final consumer stand on thousands of customers.
_PLACEHOLDERS = frozenset({"999999990", "00000000T", "123456789"})
_SHORTEST = 5


@dataclass(frozen=True)
class TaxId:
    """A tax number: `number` without country, and the ISO `country` it is known to belong to, or empty."""

    number: str
    country: str = ""


def normal_tax_id(text: str | None, country: str | None = None) -> TaxId | None:
    """The tax number in normal form, or None when it names nobody. `country`: ISO code of the customer's
    country.

    >>> normal_tax_id("PT 501 442 600"), normal_tax_id("501442600", "PT")
    (TaxId(number='501442600', country='PT'), TaxId(number='501442600', country='PT'))
    >>> normal_tax_id("ESB-12345674").number == normal_tax_id("b12345674").number
    True
    >>> normal_tax_id("EL094259216").country
    'GR'
    >>> normal_tax_id("12.345.678/0001-95", "BR").number, normal_tax_id("CHE-123.456.788 TVA").number
    ('12345678000195', '123456788')
    >>> normal_tax_id("999999990", "PT"), normal_tax_id("/"), normal_tax_id("0000000")
    (None, None, None)
    """
    compact = "".join(char for char in (text or "").upper() if char.isalnum())
    country = (country or "").upper()
    prefix, rest = compact[:2], compact[2:]
    swiss = _SWISS.match(compact)
    if swiss:
        number, country = swiss.group(1), "CH"
    elif _is_prefix(prefix, rest, country):
        number, country = rest, _ISO_COUNTRY.get(prefix, prefix)
    else:
        number = compact
    if number.isdecimal():
        # Registers print the same number with and without leading zeros (Israel, Brazil).
        number = number.lstrip("0")
    if len(number) < _SHORTEST or len(set(number)) == 1 or number in _PLACEHOLDERS:
        return None
    return TaxId(number, country)


def _is_prefix(prefix: str, rest: str, country: str) -> bool:
    """Whether two leading letters name a country rather than being part of the number itself.

    >>> _is_prefix("PT", "501442600", ""), _is_prefix("US", "123456789", "US"), _is_prefix("SC", "123456", "")
    (True, True, False)
    """
    return (
        (prefix in _PREFIXES or prefix == country != "")
        and len(rest) >= _SHORTEST
        and any(map(str.isdecimal, rest))
    )
