from odoo import fields, models


class ResCompany(models.Model):
    """What a company does about customers who are entered twice, and for how long it keeps the log-in
    register.
    """

    _inherit = "res.company"

    duplicate_policy = fields.Selection(
        [("warn", "Warn: go on with a reason"), ("block", "Block: only a manager can go on")],
        string="Similar customers",
        groups="base.group_user",
        default="warn",
        required=True,
        help="What happens when a seller enters a customer with the tax number, telephone, e-mail or name of"
        " another. "
        "Customers that are merely alike can always be entered with a reason.",
    )
    duplicate_disclosure_limit = fields.Integer(
        string="Other sellers' customers shown per day",
        groups="base.group_user",
        default=50,
        required=True,
        help="How many customers of others a user may come to know in one day through the check for similar "
        "customers.",
    )
    _duplicate_disclosure_limit_positive = models.Constraint(
        "CHECK (duplicate_disclosure_limit >= 0)", "The number of customers shown per day cannot be negative."
    )
