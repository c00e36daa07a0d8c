"""Runs the groups side by side, a line for each as it ends, and sums them up."""

import contextlib
import os
import time
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed

from .. import tools
from ..console import Failure, say
from ..postgres import Server
from . import addon_groups, lint_groups, pytest_groups
from .outcome import Group, Outcome

SHOWN_LINES = 40


def run(server: Server, kinds: list[str], key: str | None) -> int:
    """Run the groups of these kinds (all when none is named); returns the exit status.

    `key` keeps the groups whose name holds it, else the single tests whose name does.
    """
    tools.ensure(development=True)
    groups = [group for group in _groups(server, key) if not kinds or group.kind in kinds]
    if not groups:
        raise Failure(f"No test matches {key!r}." if key else "No tests there.")
    passed = failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        started = {pool.submit(_timed, group): group for group in groups}
        try:
            for future in as_completed(started):
                group, (outcome, seconds) = started[future], future.result()
                _report(group, outcome, seconds)
                passed, failed = passed + outcome.passed, failed + outcome.failed
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            _end_children()
            raise
    say(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def _groups(server: Server, key: str | None) -> list[Group]:
    # The long ones first, so that no core is left alone with one at the end.
    makers = (addon_groups.groups, pytest_groups.stories, lint_groups.groups, pytest_groups.logic)
    return [group for make in makers for group in make(server, key)]


def _end_children() -> None:
    """End what the groups are running, so that each can drop its database and leave."""
    import psutil

    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            child.terminate()


def _timed(group: Group) -> tuple[Outcome, float]:
    start = time.monotonic()
    try:
        outcome = group.run()
    except Failure as failure:
        outcome = Outcome(0, 1, str(failure))
    except Exception:
        outcome = Outcome(0, 1, traceback.format_exc())
    return outcome, time.monotonic() - start


def _report(group: Group, outcome: Outcome, seconds: float) -> None:
    name = f"{group.kind} {group.name}"
    say(f"{name:<44} {outcome.passed:>5} passed {outcome.failed:>4} failed {seconds:>6.0f} s")
    if outcome.failed:
        lines = outcome.explanation.splitlines()
        say("\n".join(f"    {line}" for line in lines[:SHOWN_LINES]))
        if len(lines) > SHOWN_LINES:
            say(f"    … {len(lines) - SHOWN_LINES} lines more")
