from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang


class AccountPaymentRegister(models.TransientModel):
    """The payment dialog also takes cheques and bills: several for one invoice, or one for several invoices."""

    _inherit = "account.payment.register"

    can_take_instruments = fields.Boolean(compute="_compute_can_take_instruments")
    instrument_kind = fields.Selection(
        [("cheque", "Cheques"), ("bill", "Bills of Exchange"), ("promissory_note", "Promissory Notes")],
        string="Paid with",
    )
    instrument_row_ids = fields.One2many(
        "account.payment.register.instrument", "register_id", "Cheques and Bills"
    )
    instrument_open_amount = fields.Monetary("Open Amount", compute="_compute_instrument_rest")
    instrument_rest = fields.Monetary(
        "Rest", compute="_compute_instrument_rest", help="Open amount less the cheques or bills below."
    )
    instrument_rest_stays = fields.Boolean(
        "Leave the Rest Open", help="Otherwise the amounts must make up exactly what is open."
    )

    @api.depends("payment_type", "partner_type", "can_edit_wizard", "is_register_payment_on_draft")
    def _compute_can_take_instruments(self):
        is_controller = self.env["credit.instrument"].has_access("create")
        for wizard in self:
            wizard.can_take_instruments = (
                is_controller
                and wizard.can_edit_wizard
                and wizard.payment_type == "inbound"
                and wizard.partner_type == "customer"
                and not wizard.is_register_payment_on_draft
            )

    @api.depends(
        "instrument_row_ids.amount", "currency_id", "payment_date", "source_amount", "source_amount_currency"
    )
    def _compute_instrument_rest(self):
        for wizard in self:
            company_currency = wizard.company_id.currency_id
            if wizard.currency_id == wizard.source_currency_id or not company_currency:
                wizard.instrument_open_amount = wizard.source_amount_currency
            else:
                wizard.instrument_open_amount = company_currency._convert(
                    wizard.source_amount, wizard.currency_id, wizard.company_id, wizard.payment_date
                )
            total = sum(wizard.instrument_row_ids.mapped("amount"))
            wizard.instrument_rest = wizard.instrument_open_amount - total

    def _compute_available_journal_ids(self):
        """Money goes into the journals of money: that of instruments takes instruments only, by their rows."""
        result = super()._compute_available_journal_ids()
        for wizard in self:
            # Which journal that is, is no secret; who takes a payment need not see the company's other settings.
            wizard.available_journal_ids -= wizard.company_id.root_id.sudo().instrument_journal_id
        return result

    @api.onchange("instrument_kind")
    def _onchange_instrument_kind(self):
        """Offer one row over the whole open amount, due with the last invoice."""
        if self.instrument_kind and not self.instrument_row_ids:
            due_dates = [date for date in self.line_ids.mapped("date_maturity") if date]
            self.instrument_row_ids = [
                Command.create(
                    {
                        "maturity_date": max([self.payment_date, *due_dates]),
                        "amount": self.instrument_open_amount,
                        "offered_amount": self.instrument_open_amount,
                    }
                )
            ]

    @api.onchange("instrument_row_ids")
    def _onchange_instrument_rows(self):
        """Share what is open among the rows whose amount nobody typed."""
        rows = self.instrument_row_ids
        offered = rows.filtered(lambda row: row.amount == row.offered_amount)
        typed = sum((rows - offered).mapped("amount"))
        offered._share_out(max(self.instrument_open_amount - typed, 0))

    def action_create_payments(self):
        """Receive the cheques or bills of the rows instead of a payment, when it is paid with them."""
        if not self.instrument_kind:
            return super().action_create_payments()
        self._check_instruments()
        rows = self.instrument_row_ids
        instruments = self.env["credit.instrument"].create([row._prepare_instrument() for row in rows])
        instruments.action_receive()
        action = self.env["ir.actions.actions"]._for_xml_id("crm_credit_control.action_credit_instrument")
        action["context"] = {"create": False}
        if len(instruments) == 1:
            return {**action, "views": [(False, "form")], "view_mode": "form", "res_id": instruments.id}
        return {**action, "domain": [("id", "in", instruments.ids)]}

    def _check_instruments(self):
        """Refuse what cannot be paid with instruments, and amounts that leave a rest nobody spoke of."""
        self.ensure_one()
        if not self.can_take_instruments:
            raise UserError(
                self.env._("Cheques and bills settle posted invoices of one customer in one currency.")
            )
        if not self.instrument_row_ids:
            raise UserError(self.env._("Enter the cheques or bills that were received."))
        if not all(row.name and row.name.strip() for row in self.instrument_row_ids):
            raise UserError(
                self.env._("Fill in the number of each cheque or bill, or remove the row that has none.")
            )
        still_open = abs(sum(self.line_ids.mapped("amount_residual")))
        if self.company_id.currency_id.compare_amounts(still_open, self.source_amount) != 0:
            # A second click: what is open is no longer what this dialog was opened for.
            raise UserError(self.env._("These invoices were settled in the meantime. Open the dialog again."))
        if not self.instrument_rest_stays and not self.currency_id.is_zero(self.instrument_rest):
            raise UserError(
                self.env._(
                    "The amounts differ by %(rest)s from what is open. Correct them, or say that the rest stays open.",
                    rest=formatLang(self.env, self.instrument_rest, currency_obj=self.currency_id),
                )
            )
