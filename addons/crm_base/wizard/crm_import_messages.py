from itertools import islice

from odoo import models

from ..logic.import_cells import CellError, is_blank, read_text

SAMPLE_ROWS = 20


class CrmImport(models.TransientModel):
    """What the user is told: why a file or a cell cannot be read, and what to do."""

    _inherit = "crm.import"

    def _sheet_message(self, error):
        """The reason why a whole file is refused, in the user's language."""
        megabytes = (error.limit or 0) >> 20
        messages = {
            "packed": self.env._(
                "The file is larger than %(limit)s MB. Cut it into smaller files.", limit=megabytes
            ),
            "unpacked": self.env._(
                "Unpacked, the file would be larger than %(limit)s MB. It is not opened.", limit=megabytes
            ),
            "rows": self.env._(
                "The file has more than %(limit)s rows. Cut it into smaller files.", limit=error.limit
            ),
            "columns": self.env._(
                "The file has more than %(limit)s columns. Delete those not needed.", limit=error.limit
            ),
            "empty": self.env._("The file is empty: its first row must hold the headers of the columns."),
            "broken": self.env._(
                "The file is damaged or no workbook. Open it in a spreadsheet and save it again."
            ),
            "encrypted": self.env._("The file is protected by a password. Save it without."),
            "macros": self.env._("The file holds macros. Save it as .xlsx, without macros."),
            "entities": self.env._(
                "The file declares XML entities, which no spreadsheet does. It is not opened."
            ),
            "not_workbook": self.env._("This is no sheet. Save it as .xlsx, .xls or .csv in a spreadsheet."),
            "encoding": self.env._(
                "The text is not in the encoding chosen. Choose another one under “How it is written”."
            ),
            "nul": self.env._("The file is not text. Save it as .xlsx, .xls or .csv in a spreadsheet."),
            "csv": self.env._(
                "The .csv file has a quote that is not closed. Save it again in a spreadsheet."
            ),
        }
        return messages[error.code]

    def _cell_message(self, code, column, about):
        """What is wrong with a cell and what to do, in the user's language."""
        messages = {
            "required": self.env._("Fill this cell in; it is needed."),
            "twice": self.env._("This is already in row %(row)s. Leave one of the two out.", row=about),
            "apart": self.env._("Its first rows start at row %(row)s. Put all of them together.", row=about),
            "extra": self.env._(
                "The row has more cells than the headers. Put text with separators in quotes."
            ),
            "number": self.env._("“%(value)s” is no number. Write digits and one decimal mark.", value=about),
            "integer": self.env._("“%(value)s” must be a whole number.", value=about),
            "too_large": self.env._("“%(value)s” is too large.", value=about),
            "date": self.env._("“%(value)s” is no date. Write it as 2026-12-31.", value=about),
            "boolean": self.env._("“%(value)s” is neither yes nor no.", value=about),
            "sheet_error": self.env._(
                "The cell holds the error %(value)s. Write the value itself.", value=about
            ),
            "nul": self.env._("The cell holds characters that are no text."),
            "too_long": self.env._("The text is too long."),
        }
        return messages[code]

    def _complain(self, row, column, code, about):
        value = str(about)[:60] if isinstance(about, str) else about
        row.refuse(column.name if column else None, self._cell_message(code, column, value))

    def _sample(self, sheet):
        """The first value of each column, as text, to tell the columns apart."""
        sample = [""] * len(sheet.headers)
        for _number, cells in islice(self._lines(sheet), SAMPLE_ROWS):
            for position, cell in enumerate(cells[: len(sample)]):
                if not sample[position] and not is_blank(cell):
                    sample[position] = self._shown(cell)
        return sample

    def _shown(self, cell):
        try:
            return read_text(cell)[:80]
        except CellError:
            return str(cell).replace("\0", "")[:80]
