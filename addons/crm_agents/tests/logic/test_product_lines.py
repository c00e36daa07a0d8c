"""In which of several product lines a product falls."""

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

product_lines = load_logic("crm_agents", "product_lines")
Line, closest = product_lines.ProductLine, product_lines.closest

NEAREST_FIRST = (9, 8, 7)
BRAND = 5


def test_its_own_family_before_one_above_whatever_the_order():
    near, far = Line(1, frozenset({8})), Line(2, frozenset({7}))
    assert closest([near, far], NEAREST_FIRST, None) == closest([far, near], NEAREST_FIRST, None) == 1


def test_its_brand_before_any_family():
    own, branded = Line(1, frozenset({9})), Line(2, brands=frozenset({BRAND}))
    assert closest([own, branded], NEAREST_FIRST, BRAND) == 2
    assert closest([own, branded], NEAREST_FIRST, 6) == 1


def test_brand_in_families_needs_both_and_is_closest():
    both, branded = Line(1, frozenset({7}), frozenset({BRAND})), Line(2, brands=frozenset({BRAND}))
    assert closest([branded, both], NEAREST_FIRST, BRAND) == 1
    assert closest([branded, both], (4,), BRAND) == 2
    assert closest([both], NEAREST_FIRST, None) is None


def test_of_equals_the_first():
    assert closest([Line(2, frozenset({9})), Line(1, frozenset({9, 4}))], NEAREST_FIRST, None) == 2


keys = st.frozensets(st.integers(1, 6), max_size=3)
lines = st.lists(
    st.builds(Line, key=st.integers(1, 50), families=keys, brands=keys), unique_by=lambda line: line.key
)


@given(lines, st.lists(st.integers(1, 6), unique=True), st.integers(1, 6))
def test_one_that_fits_unless_none_does(candidates, families, brand):
    fitting = {
        line.key
        for line in candidates
        if (not line.families or line.families & set(families)) and (not line.brands or brand in line.brands)
    }
    found = closest(candidates, families, brand)
    assert found in fitting if fitting else found is None
