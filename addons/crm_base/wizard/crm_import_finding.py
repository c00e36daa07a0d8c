from odoo import fields, models


class CrmImportFinding(models.TransientModel):
    """One thing wrong with one row, as shown after a run; the workbook to mend has all of them."""

    _name = "crm.import.finding"
    _description = "Finding of an import"
    _order = "is_note, number, id"

    import_id = fields.Many2one("crm.import", required=True, ondelete="cascade", index=True)
    number = fields.Integer(string="Row", readonly=True)
    column = fields.Char(readonly=True)
    value = fields.Char(readonly=True)
    reason = fields.Char(string="What is wrong", readonly=True)
    is_note = fields.Boolean(string="Only a note", readonly=True, help="The row comes in all the same.")
