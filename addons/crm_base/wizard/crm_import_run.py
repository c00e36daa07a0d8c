import time
from collections import Counter

import psycopg2
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..logic.import_reader import RowReader
from ..logic.import_rows import RowBatch, batches
from ..logic.import_styles import Styles, infer_styles
from ..sheets.bad_rows import BadRows
from ..sheets.sheet import SheetError

BATCH_SIZE = 1000
# After so many bad rows the rest is not looked at: each is found by halving its batch ten times over, and a file with
# more faults than these is mended at its source.
MOST_BAD_ROWS = 1000
# Notes in the chatter and mails are left out; rights, rules and constraints hold as always.
IMPORT_CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notify_force_send": False,
    "no_reset_password": True,
}


class CrmImport(models.TransientModel):
    """The run itself: batch by batch, every fault told, all of it or nothing."""

    _inherit = "crm.import"

    def _run(self):
        """Check or import the file; returns the entry of the run in the log."""
        self._check_kind()
        if not self.column_ids:
            self._match_columns()
        self._refuse_missing_columns()
        if self.mapping_name:
            self._keep_mapping()
        self._lock_kind()
        started = time.monotonic()
        counts, findings, bad_rows = self._run_rows()
        self.run_id = self._log_run(counts, bad_rows, time.monotonic() - started)
        self.finding_ids.unlink()
        self.env["crm.import.finding"].create([dict(finding, import_id=self.id) for finding in findings])
        self.step = "result"
        return self.run_id

    def _lock_kind(self):
        """One import of a kind at a time: two at once would each create what the other does."""
        [(free,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(hashtext(%s))", f"crm.import.{self.kind}")
        )
        if not free:
            raise UserError(
                self.env._("Somebody else is importing the same kind of data. Wait until it is done.")
            )

    def _refuse_missing_columns(self):
        mapped = set(self.column_ids.target_id.mapped("column"))
        missing = [
            column.label for column in self._columns() if column.required and column.name not in mapped
        ]
        if missing:
            raise UserError(
                self.env._("Choose which column of the file holds: %(columns)s.", columns=", ".join(missing))
            )
        if len(self.column_ids.target_id) != len(self.column_ids.filtered("target_id")):
            raise UserError(
                self.env._("Two columns of the file are imported as the same thing. Leave one out.")
            )

    def _keep_mapping(self):
        targets = {line.header: line.target_id.column or "" for line in self.column_ids}
        self.mapping_id = self.env["crm.import.mapping"]._keep(self.mapping_name, self.kind, targets)

    def _run_rows(self):
        """All rows inside one savepoint, which is taken back after a check and when a row could not come in.

        :return: (counts, the first findings as values, the workbook of bad rows as bytes)
        """
        savepoint = self.env.cr.savepoint()
        try:
            counts, findings, bad_rows = self._import_all()
        except BaseException:
            self._take_back(savepoint)
            raise
        if self.dry_run or counts["errors"]:
            self._take_back(savepoint)
        else:
            savepoint.close(rollback=False)
        return counts, findings, bad_rows

    def _take_back(self, savepoint):
        savepoint.close(rollback=True)
        self._forget_cached()

    def _forget_cached(self):
        """Clear what was cached meanwhile and may name records that are gone again."""
        if self.env.registry.cache_invalidated:
            self.env.registry.clear_cache(*self.env.registry.cache_invalidated)

    def _import_all(self):
        sheet = self._open_sheet()
        specs = {column.name: column for column in self._columns()}
        columns = [specs.get(line.target_id.column) for line in self.column_ids.sorted("position")]
        total, styles = self._survey(sheet, columns)
        reader = RowReader(columns, styles, self._complain)
        group = next((column.name for column in columns if column and column.group), None)
        report = BadRows(sheet.headers, self.env._("What is wrong"), self.env._("Row"))
        worker = self.with_context(**IMPORT_CONTEXT)
        counts, findings, memory = Counter(rows=total), [], {"row_count": total}
        shown = {
            column.name: (sheet.headers[position], position)
            for position, column in enumerate(columns)
            if column
        }
        for rows in batches(reader.read_rows(self._lines(sheet)), BATCH_SIZE, group):
            # The good lines of an order with a bad one are tried as well, to tell all faults at once.
            good = RowBatch([row for row in rows if not row.is_refused], memory)
            memory = worker._import_guarded(good, group, "rows")
            worker._collect(rows, counts, findings, report, shown)
            self._write_progress(rows[-1].number, total + sheet.header_number)
            counts["read"] += len(rows)
            if counts["errors"] >= MOST_BAD_ROWS:
                break
        worker._finish(rows if total else [], memory, counts, findings, report, shown)
        return counts, findings, report.close()

    def _lines(self, sheet):
        try:
            yield from sheet.rows()
        except SheetError as error:
            raise UserError(self._sheet_message(error)) from error

    def _survey(self, sheet, columns):
        """A first pass over the file: how many rows, and how it writes numbers and dates."""
        values = {
            column.name: set()
            for column in columns
            if column and column.type in ("decimal", "percent", "date")
        }
        places = [
            (position, values[column.name])
            for position, column in enumerate(columns)
            if column and column.name in values
        ]
        total = 0
        for _number, cells in self._lines(sheet):
            total += 1
            for position, distinct in places:
                distinct.add(cells[position])
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        default = Styles(lang.decimal_point or ".", not (lang.date_format or "").startswith(("%m", "%-m")))
        found = infer_styles([column for column in columns if column], values, default)
        return total, Styles(
            self.decimal_mark or found.decimal_mark,
            self.date_order == "day" if self.date_order else found.day_first,
            found.share_columns,
        )

    def _import_guarded(self, batch, group, step, is_first=True):
        """Hand rows to their kind; what raises is halved until the row at fault stands alone.

        :return: the memory as the rows that came in left it
        """
        if not batch:
            return batch.memory
        trial = batch.trial()
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_import_{self.kind}_{step}")(trial)
            self.env.invalidate_all()
            return trial.memory
        except (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            self._forget_cached()
            reason = self._reason(error)
        for row in batch:
            row.reset()
        sound = self._without_known_faults(batch) if is_first else batch
        if len(sound) < len(batch):
            return self._import_guarded(sound, group, step, is_first=False)
        halves = batch.halves(group)
        if len(halves) == 1:
            batch[0].refuse(None, reason)
            return batch.memory
        memory = batch.memory
        for half in halves:
            memory = self._import_guarded(RowBatch(half, memory), group, step, is_first=False)
        return memory

    def _without_known_faults(self, batch):
        """The rows left when the kind has refused those whose usual faults it can tell without writing them."""
        if tell_faults := getattr(self, f"_import_{self.kind}_faults", None):
            tell_faults(batch)
        return RowBatch([row for row in batch if not row.is_refused], batch.memory)

    def _reason(self, error):
        if isinstance(error, psycopg2.Error):
            tables = {model._table: model for model in self.env.registry.values() if not model._abstract}
            model = tables.get(error.diag.table_name)
            return self.env[model._name if model else "base"]._sql_error_to_message(error)
        return str(error.args[0] if error.args else error)

    def _finish(self, rows, memory, counts, findings, report, shown):
        """What a kind can do only when all rows are in, such as links to rows further down."""
        if not hasattr(self, f"_import_{self.kind}_finish") or counts["errors"] or not rows:
            return
        closing = RowBatch([], memory)
        getattr(self, f"_import_{self.kind}_finish")(closing)
        self._collect(closing, counts, findings, report, shown)
