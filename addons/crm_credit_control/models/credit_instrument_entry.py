from odoo import api, models
from odoo.exceptions import UserError, ValidationError

# What only a step changes, and how a draft begins.
OF_STEPS = {
    "state": "draft",
    "company_amount": 0,
    "payment_id": False,
    "is_at_bank": False,
    "renews_id": False,
    "renewal_move_id": False,
    "interest_move_id": False,
    "endorsee_id": False,
}
# The other side of links that entries and papers have to an instrument.
LINKS = {"move_ids", "renewed_by_ids", "slip_ids", "discount_ids", "endorsement_ids"}


class CreditInstrument(models.Model):
    """What may be typed into an instrument: its life is booked by steps, and each settles its own customer's debt."""

    _inherit = "credit.instrument"

    @api.model_create_multi
    def create(self, vals_list):
        """Say in words how a draft begins: what is left out could come as a default."""
        if not self.env.su:
            for vals in vals_list:
                self._refuse_typed({name for name in vals if vals[name] and vals[name] != OF_STEPS.get(name)})
            vals_list = [vals | OF_STEPS for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Leave an instrument where it is: what a bank has comes back by a step only."""
        if not self.env.su:
            self._refuse_typed(vals.keys())
            if "bank_journal_id" in vals and any(
                one._is_with_bank() and one.bank_journal_id.id != vals["bank_journal_id"] for one in self
            ):
                raise UserError(self.env._("The bank has this instrument: take it back first."))
        return super().write(vals)

    def _refuse_typed(self, names):
        if not (OF_STEPS.keys() | LINKS).isdisjoint(names):
            raise UserError(self.env._("The state of an instrument changes by its steps only."))

    def _is_with_bank(self):
        """Whether one of our banks has it, to collect it or as its own."""
        self.ensure_one()
        return self.is_at_bank or self.state == "discounted"

    @api.constrains("bank_journal_id")
    def _check_bank_journal(self):
        for instrument in self:
            if instrument.bank_journal_id and instrument.bank_journal_id.type != "bank":
                raise ValidationError(
                    self.env._("%(journal)s is no bank.", journal=instrument.bank_journal_id.display_name)
                )

    @api.constrains("invoice_ids", "company_id")
    def _check_invoice_companies(self):
        # Who takes the instrument need not read every entry that it settles.
        for instrument in self.sudo():
            for company in instrument.invoice_ids.company_id:
                if instrument.company_id not in company.parent_ids:
                    raise ValidationError(
                        self.env._(
                            "%(instrument)s of %(company)s cannot settle what is owed to %(other)s.",
                            instrument=instrument.display_name,
                            company=instrument.company_id.name,
                            other=company.name,
                        )
                    )

    @api.constrains("invoice_ids", "partner_id")
    def _check_invoices(self):
        # Who takes the instrument need not read every entry that it settles.
        for instrument in self.sudo():
            debts = instrument.invoice_ids.line_ids.filtered(
                lambda line: line.account_type == "asset_receivable"
            )
            if foreign := debts.partner_id.commercial_partner_id - instrument.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(instrument)s of %(customer)s cannot settle the debt of %(other)s.",
                        instrument=instrument.display_name,
                        customer=instrument.commercial_partner_id.name,
                        other=foreign[0].name,
                    )
                )
