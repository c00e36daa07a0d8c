from decimal import Decimal

from odoo import Command, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..logic.instrument_steps import interest_legs


class CreditInstrument(models.Model):
    """Renewal: a new instrument in the place of the old one, and the document over the interest that it adds."""

    _inherit = "credit.instrument"

    def _renew(self, maturity_date, name, interest, date):
        """The new instrument of one renewal, received and set against what the old one left open."""
        self.ensure_one()
        interest = self.currency_id.round(interest)
        if interest < 0:
            raise UserError(self.env._("A cost, fee or interest cannot be negative."))
        day = self._check_date(date)
        reopened = self._take_step("renew", date=day)
        charged = self._charge_interest(interest, day, maturity_date)
        # The step was allowed; the new instrument and its entries take rights of an accountant.
        renewed = self.sudo().create(
            {
                "kind": self.kind,
                "name": name or self.env._("%(number)s renewed", number=self.name),
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "amount": self.amount + self._charged_amount(charged),
                "currency_id": self.currency_id.id,
                "issue_date": day,
                "maturity_date": maturity_date,
                "bank_id": self.bank_id.id,
                "drawer": self.drawer,
                "renews_id": self.id,
                "renewal_move_id": reopened.id,
                "interest_move_id": charged.id,
                "invoice_ids": [Command.set(charged.filtered(lambda move: move.is_invoice()).ids)],
            }
        )
        renewed._receive()
        return renewed.with_env(self.env)

    def _charge_interest(self, interest, date, due):
        """The posted document over `interest`, due with the new instrument; empty without interest.

        An invoice by default: interest is a supply to the customer, exempt of tax in most countries and taxed in
        some, so it belongs in the tax return and he needs a paper to book his cost.
        """
        # The step was allowed; its documents are part of it and need no further right.
        instrument = self.sudo()
        if not interest:
            return instrument.env["account.move"]
        if instrument.company_id.root_id.instrument_interest_document == "entry":
            return instrument._book("renew", interest_legs(Decimal(str(interest))), date)
        invoice = (
            instrument.env["account.move"]
            .with_company(instrument.company_id)
            .create(instrument._prepare_interest_invoice(interest, date, due))
        )
        # Where the debt stands, for the new instrument settles both by one receipt.
        terms = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
        terms.account_id = instrument._role_account("customer")
        invoice.action_post()
        return invoice

    def _prepare_interest_invoice(self, interest, date, due):
        """Values of the invoice; account and tax are those of the company's product for interest."""
        company = self.company_id.root_id
        instrument = self.with_context(lang=self.partner_id.lang)
        return {
            "move_type": "out_invoice",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": date,
            "invoice_payment_term_id": False,
            "invoice_date_due": due,
            "invoice_origin": self.display_name,
            "credit_instrument_id": self.id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": company._ensure_interest_product().id,
                        "name": instrument.env._(
                            "Interest for the renewal of %(instrument)s until %(date)s",
                            instrument=instrument.display_name,
                            date=format_date(instrument.env, due),
                        ),
                        "quantity": 1,
                        "price_unit": interest,
                    }
                )
            ],
        }

    def _charged_amount(self, move):
        """What `move` put on the customer's account, tax included, in the instrument's currency."""
        # The step was allowed; only which account the receipt stands on is read.
        account = self.sudo()._role_account("customer")
        return sum(
            move.line_ids.filtered(lambda line: line.account_id == account).mapped("amount_currency"), 0.0
        )

    def _reinstate(self, date):
        """Give the replacement back, credit its interest, and bring back the instrument that it replaced."""
        self.ensure_one()
        replacement = self.renewed_by_ids.filtered(lambda one: one.state != "returned")
        if len(replacement) != 1 or replacement.state != "in_hand":
            states = dict(self._fields["state"]._description_selection(self.env))
            replacement = replacement[:1] or self.renewed_by_ids[-1:]
            raise UserError(
                self.env._(
                    "%(instrument)s, its replacement, is %(state)s: only one in hand can be given back.",
                    instrument=replacement.display_name,
                    state=states[replacement.state],
                )
            )
        day = replacement._check_date(date)
        replacement.action_return(date=day)
        replacement._credit_interest(day)
        # The step was allowed; the entry of the renewal is only set against its opposite, on the same account.
        reopened, account = replacement.sudo().renewal_move_id, self.sudo()._role_account("customer")
        if not reopened:
            self._take_step("relapse", date=day)
            return
        move = self._take_step("reinstate", date=day)
        self._settle(move.line_ids.filtered(lambda line: line.account_id == account), reopened.line_ids)
        self._forget_holder()

    def _credit_interest(self, date):
        """Undo the document over the interest by a credit note, or by the opposite entry."""
        # The step was allowed; its documents are part of it and need no further right.
        charged = self.sudo().interest_move_id
        if charged:
            charged._reverse_moves(
                [
                    {
                        "date": date,
                        "invoice_date": date if charged.is_invoice() else False,
                        "ref": self.env._("Renewal undone: %(document)s", document=charged.name),
                        "credit_instrument_id": charged.credit_instrument_id.id,
                    }
                ],
                cancel=True,
            )
