"""Pytest must not import the add-ons themselves: their `__init__.py` needs a running Odoo."""

import pytest

from logic_loader import register_packages

register_packages()


def pytest_collect_directory(path, parent):
    """Every folder is a plain folder, also where an `__init__.py` makes it a package of Odoo."""
    return pytest.Dir.from_parent(parent, path=path)
