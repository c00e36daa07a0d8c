from odoo import fields, models


class CrmOccurrenceResult(models.Model):
    """What a contact came to: order taken, nobody there, to be called again."""

    _name = "crm.occurrence.result"
    _description = "Occurrence Result"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_success = fields.Boolean(string="Success", help="Counts as successful in the reports of performance.")
