"""Which digest a seller is to be sent at a moment: by his own clock, once a day."""

from datetime import date, datetime, timedelta, tzinfo

from .places import local_day, local_moment

PATIENCE = timedelta(hours=4)  # a morning digest later than that is none any more


def digest_due(
    now: datetime, zone: tzinfo, hours: tuple[float, float], sent: tuple[date | None, date | None]
) -> str | None:
    """Return "morning" or "evening" when that digest is due and not sent on this local day, else None.

    The hours are those of the seller's clock on every day of the year. What was missed while no job ran is made up
    for until it is of no use any more: the morning's for some hours, the evening's until midnight.

    :param now: in UTC
    :param hours: of the morning and of the evening digest
    :param sent: the local days on which each was last sent

    >>> from zoneinfo import ZoneInfo
    >>> lisbon = ZoneInfo("Europe/Lisbon")
    >>> digest_due(datetime(2026, 7, 1, 17, 5), lisbon, (7.0, 18.0), (None, None))  # five past six in the evening
    'evening'
    >>> digest_due(datetime(2026, 12, 1, 17, 5), lisbon, (7.0, 18.0), (None, None))  # five past five
    """
    today = local_day(now, zone)
    morning, evening = (local_moment(today, hour, zone) for hour in hours)
    if now >= evening:
        return None if sent[1] == today else "evening"
    if morning <= now < morning + PATIENCE:
        return None if sent[0] == today else "morning"
    return None
