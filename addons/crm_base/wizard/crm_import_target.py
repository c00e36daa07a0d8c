from odoo import fields, models


class CrmImportTarget(models.TransientModel):
    """Something that the chosen kind of import can take from a column."""

    _name = "crm.import.target"
    _description = "What a column is imported as"
    _order = "id"

    import_id = fields.Many2one("crm.import", required=True, ondelete="cascade", index=True)
    name = fields.Char(required=True, readonly=True)
    column = fields.Char(string="Technical name", required=True, readonly=True)
    required = fields.Boolean(readonly=True)
