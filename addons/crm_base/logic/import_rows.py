"""Rows on their way into the database: refusals, notes, batches, and what a run remembers between batches."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Why a row cannot come in: its number in the file, the column (None for the whole row), the reason.

    A `note` does not keep the row out; it tells what was left behind.
    """

    number: int
    column: str | None
    reason: str
    note: bool = False


class ImportRow:
    """One row: its number in the file (as the spreadsheet shows it), the cells as they came, the values read.

    `values` has only what the row says: a blank cell leaves what is in the database as it is.
    """

    def __init__(self, number: int, cells: tuple = (), values: dict | None = None):
        self.number = number
        self.cells = cells
        self.values = {} if values is None else values
        self.refusals: list[Refusal] = []
        self.outcome = ""

    def __getitem__(self, name: str):
        """The value of a column, None where the file has no such column or the cell is blank."""
        return self.values.get(name)

    @property
    def is_refused(self) -> bool:
        """Whether anything keeps the row out."""
        return any(not refusal.note for refusal in self.refusals)

    def refuse(self, column: str | None, reason: str) -> None:
        """Keep this row out, telling why; the other rows go on."""
        self.refusals.append(Refusal(self.number, column, reason))

    def note(self, column: str | None, reason: str) -> None:
        """Let the row in, telling what was left behind or decided."""
        self.refusals.append(Refusal(self.number, column, reason, note=True))

    def reset(self) -> None:
        """Forget what an attempt that was rolled back said."""
        self.refusals, self.outcome = [], ""


class RowBatch(list):
    """Rows handled together; `memory` lives for the whole run (look-ups, what the end of the run needs).

    What is put into `memory` must be a plain value, or a dict or list of such: it is copied one level deep,
    so that a batch that was rolled back leaves no trace of what it created.
    """

    def __init__(self, rows: Iterable[ImportRow], memory: dict):
        super().__init__(rows)
        self.memory = memory

    def trial(self, rows: Iterable[ImportRow] | None = None) -> "RowBatch":
        """The same rows, or some of them, with a memory of their own.

        >>> batch = RowBatch([ImportRow(2)], {"teams": {1: 7}})
        >>> attempt = batch.trial()
        >>> attempt.memory["teams"][2] = 8
        >>> batch.memory
        {'teams': {1: 7}}
        """
        memory = {key: copy.copy(value) for key, value in self.memory.items()}
        return RowBatch(self if rows is None else rows, memory)

    def halves(self, group: str | None = None) -> list[list[ImportRow]]:
        """The rows in two parts, never cutting a group; one part when there is only one row or group.

        >>> [len(half) for half in RowBatch([ImportRow(n) for n in range(5)], {}).halves()]
        [2, 3]
        """
        units = list(_units(self, group))
        if len(units) < 2:
            return [list(self)]
        middle = len(units) // 2
        return [[row for unit in part for row in unit] for part in (units[:middle], units[middle:])]


def batches(rows: Iterable[ImportRow], size: int, group: str | None = None) -> Iterator[list[ImportRow]]:
    """Lists of about `size` rows; rows of one group value that follow each other stay together.

    >>> rows = [ImportRow(n, values={"order": order}) for n, order in enumerate("AAABBC")]
    >>> [[row.number for row in batch] for batch in batches(rows, 2, "order")]
    [[0, 1, 2], [3, 4], [5]]
    """
    batch: list[ImportRow] = []
    for unit in _units(rows, group):
        if batch and len(batch) + len(unit) > size:
            yield batch
            batch = []
        batch.extend(unit)
    if batch:
        yield batch


def _units(rows: Iterable[ImportRow], group: str | None) -> Iterator[list[ImportRow]]:
    unit: list[ImportRow] = []
    for row in rows:
        if unit and (group is None or row[group] is None or row[group] != unit[0][group]):
            yield unit
            unit = []
        unit.append(row)
    if unit:
        yield unit
