from odoo import fields, models


class CreditCollectionLevel(models.Model):
    """A letter: from how many days overdue, with which text."""

    _name = "credit.collection.level"
    _description = "Collection Letter Level"
    _order = "days_overdue, id"

    name = fields.Char(required=True, translate=True)
    days_overdue = fields.Integer(
        required=True, help="Sent when the oldest debt is overdue for so many days."
    )
    template_id = fields.Many2one(
        "mail.template",
        "E-mail",
        required=True,
        ondelete="restrict",
        domain="[('model', '=', 'credit.collection.letter')]",
        help="In the language of the customer; the letter itself goes along as PDF.",
    )
    text = fields.Text(required=True, translate=True, help="The words of the printed letter.")
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    active = fields.Boolean(default=True)

    _sensible_days = models.Constraint("CHECK (days_overdue >= 0)", "Days cannot be negative.")
