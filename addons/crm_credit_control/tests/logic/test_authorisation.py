"""Ceilings to the cent, and no release carries further than it says."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

rules = load_logic("crm_credit_control", "authorisation")
MONEY = st.decimals(min_value="-100000", max_value="100000", places=2)
TODAY = date(2026, 3, 2)
BOTH = ("credit", "obligo")


def test_the_ceiling_itself_is_allowed_and_a_cent_more_is_not():
    standing = rules.Standing(Decimal(0), Decimal(0), Decimal(1000), None)
    assert rules.ceiling_findings(standing, Decimal(1000), BOTH) == ()
    (found,) = rules.ceiling_findings(standing, Decimal("1000.01"), BOTH)
    assert (found.reason, found.excess) == ("credit", Decimal("0.01"))


def test_a_ceiling_of_nothing_is_not_no_ceiling():
    nothing = rules.Standing(Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    assert len(rules.ceiling_findings(nothing, Decimal("0.01"), BOTH)) == 2
    unlimited = rules.Standing(Decimal(0), Decimal(0))
    assert rules.ceiling_findings(unlimited, Decimal(10**9), BOTH) == ()


@given(credit=MONEY, ceiling=MONEY, amount=st.decimals(min_value="-100000", max_value="0", places=2))
def test_what_adds_nothing_is_never_found(credit, ceiling, amount):
    standing = rules.Standing(credit, credit, ceiling, ceiling)
    assert rules.ceiling_findings(standing, amount, BOTH) == ()


@given(excess=st.decimals(0, 100000, places=2), tolerance=st.decimals(0, 50, places=2), more=MONEY)
def test_release_covers_its_excess_and_the_tolerance_on_top(excess, tolerance, more):
    release = rules.Release("credit", Decimal(1000) + excess, excess, tolerance)
    found = rules.Finding("credit", Decimal(0), Decimal(1000), excess + more)
    within = more <= (Decimal(1000) + excess) * tolerance / 100
    assert rules.is_covered(found, [release], TODAY) == within


def test_release_of_one_reason_or_line_covers_no_other():
    release = rules.Release("stock", Decimal(10), Decimal(10), Decimal(0), line_id=7)
    assert rules.is_covered(rules.Finding("stock", Decimal(10), Decimal(0), Decimal(10), 7), [release], TODAY)
    for reason, line in (("stock", 8), ("stock", None), ("below_cost", 7)):
        other = rules.Finding(reason, Decimal(10), Decimal(0), Decimal(10), line)
        assert not rules.is_covered(other, [release], TODAY)
