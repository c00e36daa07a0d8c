from decimal import Decimal

from odoo import Command, api, fields, models

from ..logic.instrument_discount import Terms
from .credit_instrument_batch import CreditInstrumentBatch


class CreditDiscount(models.Model):
    """Instruments that one of our banks buys together before they mature, with what it keeps of each.

    Rate and cost give the figures; each of them can be corrected to what the bank settled.
    """

    _name = "credit.discount"
    _description = "Discount List"
    _inherit = ["credit.instrument.batch"]
    _confirmed = "discounted"
    _fixed = CreditInstrumentBatch._fixed | {"bank_journal_id", "rate", "day_basis", "unit_cost", "line_ids"}

    bank_journal_id = fields.Many2one(
        "account.journal",
        "Our Bank",
        required=True,
        domain="[('type', '=', 'bank')]",
        check_company=True,
        tracking=True,
    )
    instrument_ids = fields.Many2many(
        compute="_compute_instrument_ids", inverse="_inverse_instrument_ids", store=True, readonly=False
    )
    rate = fields.Float(digits=(6, 3), help="Percent a year that the bank takes.")
    day_basis = fields.Selection(
        [("360", "360 days"), ("365", "365 days")], "Year of", required=True, default="360"
    )
    unit_cost = fields.Monetary("Cost of Each", help="What the bank charges for the work on each instrument.")
    line_ids = fields.One2many("credit.discount.line", "discount_id", copy=False)
    interest = fields.Monetary(compute="_compute_kept", store=True)
    cost = fields.Monetary(compute="_compute_kept", store=True)
    net = fields.Monetary(
        compute="_compute_kept", store=True, help="What the bank pays: the total less its part."
    )
    state = fields.Selection(
        selection_add=[("discounted", "Discounted"), ("cancelled",)], ondelete={"discounted": "cascade"}
    )

    _rate_not_negative = models.Constraint(
        "CHECK (rate >= 0 AND unit_cost >= 0)", "Neither a rate nor a cost can be negative."
    )

    @api.depends("line_ids.instrument_id")
    def _compute_instrument_ids(self):
        for discount in self:
            discount.instrument_ids = discount.line_ids.instrument_id

    def _inverse_instrument_ids(self):
        """Make a line for each instrument that has none; those of other instruments go."""
        for discount in self:
            wanted = discount.instrument_ids
            lines = discount.line_ids
            discount.line_ids = [
                *(Command.delete(line.id) for line in lines if line.instrument_id not in wanted),
                *(Command.create({"instrument_id": one.id}) for one in wanted - lines.instrument_id),
            ]

    @api.depends("line_ids.interest", "line_ids.cost", "total")
    def _compute_kept(self):
        for discount in self:
            discount.interest = sum(discount.line_ids.mapped("interest"))
            discount.cost = sum(discount.line_ids.mapped("cost"))
            discount.net = discount.total - discount.interest - discount.cost

    def _terms(self):
        """The bank's terms as the rule takes them."""
        return Terms(Decimal(str(self.rate)), int(self.day_basis or 360))

    def _take(self):
        for line in self.line_ids:
            line.instrument_id.action_discount(
                self.bank_journal_id.id, cost=line.cost, interest=line.interest, date=self.date
            )

    def _take_back(self):
        self.instrument_ids.action_take_back()
