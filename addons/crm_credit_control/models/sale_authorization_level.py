from odoo import fields, models


class SaleAuthorizationLevel(models.Model):
    """Up to which excess the members of a group may release."""

    _name = "sale.authorization.level"
    _description = "Order Authorisation Level"
    _order = "is_limited desc, up_to, id"

    rule_id = fields.Many2one("sale.authorization.rule", required=True, index=True, ondelete="cascade")
    group_id = fields.Many2one("res.groups", required=True, ondelete="cascade")
    is_limited = fields.Boolean("Limited", default=True)
    up_to = fields.Float(
        "Up to", digits="Account", help="Largest excess, in the currency of the order's company."
    )

    _up_to_not_negative = models.Constraint("CHECK (up_to >= 0)", "The amount of a level cannot be negative.")
