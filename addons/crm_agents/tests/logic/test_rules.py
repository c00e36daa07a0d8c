"""Which rule decides, and on which days shares are overbooked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

rules = load_logic("crm_agents", "rules")
shares = load_logic("crm_agents", "shares")

DAY = date(2026, 1, 1)
SALE = rules.Sale(
    DAY, agent=1, customer=2, customer_groups=frozenset({5, 4}), product=3, families=(9, 8, 7), brand=6
)


def _choose(*candidates):
    found = rules.choose_rule(candidates, SALE)
    return found and found.key


def test_first_match_decides_unless_only_the_family_differs():
    one = Decimal(1)
    assert _choose(rules.Rule(1, one), rules.Rule(2, one, family=9)) == 1
    assert (
        _choose(rules.Rule(1, one, family=7), rules.Rule(2, one, brand=6), rules.Rule(3, one, family=9)) == 3
    )
    assert _choose(rules.Rule(1, one, family=7), rules.Rule(2, one, family=9, brand=6)) == 1
    assert _choose(rules.Rule(1, one, family=7, agent=1), rules.Rule(2, one, family=8, agent=1)) == 2
    assert _choose(rules.Rule(1, one, brand=66), rules.Rule(2, one, customer_group=4)) == 2
    assert _choose(rules.Rule(1, one, product=33)) is None


def test_edges_of_validity():
    for first, last, found in (
        (DAY, DAY, 1),
        (DAY + timedelta(1), None, None),
        (None, DAY - timedelta(1), None),
    ):
        assert _choose(rules.Rule(1, Decimal(1), date_from=first, date_to=last)) == found


def test_discount_and_margin_match_from_their_edge():
    """Equal or more matches, a cent less does not."""
    for name in ("discount_from", "margin_from"):
        for edge, found in ((Decimal("10.00"), 1), (Decimal("10.01"), None)):
            sale = replace(SALE, discount=Decimal("10.00"), margin=Decimal("10.00"))
            rule = rules.choose_rule([rules.Rule(1, Decimal(1), **{name: edge})], sale)
            assert (rule and rule.key) == found


days = st.one_of(st.none(), st.dates(DAY, DAY + timedelta(40)))
assignments = st.lists(
    st.builds(
        shares.Assignment,
        agent=st.integers(1, 3),
        share=st.integers(1, 100).map(Decimal),
        date_from=days,
        date_to=days,
        line=st.sampled_from((None, 4, 5)),
    ),
    max_size=6,
)


def _totals(rows, day):
    totals = {}
    for row in rows:
        if row.holds_on(day):
            totals[row.line] = totals.get(row.line, 0) + row.share
    return totals


@given(assignments)
def test_overbooked_as_found_day_by_day(rows):
    horizon = [date.min, *(DAY + timedelta(number) for number in range(60))]
    overbooked = (day for day in horizon if any(total > 100 for total in _totals(rows, day).values()))
    assert shares.first_overbooked_day(rows) == next(overbooked, None)


@given(assignments, st.dates(DAY, DAY + timedelta(40)))
def test_document_shares_of_each_product_line_are_whole(rows, day):
    if shares.first_overbooked_day(rows):
        return
    found = {}
    for agent, share, line in shares.document_shares(rows, day, house=99):
        found.setdefault(line, {})[agent] = share
    assert {line: sum(parts.values()) for line, parts in found.items()} == dict.fromkeys(
        _totals(rows, day), 100
    )
