"""What a group of tests is and what it came to."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """The result of one group: counts, and what to read when something failed."""

    passed: int
    failed: int
    explanation: str = ""


@dataclass(frozen=True)
class Group:
    """Tests that run together: their kind (lint, logic, addons, modules, e2e), a name, and the way to run them."""

    kind: str
    name: str
    run: Callable[[], Outcome]
