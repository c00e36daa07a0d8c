"""By which marks two customers are recognised as one."""

from dataclasses import dataclass

from .company_names import normal_name
from .email_addresses import company_domain, normal_emails
from .phone_numbers import normal_phone
from .tax_ids import normal_tax_id

TAX_ID, PHONE, EMAIL, DOMAIN, NAME, SIMILAR_NAME = (
    "tax_id",
    "phone",
    "email",
    "domain",
    "name",
    "similar_name",
)
# An equal one of these names the same customer; the others only point that way.
CERTAIN_KINDS = frozenset({TAX_ID, PHONE, EMAIL, NAME})
KINDS = (TAX_ID, EMAIL, PHONE, NAME, SIMILAR_NAME, DOMAIN)

# Likeness (share of common letter groups, 0..1) from which two names are called similar.
SIMILARITY = 0.6
# Shorter names share too many letter groups with others by chance.
SHORTEST_SIMILAR_NAME = 5
# So many of the names like a given one are looked at, the nearest first.
NEAREST_NAMES = 50
# Longer texts do not fit into an index; what is beyond tells nobody apart.
LONGEST_VALUE = 200


@dataclass(frozen=True)
class Identity:
    """What a customer is known by, as typed. `country` is an ISO code, `calling_code` that country's, without
    "+".
    """

    name: str = ""
    tax_id: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    country: str = ""
    calling_code: int | None = None
    is_main_record: bool = True


@dataclass(frozen=True, order=True)
class Key:
    """One mark in normal form. `country` narrows a tax number, which only is unique within its country."""

    kind: str
    value: str
    country: str = ""


def identity_keys(identity: Identity) -> tuple[Key, ...]:
    """Every mark of a customer, sorted, none twice. A contact person's name is no mark: many are namesakes.

    >>> for key in identity_keys(Identity(name="Açor, Lda", tax_id="PT501442600", email="geral@acor.pt")):
    ...     print(key.kind, key.value, key.country)
    domain acor.pt
    email geral@acor.pt
    name acor
    tax_id 501442600 PT
    >>> identity_keys(Identity(name="Açor, Lda", is_main_record=False))
    ()
    """
    emails = normal_emails(identity.email)
    keys = {Key(EMAIL, address) for address in emails}
    keys |= {Key(DOMAIN, domain) for domain in map(company_domain, (*emails, identity.website)) if domain}
    tax_id = normal_tax_id(identity.tax_id, identity.country)
    if tax_id:
        keys.add(Key(TAX_ID, tax_id.number, tax_id.country))
    phone = normal_phone(identity.phone, identity.calling_code)
    if phone:
        keys.add(Key(PHONE, phone))
    name = normal_name(identity.name) if identity.is_main_record else ""
    if name:
        keys.add(Key(NAME, name))
    return tuple(sorted(Key(key.kind, key.value[:LONGEST_VALUE], key.country) for key in keys))


def is_certain(kinds: frozenset[str] | set[str]) -> bool:
    """Whether customers that share these marks are the same one rather than merely alike.

    >>> is_certain({"domain", "similar_name"}), is_certain({"domain", "phone"})
    (False, True)
    """
    return bool(CERTAIN_KINDS & set(kinds))


@dataclass(frozen=True)
class Match:
    """A customer found: its id, the marks it shares, and how alike the names are (0..1)."""

    partner_id: int
    kinds: frozenset[str]
    score: float = 1.0

    @property
    def is_certain(self) -> bool:
        """Whether it is the same customer rather than one that is merely alike."""
        return is_certain(self.kinds)


def best_first(matches: list[Match]) -> list[Match]:
    """Certain matches first, then by number of shared marks and likeness.

    >>> alike, same = Match(1, frozenset({"similar_name"}), 0.9), Match(2, frozenset({"phone"}))
    >>> [match.partner_id for match in best_first([alike, same])]
    [2, 1]
    """
    return sorted(
        matches, key=lambda match: (not match.is_certain, -len(match.kinds), -match.score, match.partner_id)
    )
