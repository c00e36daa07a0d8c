from odoo import fields, models

from .agent_commission_plan import READERS


class ResPartner(models.Model):
    """How often an agent is settled, and how he is paid."""

    _inherit = "res.partner"

    # Without a default: it would be written with every new contact, and refused to whoever may not write it.
    settlement_period = fields.Selection(
        [
            ("week", "Every week"),
            ("half_month", "Twice a month"),
            ("month", "Every month"),
            ("quarter", "Every quarter"),
            ("half_year", "Every half-year"),
            ("year", "Every year"),
        ],
        string="Settled",
        copy=False,
        groups=READERS,
        help="When a period is over, the agent's settlement is computed by itself on the next day. Empty: every month.",
    )
    commission_payroll = fields.Boolean(
        string="Paid Through Payroll",
        copy=False,
        groups=READERS,
        help="An employee, who writes no bills: his settlements are marked as paid with a payroll.",
    )
