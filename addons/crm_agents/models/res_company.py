from odoo import fields, models


class ResCompany(models.Model):
    """When and at what a receipt or a down payment earns commission.

    Documents posted before keep the settings of their day: what is still to be received of them follows those.
    """

    _inherit = "res.company"

    commission_receipt_day = fields.Selection(
        [("registration", "When registered"), ("clearing", "When cleared")],
        string="A Receipt Earns",
        default="registration",
        required=True,
        groups="base.group_user",
        help="Registered: on the day of the payment, whether or not the bank has it yet; a cheque that bounces takes "
        "the commission back. Cleared: when the payment is matched with the bank's statement, a post-dated cheque when "
        "it is paid.",
    )
    commission_cash_discount = fields.Selection(
        [("full", "On the full amount"), ("net", "Net of the discount")],
        string="Early-Payment Discount",
        default="full",
        required=True,
        groups="base.group_user",
        help="Whether an agent bears his part of the discount that a customer takes for paying early. Tax that the "
        "customer withholds never lowers commission.",
    )
    commission_exchange = fields.Selection(
        [("invoice", "Rate of the invoice"), ("receipt", "Rate of the receipt")],
        string="Foreign Currency",
        default="invoice",
        required=True,
        groups="base.group_user",
        help="Commission on receipts of invoices in another currency: at the rate at which the invoice was booked, or "
        "at that of the money received. Exchange differences as such earn nothing.",
    )
    commission_down_payment = fields.Selection(
        [("final", "With the final invoice"), ("down_payment", "By themselves")],
        string="Down Payments Earn",
        default="final",
        required=True,
        groups="base.group_user",
        help="With the final invoice: all is earned there, or when it is paid. By themselves: a down payment earns its "
        "part of the order's commission, and the final invoice the rest.",
    )
