"""Dates of imported sheets: every usual way of writing one gives the day that was meant."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

dates = load_logic("crm_base", "import_dates")
CellError = load_logic("crm_base", "import_cells").CellError
DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(2069, 12, 31))
FORMS = st.sampled_from(
    ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S"]
)


@given(DAYS, FORMS)
def test_what_was_written_is_read(day, form):
    """Day first, ISO and compact, with or without a time."""
    assert dates.read_date(day.strftime(form)) == day


@given(DAYS, st.sampled_from(["%m/%d/%Y", "%m-%d-%y"]))
def test_month_first(day, form):
    """The American order, once the file shows it."""
    assert dates.read_date(day.strftime(form), day_first=False) == day


@given(DAYS)
def test_serial_numbers(day):
    """A date cell that lost its format is a count of days."""
    assert dates.read_date(float((day - date(1899, 12, 30)).days)) == day


@given(st.lists(DAYS, min_size=1), st.booleans())
def test_order_is_found_when_a_day_is_over_twelve(days, day_first):
    """One day after the twelfth decides for the column."""
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    texts = [day.strftime(form) for day in [*days, date(2026, 5, 25)]]
    assert dates.infer_day_first(texts, not day_first) == day_first


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    """No text raises anything but the refusal."""
    try:
        day = dates.read_date(text)
    except CellError:
        return
    assert date(1900, 1, 1) <= day < date(2200, 1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 Jul 1996", date(1996, 7, 4)),
        ("July 4, 1996", date(1996, 7, 4)),
        ("4 de julho de 1996", date(1996, 7, 4)),
        ("4 de marzo del 2026", date(2026, 3, 4)),
        ("4 במרץ 2026", date(2026, 3, 4)),
        ("1996-07-04T00:00:00Z", date(1996, 7, 4)),
    ],
)
def test_words(text, day):
    """Months as words in our four languages."""
    assert dates.read_date(text) == day


@pytest.mark.parametrize(
    "value", ["31/02/2026", "00/01/2026", "2026-13-01", "yesterday", "1", 0.5, 1e9, datetime(9999, 1, 1)]
)
def test_no_date(value):
    """What is no day of our centuries is refused."""
    with pytest.raises(CellError):
        dates.read_date(value)
