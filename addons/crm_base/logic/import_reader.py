"""Lines of a sheet become rows with values: every cell read, every fault told with its column."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from .import_cells import CellError, is_blank
from .import_columns import ColumnSpec
from .import_rows import ImportRow
from .import_styles import Styles, read_cell

# (row, column or None, code of the reason, what the reason is about)
Complain = Callable[[ImportRow, ColumnSpec | None, str, object], None]


class RowReader:
    """Reads the lines of one file; remembers keys and unique values, so that what comes twice is told.

    >>> told = []
    >>> code = ColumnSpec("code", "Code", required=True, key=True)
    >>> price = ColumnSpec("price", "Price", "decimal")
    >>> tell = lambda row, column, why, about: told.append((row.number, why, about))
    >>> reader = RowReader([code, price], Styles(), tell)
    >>> rows = list(reader.read_rows([(2, ("A", "1")), (3, ("A", "x")), (4, (None, "2"))]))
    >>> rows[0].values["code"], told
    ('A', [(3, 'number', 'x'), (3, 'twice', 2), (4, 'required', None)])
    """

    def __init__(self, columns: Sequence[ColumnSpec | None], styles: Styles, complain: Complain):
        self.columns = columns
        self.styles = styles
        self.complain = complain
        self._key_columns = [column for column in columns if column and column.key]
        self._group_column = next((column for column in columns if column and column.group), None)
        self._unique_columns = [column for column in columns if column and column.unique]
        self._number_of_key: dict[tuple, int] = {}
        self._number_of_value: dict[tuple[str, object], int] = {}
        self._groups: dict[object, int] = {}
        self._last_group: object = None

    def read_rows(self, lines: Iterable[tuple[int, tuple]]) -> Iterator[ImportRow]:
        """A row for each line, refused or not."""
        for number, cells in lines:
            row = ImportRow(number, cells)
            for column, cell in zip(self.columns, cells, strict=False):
                if column:
                    self._read_cell(row, column, cell)
            if not all(map(is_blank, cells[len(self.columns) :])):
                self.complain(row, None, "extra", None)
            self._check_key(row)
            self._check_unique(row)
            self._check_group(row)
            yield row

    def _read_cell(self, row: ImportRow, column: ColumnSpec, cell: object) -> None:
        if is_blank(cell):
            if column.required:
                self.complain(row, column, "required", None)
            return
        try:
            row.values[column.name] = read_cell(column, cell, self.styles)
        except CellError as error:
            self.complain(row, column, error.code, cell)

    def _check_key(self, row: ImportRow) -> None:
        key = tuple(row[column.name] for column in self._key_columns)
        if all(part is None for part in key):
            return
        first = self._number_of_key.setdefault(key, row.number)
        if first != row.number:
            self.complain(row, self._key_columns[0], "twice", first)

    def _check_unique(self, row: ImportRow) -> None:
        for column in self._unique_columns:
            value = row[column.name]
            if value is None:
                continue
            first = self._number_of_value.setdefault((column.name, value), row.number)
            if first != row.number:
                self.complain(row, column, "twice", first)

    def _check_group(self, row: ImportRow) -> None:
        if not self._group_column:
            return
        group = row[self._group_column.name]
        if group is not None and group != self._last_group and group in self._groups:
            self.complain(row, self._group_column, "apart", self._groups[group])
        if group is not None:
            self._groups.setdefault(group, row.number)
        self._last_group = group
