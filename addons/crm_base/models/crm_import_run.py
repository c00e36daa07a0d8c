from odoo import api, fields, models


class CrmImportRun(models.Model):
    """The log of imports: who brought in which file, what came of it, and the rows that could not come in."""

    _name = "crm.import.run"
    _description = "Import run"
    _order = "id desc"
    _rec_name = "filename"

    kind = fields.Selection("_selection_kind", string="What was imported", required=True, readonly=True)
    filename = fields.Char(string="File", readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    dry_run = fields.Boolean(string="Only checked", readonly=True)
    state = fields.Selection(
        [("checked", "Checked, nothing wrong"), ("imported", "Imported"), ("refused", "Nothing imported")],
        string="Outcome",
        required=True,
        readonly=True,
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    created_count = fields.Integer(string="New", readonly=True)
    updated_count = fields.Integer(string="Changed", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    error_count = fields.Integer(string="Bad rows", readonly=True)
    unread_count = fields.Integer(
        string="Rows not looked at",
        readonly=True,
        help="After a thousand bad rows the rest of the file is left alone: mend its source first.",
    )
    note_count = fields.Integer(string="Notes", readonly=True)
    seconds = fields.Float(readonly=True, digits=(12, 1))
    error_file = fields.Binary(string="Rows to mend", readonly=True)
    error_filename = fields.Char(readonly=True)

    @api.model
    def _selection_kind(self):
        return self.env["crm.import"]._kinds()
