from odoo import fields, models


class CrmImportColumn(models.TransientModel):
    """A column of the file and what it is imported as; without a target it is left out."""

    _name = "crm.import.column"
    _description = "Column of a file to import"
    _order = "position, id"

    import_id = fields.Many2one("crm.import", required=True, ondelete="cascade", index=True)
    position = fields.Integer(required=True, readonly=True)
    header = fields.Char(string="Column in the file", readonly=True)
    sample = fields.Char(string="First value", readonly=True)
    target_id = fields.Many2one(
        "crm.import.target",
        string="Imported as",
        domain="[('import_id', '=', import_id)]",
        ondelete="set null",
    )
