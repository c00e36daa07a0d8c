"""Tiers: whatever makes up a volume, in whatever order and in whatever steps, earns the same to the cent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

tiers = load_logic("crm_agents", "tiers")
limits = load_logic("crm_agents", "limits")

money = st.decimals(-50_000, 50_000, places=2)
rates = st.decimals(0, 30, places=2)
scales = st.builds(
    tiers.Scale,
    mode=st.sampled_from(["marginal", "retroactive"]),
    tiers=st.dictionaries(st.decimals(0, 40_000, places=2), rates, min_size=1, max_size=5).map(
        lambda rows: tuple(tiers.Tier(above, rate) for above, rate in rows.items())
    ),
)


@given(scale=scales, volumes=st.lists(money, max_size=8), data=st.data())
def test_any_order_adds_up_to_the_worth(scale, volumes, data):
    for order in (volumes, data.draw(st.permutations(volumes))):
        steps = tiers.tier_steps(scale, Decimal(0), order)
        assert sum(step.amount + step.correction for step in steps) == tiers.worth(
            scale, sum(volumes, Decimal(0))
        )


@given(scale=scales, volumes=st.lists(money, max_size=8))
def test_what_comes_and_goes_leaves_nothing(scale, volumes):
    there_and_back = [*volumes, *(-volume for volume in volumes)]
    steps = tiers.tier_steps(scale, Decimal(0), there_and_back)
    assert sum(step.amount + step.correction for step in steps) == 0


@given(scale=scales, start=money, end=money)
def test_slices_are_the_whole_way(scale, start, end):
    assert sum((part for part, _rate in tiers.slices(scale, start, end)), Decimal(0)) == end - start


@given(scale=scales, volume=money)
def test_next_tier_pays_its_rate(scale, volume):
    tier = tiers.next_tier(scale, volume)
    if tier:
        assert tiers.rate_at(scale, tier.above + Decimal("0.01")) == tier.rate
        assert tier.above >= volume


@given(earned=st.lists(money, min_size=1, max_size=6), low=money, width=st.decimals(0, 10_000, places=2))
def test_limits_booked_again_and_again_come_to_the_same(earned, low, width):
    """A run after each late entry books the differences; together they are what one run at the end books."""
    booked = total = Decimal(0)
    for amount in earned:
        total += amount
        booked += limits.missing(total, booked, low, low + width)[1]
        assert limits.missing(total, booked, low, low + width)[1] == 0
    assert booked == limits.missing(total, Decimal(0), low, low + width)[1]
    assert low <= total + booked <= low + width
