"""Reading Odoo's log: what should not be in it, and what its tests came to."""

import re
from dataclasses import dataclass
from pathlib import Path

from . import paths

LINE = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) (?P<database>\S+) (?P<logger>[^:\s]+): (?P<text>.*)$"
)
RESULT = re.compile(r"(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<run>\d+) tests")
BAD = ("WARNING", "ERROR", "CRITICAL")
# Python's own warnings are about other people's libraries unless one of our files stands in the traceback.
PYTHON_WARNINGS = "py.warnings"


@dataclass(frozen=True)
class Record:
    """One entry of the log, with the lines of its traceback."""

    level: str
    logger: str
    text: str


@dataclass(frozen=True)
class Counts:
    """What the tests of one run came to."""

    run: int
    failed: int


def records(log: Path) -> list[Record]:
    """Every entry of a log, lines that continue one joined to it."""
    found: list[Record] = []
    for line in log.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if match:
            found.append(Record(match["level"], match["logger"], match["text"]))
        elif found:
            last = found[-1]
            found[-1] = Record(last.level, last.logger, f"{last.text}\n{line}")
    return found


def complaints(log: Path) -> list[Record]:
    """Warnings and errors that a clean run has none of."""
    return [record for record in records(log) if record.level in BAD and not _is_foreign(record)]


def _is_foreign(record: Record) -> bool:
    return record.logger == PYTHON_WARNINGS and str(paths.ADDONS) not in record.text


def test_counts(log: Path) -> Counts:
    """Tests run and failed, summed over the phases of the run."""
    matches = [RESULT.search(record.text) for record in records(log) if record.logger == "odoo.tests.result"]
    found = [match for match in matches if match]
    failed = sum(int(match["failed"]) + int(match["errors"]) for match in found)
    return Counts(sum(int(match["run"]) for match in found), failed)
