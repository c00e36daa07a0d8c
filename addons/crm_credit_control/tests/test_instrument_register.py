"""Cheques and bills from the payment dialog: several for one invoice, one for several, a stated rest."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentRegister(InstrumentCommon):
    def _dialog(self, invoices, rows, user=None, **values):
        """The payment dialog with one row for each (number, amount, days to maturity)."""
        wizards = self.env["account.payment.register"].with_user(user or self.controller)
        return wizards.with_context(active_model="account.move", active_ids=invoices.ids).create(
            {
                "group_payment": True,
                "instrument_kind": "cheque",
                "instrument_row_ids": [
                    Command.create({"name": name, "amount": amount, "maturity_date": day(days)})
                    for name, amount, days in rows
                ],
                **values,
            }
        )

    def test_17_two_cheques_for_one_invoice(self):
        invoice = self._invoiced()
        dialog = self._dialog(invoice, [("A1", 400, 30), ("A2", 600, 60)])
        self.assertEqual((dialog.instrument_open_amount, dialog.instrument_rest), (1000, 0))
        action = dialog.action_create_payments()
        cheques = self.env["credit.instrument"].search(action["domain"])
        self.assertEqual(
            [(one.name, one.amount, one.maturity_date, one.state) for one in cheques],
            [("A1", 400, day(30), "in_hand"), ("A2", 600, day(60), "in_hand")],
        )
        self.assertEqual((invoice.amount_residual, invoice.settling_instrument_count), (0, 2))
        self.assertEqual(len(invoice.matched_payment_ids | cheques.payment_id), 2)
        self.assertExposure(0, 1000, receivable=0, instruments=1000)

    def test_one_bill_for_two_invoices(self):
        invoices = self._invoiced(4) | self._invoiced(6)
        dialog = self._dialog(invoices, [("B1", 1000, 90)], instrument_kind="bill")
        bill = self.env["credit.instrument"].browse(dialog.action_create_payments()["res_id"])
        self.assertEqual((bill.kind, bill.invoice_ids), ("bill", invoices))
        self.assertEqual(invoices.mapped("amount_residual"), [0, 0])
        self.assertEqual(self._balances(bill), {"portfolio": 1000, "asset_receivable": -1000})

    def test_a_rest_must_be_stated(self):
        invoice = self._invoiced()
        dialog = self._dialog(invoice, [("A1", 900, 30)])
        self.assertEqual(dialog.instrument_rest, 100)
        with self.assertRaises(UserError):
            dialog.action_create_payments()
        self.assertFalse(self.env["credit.instrument"].search([("partner_id", "=", self.customer_a.id)]))
        self.assertEqual(invoice.amount_residual, 1000)
        dialog.instrument_rest_stays = True
        dialog.action_create_payments()
        self.assertEqual(invoice.amount_residual, 100)
        self.assertExposure(100, 1000)

    def test_row_without_a_number_is_told_in_words(self):
        """The offered row may stand untouched above those that were typed."""
        invoice = self._invoiced()
        for name in (False, "  "):
            dialog = self._dialog(invoice, [(name, 400, 30), ("A2", 600, 60)])
            with self.assertRaisesRegex(UserError, "number of each cheque"):
                dialog.action_create_payments()
        self.assertFalse(self.env["credit.instrument"].search([("partner_id", "=", self.customer_a.id)]))
        self.assertEqual(invoice.amount_residual, 1000)

    def test_dialog_takes_nothing_twice(self):
        dialog = self._dialog(self._invoiced(), [("A1", 900, 30)], instrument_rest_stays=True)
        dialog.action_create_payments()
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            dialog.action_create_payments()
        self.assertExposure(100, 1000, receivable=100, instruments=900)

    def test_dialog_offers_the_open_amount_in_one_row(self):
        invoice = self._invoiced()
        wizards = self.env["account.payment.register"].with_user(self.controller)
        form = Form(wizards.with_context(active_model="account.move", active_ids=invoice.ids))
        form.instrument_kind = "promissory_note"
        with form.instrument_row_ids.edit(0) as row:
            self.assertEqual((row.amount, row.maturity_date), (1000, invoice.invoice_date_due))
            row.name = "N1"
            row.amount = 700
        with form.instrument_row_ids.new() as row:
            row.name = "N2"
            self.assertEqual(row.amount, 300)
            row.maturity_date = day(90)
        form.instrument_row_ids.remove(1)
        with form.instrument_row_ids.edit(0) as row:
            row.amount = 1000
        note = self.env["credit.instrument"].browse(form.save().action_create_payments()["res_id"])
        self.assertEqual((note.kind, note.name, note.state), ("promissory_note", "N1", "in_hand"))

    def test_rows_added_to_the_offered_one_share_what_is_open(self):
        """Cents that do not divide go to the last row; an amount that was typed stays, the others share the rest."""
        invoice = self._invoiced()
        wizards = self.env["account.payment.register"].with_user(self.controller)
        form = Form(wizards.with_context(active_model="account.move", active_ids=invoice.ids))
        form.instrument_kind = "cheque"

        def amounts():
            return [
                form.instrument_row_ids.edit(index).amount for index in range(len(form.instrument_row_ids))
            ]

        for number in (2, 3):
            with form.instrument_row_ids.new() as row:
                row.name = f"C{number}"
                row.maturity_date = day(30 * number)
        self.assertEqual(amounts(), [333.33, 333.33, 333.34])
        self.assertEqual(form.instrument_rest, 0)
        with form.instrument_row_ids.edit(0) as row:
            row.name = "C1"
            row.amount = 500
        self.assertEqual(amounts(), [500, 250, 250])
        form.instrument_row_ids.remove(2)
        self.assertEqual(amounts(), [500, 500])
        with form.instrument_row_ids.edit(1) as row:
            row.amount = 600
        self.assertEqual(amounts(), [500, 600])
        self.assertEqual(form.instrument_rest, -100)

    def test_money_does_not_go_into_the_journal_of_instruments(self):
        invoice = self._invoiced()
        dialog = self._dialog(invoice, [], instrument_kind=False)
        self.assertNotIn(self.company.instrument_journal_id, dialog.available_journal_ids)
        self.assertIn(self.bank, dialog.available_journal_ids)
        with self.assertRaises(UserError):
            self._dialog(invoice, []).action_create_payments()

    def test_who_may_not_take_instruments_is_not_asked(self):
        invoice = self._invoiced()
        rows = self.env["account.payment.register.instrument"]
        self.assertFalse(rows.with_user(self.seller_a).has_access("create"))
        clerk = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk",
                "group_ids": [Command.link(self.env.ref("account.group_account_invoice").id)],
                "company_ids": [Command.link(self.company.id)],
                "company_id": self.company.id,
            }
        )
        dialog = self._dialog(invoice, [("A1", 1000, 30)], user=clerk)
        self.assertFalse(dialog.can_take_instruments)
        with self.assertRaises(UserError):
            dialog.action_create_payments()
        self.assertEqual(invoice.amount_residual, 1000)

    def test_customer_form_receives_for_all_open_invoices(self):
        invoices = self._invoiced(4) | self._invoiced(6)
        action = self.customer_a.with_user(self.controller).action_register_instruments()
        wizard = (
            self.env["account.payment.register"]
            .with_user(self.controller)
            .with_context(**action["context"])
            .create(
                {
                    "instrument_row_ids": [
                        Command.create({"name": "A1", "amount": 1000, "maturity_date": day(60)})
                    ]
                }
            )
        )
        self.assertEqual((wizard.instrument_kind, wizard.line_ids.move_id), ("cheque", invoices))
        wizard.action_create_payments()
        self.assertEqual(sum(invoices.mapped("amount_residual")), 0)
        self.assertEqual(self.customer_a.instrument_count, 1)
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.seller_a).action_register_instruments()

    def test_customer_without_debt_gives_a_cheque_on_account(self):
        action = self.customer_a.with_user(self.controller).action_register_instruments()
        self.assertEqual(action["res_model"], "credit.instrument")
        self.assertEqual(action["context"], {"default_partner_id": self.customer_a.id})
