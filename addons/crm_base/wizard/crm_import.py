import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..logic.import_aliases import with_aliases
from ..logic.import_columns import ColumnSpec, match_headers
from ..sheets.sheet import Limits, Sheet, SheetError, open_sheet

MANAGER_KINDS = {"customer", "contact"}
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western (Windows 1252)"),
    ("iso-8859-15", "Western (ISO 8859-15)"),
    ("cp850", "Western (DOS 850)"),
    ("mac_roman", "Western (Macintosh)"),
    ("cp1255", "Hebrew (Windows 1255)"),
    ("cp862", "Hebrew (DOS 862)"),
]


class CrmImport(models.TransientModel):
    """Initial data from a sheet: chosen, matched by column, tried out, and brought in whole or not at all.

    A module adds a kind with `selection_add` on `kind` and two methods, `_import_<kind>_columns()` (a list of
    `ColumnSpec`) and `_import_<kind>_rows(rows)` (a `RowBatch`); `_import_<kind>_finish(rows)` is optional.
    """

    _name = "crm.import"
    _description = "Import of initial data"

    kind = fields.Selection(
        [
            ("customer", "Customers"),
            ("contact", "Contact persons"),
            ("supplier", "Suppliers"),
            ("product_category", "Product categories"),
            ("product", "Products"),
            ("stock", "Stock on hand"),
            ("pricelist", "Price lists"),
            ("seller", "Sellers and their managers"),
            ("order", "Confirmed orders"),
        ],
        string="What to import",
        required=True,
        default="customer",
    )
    file = fields.Binary(help="A .xlsx, .xls or .csv file; the first visible sheet is read.")
    filename = fields.Char()
    dry_run = fields.Boolean(
        string="Only check",
        default=True,
        help="Goes through the whole import and takes everything back, to show what would be wrong.",
    )
    step = fields.Selection(
        [("file", "File"), ("columns", "Columns"), ("result", "Result")], default="file", required=True
    )
    encoding = fields.Selection(ENCODINGS, help="Found from the file itself when empty.")
    separator = fields.Selection(
        [(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar")],
        help="Found from the file when empty.",
    )
    decimal_mark = fields.Selection(
        [(".", "Point"), (",", "Comma")], help="Found from all numbers when empty."
    )
    date_order = fields.Selection(
        [("day", "Day first"), ("month", "Month first")], help="Found from all dates when empty."
    )
    mapping_id = fields.Many2one(
        "crm.import.mapping", string="Use mapping", domain="[('kind', '=', kind)]", ondelete="set null"
    )
    mapping_name = fields.Char(string="Keep this mapping as")
    column_ids = fields.One2many("crm.import.column", "import_id")
    finding_ids = fields.One2many("crm.import.finding", "import_id", readonly=True)
    run_id = fields.Many2one("crm.import.run", readonly=True, ondelete="set null")
    run_state = fields.Selection(related="run_id.state", string="Outcome")
    error_count = fields.Integer(related="run_id.error_count")
    unread_count = fields.Integer(related="run_id.unread_count")
    row_count = fields.Integer(related="run_id.row_count")
    created_count = fields.Integer(related="run_id.created_count")
    updated_count = fields.Integer(related="run_id.updated_count")
    unchanged_count = fields.Integer(related="run_id.unchanged_count")
    error_file = fields.Binary(related="run_id.error_file")
    error_filename = fields.Char(related="run_id.error_filename")
    duplicate_reason = fields.Char(string="Reason for similar companies")

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer only the kinds that the user may import."""
        result = super().fields_get(allfields, attributes)
        if "selection" in result.get("kind", {}):
            allowed = self._allowed_kinds()
            result["kind"]["selection"] = [item for item in result["kind"]["selection"] if item[0] in allowed]
        return result

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.mapping_id.kind != self.kind:
            self.mapping_id = False

    def action_match(self):
        """Read the headers of the file and propose a column for each."""
        self._match_columns()
        return self._reopen()

    def action_back(self):
        """Return to the choice of the file."""
        self.step = "file"
        return self._reopen()

    def action_columns(self):
        """Return to the columns after a result."""
        self.step = "columns"
        return self._reopen()

    def action_check(self):
        """Try the import out and show what would be wrong; nothing stays."""
        self.dry_run = True
        return self.action_run()

    def action_import(self):
        """Bring everything in, or nothing when a single row cannot come in."""
        self.dry_run = False
        return self.action_run()

    def action_run(self):
        """Check or import, as `dry_run` says; columns are matched by header if nobody did it by hand."""
        self._run()
        return self._reopen()

    def action_template(self):
        """Download a sheet to fill in, with the headers in the user's language."""
        self._check_kind()
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm_base/import/template/{self.kind}",
            "target": "download",
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _kinds(self):
        """(kind, label in the user's language) of every kind that a module has registered."""
        return self._fields["kind"]._description_selection(self.env)

    @api.model
    def _allowed_kinds(self):
        """The kinds that this user may import: all for an administrator, customers for a sales manager."""
        kinds = {kind for kind, _label in self._fields["kind"].selection}
        if self.env.su or self.env.user.has_group("crm_base.group_administrator"):
            return kinds
        return kinds & MANAGER_KINDS if self.env.user.has_group("crm_base.group_sales_manager") else set()

    def _check_kind(self):
        if self.kind not in self._allowed_kinds():
            raise AccessError(self.env._("Only an administrator imports this kind of data."))

    def _columns(self, kind=None) -> list[ColumnSpec]:
        """The columns of a kind, as the module that owns it gives them."""
        kind = kind or self.kind
        return with_aliases(kind, getattr(self, f"_import_{kind}_columns")())

    def _limits(self):
        """What a file may cost; the system parameters change it for large takeovers."""
        get = self.env["ir.config_parameter"].sudo().get_param  # only these two figures are read
        standard = Limits()
        return Limits(
            packed_bytes=int(get("crm_base.import_megabytes", standard.packed_bytes >> 20)) << 20,
            unpacked_bytes=standard.unpacked_bytes,
            rows=int(get("crm_base.import_rows", standard.rows)),
            columns=standard.columns,
        )

    def _open_sheet(self) -> Sheet:
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        limits = self._limits()
        try:
            # Decoding and reading a file that is too large would already cost what the limit is to save.
            if len(self.file) * 3 // 4 > limits.packed_bytes + 3:
                raise SheetError("packed", limits.packed_bytes)
            return open_sheet(
                base64.b64decode(self.file), limits, self.encoding or None, self.separator or None
            )
        except SheetError as error:
            raise UserError(self._sheet_message(error)) from error

    def _match_columns(self):
        """Fill `column_ids` and step on; the header decides unless a kept mapping says otherwise."""
        self._check_kind()
        sheet = self._open_sheet()
        columns = self._columns()
        saved = dict(self.mapping_id.targets or {})
        names = match_headers(sheet.headers, columns, self._translated_labels(), saved)
        targets = self._create_targets(columns)
        sample = self._sample(sheet)
        self.column_ids.unlink()
        self.env["crm.import.column"].create(
            [
                {
                    "import_id": self.id,
                    "position": position,
                    "header": header,
                    "sample": sample[position],
                    "target_id": targets.get(name),
                }
                for position, (header, name) in enumerate(zip(sheet.headers, names, strict=True))
            ]
        )
        self.step = "columns"

    def _create_targets(self, columns):
        self.env["crm.import.target"].search([("import_id", "=", self.id)]).unlink()
        targets = self.env["crm.import.target"].create(
            [
                {
                    "import_id": self.id,
                    "name": column.label,
                    "column": column.name,
                    "required": column.required,
                }
                for column in columns
            ]
        )
        return {target.column: target.id for target in targets}

    def _translated_labels(self):
        """Column name to its labels in every language in use, so that any template finds its columns."""
        labels = {}
        for code, _name in self.env["res.lang"].get_installed():
            for column in self.with_context(lang=code)._columns(self.kind):
                labels.setdefault(column.name, []).append(column.label)
        return labels
