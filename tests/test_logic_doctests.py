"""The examples in the docstrings of the pure rules hold."""

import doctest

import pytest

from logic_loader import load_logic, logic_modules

# The path of an exception's class differs between Odoo and here.
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


@pytest.mark.parametrize(("module", "name"), logic_modules())
def test_examples_hold(module, name):
    """Each example in `addons/<module>/logic/<name>.py` gives what it says."""
    said = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for example in doctest.DocTestFinder().find(load_logic(module, name)):
        runner.run(example, out=said.append)
    assert not said, "".join(said)
