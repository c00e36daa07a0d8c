from odoo import fields, models


class CreditCollectionStage(models.Model):
    """How far collection has gone; cases in a closing stage are done."""

    _name = "credit.collection.stage"
    _description = "Collection Stage"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    fold = fields.Boolean("Folded", help="Shown narrow on the board.")
    is_closing = fields.Boolean("Closes the Case", help="Cases whose causes are gone are put here.")
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True, help="What to do with cases in this stage.")
