from odoo import fields, models


class AccountAccount(models.Model):
    """Accounts know whether instruments are booked on them."""

    _inherit = "account.account"

    is_instrument_portfolio = fields.Boolean(
        "Holds Instruments",
        help="Cheques and bills received are booked here. Even when it is a receivable account, "
        "its balance is not counted as receivable: instruments have their own figure.",
    )
