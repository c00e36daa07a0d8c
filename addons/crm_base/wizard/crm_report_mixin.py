import base64

from odoo import fields, models
from odoo.exceptions import UserError

# The PDF tool keeps the whole document in memory; a workbook and the screen have no such end.
PAPER_ROWS = 5000


class CrmReportMixin(models.AbstractModel):
    """A report that somebody asks for in a dialog, to be had on paper or as a workbook."""

    _name = "crm.report.mixin"
    _description = "Report on paper or as a workbook"

    workbook = fields.Binary(readonly=True, attachment=False)
    workbook_name = fields.Char(readonly=True)

    def _check_fits_paper(self, rows):
        """Raise `UserError` where a report of so many rows would not be printed within the memory of a server."""
        if rows > PAPER_ROWS:
            raise UserError(
                self.env._(
                    "%(count)s rows are too many for paper. Choose fewer, or take the workbook.", count=rows
                )
            )

    def _download(self, workbook, name):
        """Return the action that downloads the bytes of a workbook under a name without its ending."""
        self.workbook = base64.b64encode(workbook)
        self.workbook_name = f"{name}.xlsx"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook?filename_field=workbook_name&download=true",
            "target": "self",
        }
