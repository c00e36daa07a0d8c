from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

statement = load_logic("crm_orders_portal", "statement")
availability = load_logic("crm_orders_portal", "availability")
DAY = date(2026, 5, 1)
AMOUNTS = st.lists(st.decimals(-10_000, 10_000, places=2), max_size=30)


@given(st.decimals(-1000, 1000, places=2), AMOUNTS)
def test_last_balance_is_opening_plus_all(opening, amounts):
    rows = statement.running(opening, [statement.Entry(DAY, "X", amount) for amount in amounts])
    closing = rows[-1].balance if rows else opening
    assert closing == opening + sum(amounts, Decimal(0))
    assert all(row.debit - row.credit == row.entry.amount for row in rows)


@given(AMOUNTS)
def test_overdue_is_never_more_than_what_is_owed(amounts):
    items = [statement.Entry(DAY, "X", amount, due=DAY, residual=amount) for amount in amounts]
    debt = statement.debt(items, date(2026, 5, 2))
    assert debt.overdue == sum((amount for amount in amounts if amount > 0), Decimal(0))
    assert statement.debt(items, DAY).overdue == 0


def test_bands_never_show_a_figure():
    bands = [
        availability.availability(available, incoming, display="band", low_below=5)
        for available, incoming in ((50, 0), (4, 0), (0, 3), (-3, 3), (-3, 4))
    ]
    assert [band.band for band in bands] == ["in_stock", "low", "coming", "out", "coming"]
    assert all(band.figure is None for band in bands)
