"""The examples in the docstrings of the pure rules hold."""

import doctest

import pytest
from logic_loader import load_logic, logic_modules


@pytest.mark.parametrize(("module", "name"), logic_modules())
def test_examples_hold(module, name):
    """Each example in `addons/<module>/logic/<name>.py` gives what it says."""
    result = doctest.testmod(load_logic(module, name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0, f"{result.failed} of {result.attempted} examples differ; run with -s to see them"
