"""The examples in the docstrings of the pure rules hold."""

import doctest

import pytest
from logic_loader import load_logic, logic_modules


@pytest.mark.parametrize(("module", "name"), logic_modules())
def test_examples_hold(module, name):
    """Each example in `addons/<module>/logic/<name>.py` gives what it says."""
    said = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    for example in doctest.DocTestFinder().find(load_logic(module, name)):
        runner.run(example, out=said.append)
    assert not said, "".join(said)
