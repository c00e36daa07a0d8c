from odoo import api, fields, models
from odoo.tools import float_round


class AccountPaymentRegisterInstrument(models.TransientModel):
    """One cheque or bill as it is typed into the payment dialog."""

    _name = "account.payment.register.instrument"
    _description = "Instrument in the Payment Dialog"
    _order = "maturity_date, id"

    register_id = fields.Many2one("account.payment.register", required=True, ondelete="cascade")
    # Asked for in the view and checked by the dialog: the row that it offers has no number yet, and the web client
    # saves a row that nobody touched.
    name = fields.Char("Number")
    bank_id = fields.Many2one("res.bank", "Drawn on")
    drawer = fields.Char(help="Who signed it, when that is not the customer.")
    maturity_date = fields.Date(required=True)
    amount = fields.Monetary(required=True)
    offered_amount = fields.Monetary(
        help="What the dialog put here; as long as it stands, nobody typed the amount."
    )
    currency_id = fields.Many2one(related="register_id.currency_id")

    @api.onchange("name", "maturity_date")
    def _onchange_offer_rest(self):
        """Offer what the other rows leave open."""
        if not self.amount:
            self._offer(max(self.register_id.instrument_rest, 0))

    def _offer(self, amount):
        self.amount = self.offered_amount = amount

    def _share_out(self, total):
        """Share `total` evenly among these rows; what does not divide goes to the last one."""
        if not self:
            return
        rounding = self[0].currency_id.rounding
        share = float_round(total / len(self), precision_rounding=rounding, rounding_method="DOWN")
        for row in self[:-1]:
            row._offer(share)
        self[-1]._offer(float_round(total - share * (len(self) - 1), precision_rounding=rounding))

    def _prepare_instrument(self):
        """Values of the instrument that this row becomes."""
        self.ensure_one()
        register = self.register_id
        invoices = register.line_ids.move_id
        companies = invoices.company_id
        return {
            "kind": register.instrument_kind,
            "name": self.name,
            "partner_id": register.partner_id.id,
            # What it settles and its own risk belong to one company; over debts of several branches it is their head's.
            "company_id": (companies if len(companies) == 1 else companies.root_id).id,
            "amount": self.amount,
            "currency_id": register.currency_id.id,
            "issue_date": register.payment_date,
            "maturity_date": self.maturity_date,
            "bank_id": self.bank_id.id,
            "drawer": self.drawer,
            "invoice_ids": [fields.Command.set(invoices.ids)],
        }
