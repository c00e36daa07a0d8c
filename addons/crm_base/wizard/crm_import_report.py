import base64

from odoo import models

FINDINGS_SHOWN = 200


class CrmImport(models.TransientModel):
    """What came of a run: counts, findings, the workbook of bad rows, the entry in the log, the progress."""

    _inherit = "crm.import"

    def _collect(self, rows, counts, findings, report, shown):
        """Count the rows, keep the first findings for the screen and all bad rows for the file."""
        for row in rows:
            if row.outcome and not row.is_refused:
                counts[row.outcome] += 1
            if row.is_refused:
                counts["errors"] += 1
                report.add(row.number, row.cells, self._told(row, shown))
            for refusal in row.refusals:
                counts["notes"] += refusal.note
                header, position = shown.get(refusal.column, ("", None))
                if len(findings) < FINDINGS_SHOWN:
                    findings.append(
                        {
                            "number": refusal.number,
                            "column": header,
                            "value": "" if position is None else self._shown(row.cells[position]),
                            "reason": refusal.reason,
                            "is_note": refusal.note,
                        }
                    )

    def _told(self, row, shown):
        return "\n".join(
            f"{shown[refusal.column][0]}: {refusal.reason}" if refusal.column in shown else refusal.reason
            for refusal in row.refusals
            if not refusal.note
        )

    def _log_run(self, counts, bad_rows, seconds):
        """The entry in the log; written with all rights because nobody may write the log by hand."""
        if self.dry_run:
            state = "refused" if counts["errors"] else "checked"
        else:
            state = "refused" if counts["errors"] else "imported"
        stem = (self.filename or self.kind).rpartition(".")[0] or self.kind
        return (
            self.env["crm.import.run"]
            .sudo()
            .create(
                {
                    "kind": self.kind,
                    "filename": self.filename,
                    "user_id": self.env.uid,
                    "dry_run": self.dry_run,
                    "state": state,
                    "row_count": counts["rows"],
                    "created_count": counts["created"],
                    "updated_count": counts["updated"],
                    "unchanged_count": counts["unchanged"],
                    "error_count": counts["errors"],
                    "unread_count": counts["rows"] - counts["read"],
                    "note_count": counts["notes"],
                    "seconds": seconds,
                    "error_file": base64.b64encode(bad_rows) if bad_rows else False,
                    "error_filename": "-".join((stem, self.env._("to mend"))) + ".xlsx",
                }
            )
            .sudo(False)
        )

    def _write_progress(self, done, total):
        self.env["crm.import.progress"]._tell(self.id, done, total)

    def read_progress(self):
        """Rows done and rows in all, while this import runs in another request."""
        self.ensure_one()
        self.check_access("read")
        return self.env["crm.import.progress"]._asked(self.id)
