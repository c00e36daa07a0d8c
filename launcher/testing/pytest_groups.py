"""Groups that pytest runs: the pure rules without Odoo, and the stories on a running server."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from .. import odoo_command, paths
from ..console import Failure, relative
from ..postgres import Server
from .outcome import Group, Outcome
from .selection import matching_tests

TESTS = paths.ROOT / "tests"
DOCTESTS = TESTS / "test_logic_doctests.py"
REPOSITORY = TESTS / "test_repository.py"
NOTHING_COLLECTED = 5


def logic(server: Server, key: str | None) -> list[Group]:
    """One group: the tests and the examples of every add-on's pure rules."""
    files = [DOCTESTS, *sorted(paths.ADDONS.glob("*/tests/logic/test_*.py"))]
    return _selected(server, "logic", "all", files, key)


def stories(server: Server, key: str | None) -> list[Group]:
    """One group per file of `tests/` that needs a server."""
    files = sorted(set(TESTS.glob("test_*.py")) - {DOCTESTS, REPOSITORY})
    return [
        group
        for file in files
        for group in _selected(server, "e2e", file.stem.removeprefix("test_"), [file], key)
    ]


def repository(server: Server, key: str | None) -> list[Group]:
    """The house rules."""
    return _selected(server, "lint", "repository", [REPOSITORY] if REPOSITORY.exists() else [], key)


def _selected(server: Server, kind: str, name: str, files: list[Path], key: str | None) -> list[Group]:
    options: list[str] = []
    if key and key not in name:
        files = [file for file in files if matching_tests(file, key)]
        options = ["-k", key]
    return [Group(kind, name, lambda: _run(server, kind, name, files, options))] if files else []


def _run(server: Server, kind: str, name: str, files: list[Path], options: list[str]) -> Outcome:
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    log, report = paths.LOGS / f"test-{kind}-{name}.log", paths.LOGS / f"test-{kind}-{name}.xml"
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", f"--junitxml={report}", *options, *files]
    with log.open("w") as output:
        code = subprocess.run(
            command,
            stdout=output,
            stderr=output,
            env=odoo_command.environment(server),
            cwd=paths.ROOT,
            check=False,
        ).returncode
    if code not in (0, 1):
        if code == NOTHING_COLLECTED:
            return Outcome(0, 0)
        raise Failure(f"pytest ended with status {code}:\n{log.read_text(errors='replace')[-2000:]}")
    return _outcome(report, log)


def _outcome(report: Path, log: Path) -> Outcome:
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))
    total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    text = log.read_text(errors="replace").splitlines()
    summary = [line for line in text if line.startswith(("FAILED", "ERROR", "E  "))]
    return Outcome(total - skipped - failed, failed, "\n".join([*summary, f"The whole log: {relative(log)}"]))
