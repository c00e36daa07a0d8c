"""Groups of lint."""

from ..postgres import Server
from . import pytest_groups
from .outcome import Group


def groups(server: Server, key: str | None) -> list[Group]:
    """The house rules."""
    return pytest_groups.repository(server, key)
