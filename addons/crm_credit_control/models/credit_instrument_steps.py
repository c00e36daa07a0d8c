from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..logic.instrument_steps import STEPS


class CreditInstrument(models.Model):
    """The steps of an instrument's life. Each is taken for all instruments of a call or for none, each writes its
    entry, and only its opposite undoes it. `date` is the day of the entry, today unless the bank says otherwise.
    """

    _inherit = "credit.instrument"

    def action_ask_step(self):
        """The dialog for the step that the context names (`default_step`), under the name of that step."""
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "crm_credit_control.action_credit_instrument_step"
        )
        names = dict(self.env["credit.instrument.step"]._fields["step"]._description_selection(self.env))
        return {**action, "name": names.get(self.env.context.get("default_step"), action["name"])}

    def action_receive(self):
        """Take the instrument in: debit the portfolio, credit the customer, settle the chosen invoices."""
        for instrument in self._allowed("receive"):
            instrument._receive()

    def action_deposit(self, bank_journal=None, date=None):
        """Hand the instrument to our bank for collection; `bank_journal` (id or record) unless already chosen."""
        for instrument in self._allowed("deposit"):
            instrument._choose_bank(bank_journal)
            instrument._take_step("deposit", date=date, is_at_bank=True)

    def action_withdraw(self, date=None):
        """Take the instrument back from our bank before it was collected: the opposite of the deposit."""
        for instrument in self._allowed("withdraw"):
            instrument._take_step("withdraw", date=date)
            instrument._forget_holder()

    def action_discount(self, bank_journal=None, cost=0.0, interest=0.0, date=None):
        """Sell the instrument to our bank before maturity for its amount less `cost` and `interest`.

        Both in the instrument's currency: what the bank charges for the work, and what it keeps for the time.
        """
        for instrument in self._allowed("discount"):
            if instrument.currency_id.compare_amounts(cost + interest, instrument.amount) >= 0:
                raise UserError(
                    self.env._(
                        "Cost and interest would eat up %(instrument)s.", instrument=instrument.display_name
                    )
                )
            instrument._choose_bank(bank_journal)
            instrument._take_step("discount", extra=cost, interest=interest, date=date)

    def action_endorse(self, supplier, bills=None, date=None):
        """Pay `supplier` (id or record) with the instrument.

        It settles `bills` (ids or records), or else what we owe him, oldest due first.
        """
        supplier_id = supplier if isinstance(supplier, int) else supplier.id
        bills = self.env["account.move"].browse(bills or []) if not hasattr(bills, "ids") else bills
        for instrument in self._allowed("endorse"):
            move = instrument._take_step("endorse", date=date, endorsee_id=supplier_id)
            instrument._settle_payable(move, bills)

    def action_take_back(self, date=None):
        """Take a discounted or endorsed instrument back from its holder, who gets his money or his claim back.

        What a bank kept for a discount stays a cost.
        """
        for instrument in self._allowed("take_back"):
            move = instrument._take_step("take_back", date=date)
            instrument._reopen_payable(move)
            instrument._forget_holder()

    def action_clear(self, bank_journal=None, date=None):
        """The instrument was paid: it can no longer fail and leaves the obligo."""
        for instrument in self._allowed("clear"):
            if instrument.state in ("in_hand", "deposited"):
                instrument._choose_bank(bank_journal)
            instrument._take_step("clear", date=date)

    def action_bounce(self, fee=0.0, charge_customer=True, date=None):
        """The instrument came back unpaid: the invoices are open again in this one step, and so is an endorsee's claim.

        `fee` (instrument's currency) is what our bank takes; it is added to the debt unless `charge_customer` is off.
        """
        for instrument in self._allowed("bounce"):
            if fee:
                instrument._choose_bank(None)
            move = instrument._take_step("bounce", extra=fee, on_customer=charge_customer, date=date)
            instrument._reopen_debt(move)
            instrument._reopen_payable(move)

    def action_present(self, date=None):
        """The customer asks to present a bounced instrument again: in hand once more, the invoices are settled.

        A fee that was charged on stays owed. The opposite of the bounce.
        """
        for instrument in self._allowed("present"):
            move = instrument._take_step("present", date=date)
            credit = move.line_ids.filtered(lambda line: line.balance < 0)
            instrument._settle_debts(credit)
            instrument._forget_holder()

    def action_return(self, date=None):
        """Give the instrument back to the customer: the invoices are open again. The opposite of receiving it."""
        for instrument in self._allowed("return"):
            move = instrument._take_step("return", date=date)
            instrument._reopen_debt(move)

    def action_renew(self, maturity_date, name=None, interest=0.0, date=None):
        """Replace the instrument by one that matures on `maturity_date`, in hand at once; returns the new ones.

        `interest` (instrument's currency, before tax) is charged by an invoice or an entry, as the company has
        chosen; the new instrument is over the old amount and what was charged.
        """
        renewed = self.browse()
        for instrument in self._allowed("renew"):
            renewed |= instrument._renew(fields.Date.to_date(maturity_date), name, interest, date)
        return renewed

    def action_reinstate(self, date=None):
        """Undo the renewal: the new instrument goes back to the customer, its interest is credited, and the old one is
        again what it was, in hand or bounced. The opposite of the renewal.
        """
        for instrument in self._allowed("reinstate"):
            instrument._reinstate(date)

    def _allowed(self, step):
        """`self` when the user may take `step` on each of them; refuses the whole call otherwise.

        The rows are locked first: of two sessions with the same step, the second fails to serialize, is repeated by
        Odoo with a fresh picture and then finds that the step was taken.
        """
        self.check_access("write")
        self._lock_rows()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for instrument in self:
            if instrument.state not in STEPS[step].sources:
                raise UserError(
                    self.env._(
                        "%(instrument)s is %(state)s: this step is not possible.",
                        instrument=instrument.display_name,
                        state=labels[instrument.state],
                    )
                )
        return self

    def _lock_rows(self):
        """Wait for whoever works on these instruments; Odoo's own lock would refuse instead of waiting."""
        if self.ids:
            self.flush_recordset()
            self.env.execute_query(
                SQL(
                    "SELECT id FROM credit_instrument WHERE id IN %s ORDER BY id FOR UPDATE",
                    tuple(self.ids),
                )
            )
