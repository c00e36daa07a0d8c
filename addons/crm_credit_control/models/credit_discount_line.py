from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic import instrument_discount


class CreditDiscountLine(models.Model):
    """One instrument of a discount list: its amount, what the bank keeps of it, and what it pays."""

    _name = "credit.discount.line"
    _description = "Instrument of a Discount List"
    _order = "maturity_date, id"
    _check_company_auto = True

    discount_id = fields.Many2one(
        "credit.discount", "Discount List", required=True, index=True, ondelete="cascade"
    )
    instrument_id = fields.Many2one(
        "credit.instrument",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', 'in', ('in_hand', 'deposited')), ('currency_id', '=', currency_id),"
        " ('company_id', '=', company_id)]",
    )
    company_id = fields.Many2one(related="discount_id.company_id", store=True)
    currency_id = fields.Many2one(related="discount_id.currency_id")
    kind = fields.Selection(related="instrument_id.kind")
    partner_id = fields.Many2one(related="instrument_id.partner_id")
    maturity_date = fields.Date(related="instrument_id.maturity_date", store=True)
    amount = fields.Monetary("Nominal", related="instrument_id.amount")
    days = fields.Integer(compute="_compute_days", help="From the day of the discount to maturity.")
    interest = fields.Monetary(compute="_compute_interest", store=True, readonly=False)
    cost = fields.Monetary(compute="_compute_cost", store=True, readonly=False)
    net = fields.Monetary(compute="_compute_net")

    _once = models.UniqueIndex("(discount_id, instrument_id)", "This instrument is already on the list.")
    _not_negative = models.Constraint(
        "CHECK (interest >= 0 AND cost >= 0)", "Neither interest nor cost can be negative."
    )

    @api.depends("discount_id.date", "instrument_id.maturity_date")
    def _compute_days(self):
        for line in self:
            dates = line.discount_id.date, line.instrument_id.maturity_date
            line.days = instrument_discount.days_between(*dates) if all(dates) else 0

    @api.depends(
        "discount_id.date",
        "discount_id.rate",
        "discount_id.day_basis",
        "instrument_id.amount",
        "instrument_id.maturity_date",
    )
    def _compute_interest(self):
        for line in self:
            if line.discount_id.state in (False, "draft"):
                line.interest = instrument_discount.interest(
                    Decimal(str(line.amount)),
                    line.days,
                    line.discount_id._terms(),
                    Decimal(str(line.currency_id.rounding or 0.01)),
                )

    @api.depends("discount_id.unit_cost")
    def _compute_cost(self):
        for line in self:
            if line.discount_id.state in (False, "draft"):
                line.cost = line.discount_id.unit_cost

    @api.depends("amount", "interest", "cost")
    def _compute_net(self):
        for line in self:
            line.net = line.amount - line.interest - line.cost

    def write(self, vals):
        """What the bank has settled can no longer be typed over."""
        if {"interest", "cost", "instrument_id", "discount_id"} & vals.keys() and any(
            line.discount_id.state != "draft" for line in self
        ):
            raise UserError(self.env._("This paper was handed over. Cancel it and make a new one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        if any(line.discount_id.state != "draft" for line in self):
            raise UserError(self.env._("Only a draft can be deleted: this paper was handed over."))
