"""How alive a customer is, from what he bought and when he was last spoken to."""

from dataclasses import dataclass
from datetime import date

PROSPECT, NEW, ACTIVE, DORMANT, LOST = "prospect", "new", "active", "dormant", "lost"
STATUSES = (PROSPECT, NEW, ACTIVE, DORMANT, LOST)


@dataclass(frozen=True)
class ActivityRule:
    """How many days each stage lasts, the last day included."""

    new_days: int = 90
    dormant_days: int = 180
    lost_days: int = 365
    contact_days: int = 90


DEFAULT_RULE = ActivityRule()


def activity_status(
    first_order: date | None,
    last_order: date | None,
    last_contact: date | None,
    rule: ActivityRule,
    today: date,
) -> str:
    """The stage a customer is in. `res.partner._refresh_activity_status` says the same in SQL for all of
    them.

    A customer who never bought is a prospect. One whose first order is young is new. One who bought lately is active,
    then dormant, then lost; as long as somebody still speaks to him he is not given up, only dormant.

    >>> rule, today = ActivityRule(90, 180, 365, 90), date(2026, 12, 31)
    >>> activity_status(None, None, date(2026, 12, 30), rule, today)
    'prospect'
    >>> activity_status(date(2026, 10, 2), date(2026, 10, 2), None, rule, today)
    'new'
    >>> activity_status(date(2020, 1, 1), date(2026, 7, 4), None, rule, today)
    'active'
    >>> activity_status(date(2020, 1, 1), date(2026, 7, 3), None, rule, today)
    'dormant'
    >>> activity_status(date(2020, 1, 1), date(2025, 12, 30), None, rule, today)
    'lost'
    >>> activity_status(date(2020, 1, 1), date(2025, 12, 30), date(2026, 12, 1), rule, today)
    'dormant'
    """
    if first_order is None or last_order is None:
        return PROSPECT
    if (today - first_order).days <= rule.new_days:
        return NEW
    idle = (today - last_order).days
    if idle <= rule.dormant_days:
        return ACTIVE
    is_spoken_to = last_contact is not None and (today - last_contact).days <= rule.contact_days
    return DORMANT if idle <= rule.lost_days or is_spoken_to else LOST
