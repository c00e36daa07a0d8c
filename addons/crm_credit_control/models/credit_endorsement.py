from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .credit_instrument_batch import CreditInstrumentBatch


class CreditEndorsement(models.Model):
    """Instruments that pay a supplier together, with the bills of his that they settle."""

    _name = "credit.endorsement"
    _description = "Endorsement List"
    _inherit = ["credit.instrument.batch"]
    _confirmed = "endorsed"
    _fixed = CreditInstrumentBatch._fixed | {"supplier_id", "bill_ids"}

    supplier_id = fields.Many2one("res.partner", required=True, index=True, tracking=True)
    supplier_commercial_id = fields.Many2one(related="supplier_id.commercial_partner_id")
    bill_ids = fields.Many2many(
        "account.move",
        "credit_endorsement_bill_rel",
        string="Pays Bills",
        check_company=True,
        copy=False,
        domain="[('move_type', '=', 'in_invoice'), ('state', '=', 'posted'), ('amount_residual', '>', 0),"
        " ('company_id', 'child_of', company_id), ('commercial_partner_id', '=', supplier_commercial_id)]",
        help="None chosen: what is open with the supplier, oldest due first.",
    )
    state = fields.Selection(
        selection_add=[("endorsed", "Endorsed"), ("cancelled",)], ondelete={"endorsed": "cascade"}
    )

    @api.constrains("bill_ids", "supplier_id")
    def _check_bills(self):
        for endorsement in self:
            if endorsement.bill_ids.commercial_partner_id - endorsement.supplier_commercial_id:
                raise ValidationError(self.env._("These bills are of another supplier."))

    def _take(self):
        self.instrument_ids.action_endorse(self.supplier_id.id, bills=self.bill_ids, date=self.date)

    def _take_back(self):
        self.instrument_ids.action_take_back()

    def _settled_bills(self):
        """`[(document, amount), ...]` that the endorsement settles, by due date; amounts in its currency."""
        # Whoever may print the list may see what it settles.
        partials = self.sudo().entry_ids.line_ids.matched_credit_ids
        settled = {}
        for partial in partials.filtered(
            lambda partial: (
                partial.debit_move_id.account_type == "liability_payable"
                and partial.credit_move_id.move_id not in self.sudo().instrument_ids.move_ids
            )
        ):
            bill = partial.credit_move_id.move_id
            settled[bill] = settled.get(bill, 0) + partial.debit_amount_currency
        return sorted(
            settled.items(), key=lambda item: (item[0].invoice_date_due or item[0].date, item[0].id)
        )

    def _on_account(self):
        """What is more than the bills it settles, and stays to our credit with the supplier."""
        return self.currency_id.round(self.total - sum(amount for _bill, amount in self._settled_bills()))
