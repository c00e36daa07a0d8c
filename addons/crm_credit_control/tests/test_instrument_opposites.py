"""Each step is undone by its opposite, entry by entry; suppliers' bills open and close with the instrument."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentOpposites(InstrumentCommon):
    def _bill(self, supplier, amount, due=30):
        """A posted bill of a supplier, without tax."""
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": supplier.id,
                "invoice_date": DAY_0,
                "invoice_date_due": day(due),
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": False})
                ],
            }
        )
        bill.action_post()
        return bill

    def test_withdrawal_undoes_the_deposit(self):
        invoice = self._invoiced()
        cheque = self._register(1000, invoices=invoice)
        cheque.action_deposit(self.bank)
        cheque.action_withdraw()
        self.assertEqual((cheque.state, cheque.is_at_bank), ("in_hand", False))
        self.assertEqual(self._balances(cheque), {"portfolio": 1000, "asset_receivable": -1000})
        self.assertExposure(0, 1000, receivable=0, instruments=1000)
        self.assertEqual(invoice.amount_residual, 0)
        cheque.action_deposit(self.bank)
        cheque.action_clear()
        self.assertEqual(self._balances(cheque), {"bank": 1000, "asset_receivable": -1000})

    def test_discount_splits_cost_and_interest(self):
        bill = self._register(1000, invoices=self._invoiced(), kind="bill")
        bill.action_discount(self.bank, cost=5, interest=12.5)
        self.assertEqual(
            self._entry(bill),
            {"bank": (982.5, 0), "cost": (5, 0), "discount": (12.5, 0), "recourse": (0, 1000)},
        )
        bill.action_take_back()
        self.assertEqual(self._entry(bill), {"recourse": (1000, 0), "bank": (0, 1000)})
        self.assertEqual(
            self._balances(bill),
            {"portfolio": 1000, "asset_receivable": -1000, "cost": 5, "discount": 12.5, "bank": -17.5},
        )
        self.assertExposure(0, 1000)

    def test_what_a_discount_in_another_currency_keeps_is_rounded_for_each(self):
        """A dollar of cost and one of interest are 0.625 euro each, and both 1.25: the bank paid what is left."""
        dollar = self._dollars().currency_id
        self._rate(dollar, DAY_0, 1.6)
        bill = self._register(800, kind="bill", currency_id=dollar.id)
        bill.action_discount(self.bank, cost=1, interest=1)
        self.assertEqual(
            self._entry(bill),
            {"bank": (498.74, 0), "cost": (0.63, 0), "discount": (0.63, 0), "recourse": (0, 500)},
        )

    def test_discount_of_a_deposited_bill_comes_back_to_the_hand(self):
        bill = self._register(1000, invoices=self._invoiced(), kind="bill")
        bill.action_deposit(self.bank)
        bill.action_discount(cost=5)
        bill.action_take_back()
        self.assertEqual(
            self._entry(bill),
            {"recourse": (1000, 0), "bank": (0, 1000), "portfolio": (1000, 0), "collection": (0, 1000)},
        )
        self.assertEqual((bill.state, bill.is_at_bank), ("in_hand", False))

    def test_discount_refuses_to_eat_up_the_bill(self):
        bill = self._register(1000, kind="bill")
        with self.assertRaises(UserError):
            bill.action_discount(self.bank, cost=500, interest=500)
        with self.assertRaises(UserError):
            bill.action_discount(self.bank, interest=-1)
        self.assertEqual((bill.state, len(bill.move_ids)), ("in_hand", 1))

    def test_endorsement_pays_the_bills_oldest_first(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        later, sooner = self._bill(supplier, 700, due=60), self._bill(supplier, 600, due=30)
        cheque = self._register(1000, invoices=self._invoiced())
        cheque.action_endorse(supplier)
        self.assertEqual(self._entry(cheque), {"liability_payable": (1000, 0), "recourse": (0, 1000)})
        self.assertEqual((sooner.amount_residual, later.amount_residual), (0, 300))
        cheque.action_bounce()
        self.assertEqual((sooner.amount_residual, later.amount_residual), (600, 700))
        self.assertEqual(sooner.payment_state, "not_paid")
        self.assertEqual(self._balances(cheque), {})
        self.assertExposure(1000, 1000, receivable=1000, instruments=0)
        payable = cheque.move_ids.line_ids.filtered(lambda line: line.account_type == "liability_payable")
        self.assertTrue(all(payable.mapped("reconciled")))

    def test_endorsement_pays_the_chosen_bill(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        chosen, other = self._bill(supplier, 700, due=60), self._bill(supplier, 600, due=30)
        cheque = self._register(1000, invoices=self._invoiced())
        cheque.action_endorse(supplier, bills=chosen.ids)
        self.assertEqual((chosen.amount_residual, other.amount_residual), (0, 600))
        cheque.action_take_back()
        self.assertEqual((chosen.amount_residual, cheque.state, len(cheque.endorsee_id)), (700, "in_hand", 0))
        self.assertEqual(self._balances(cheque), {"portfolio": 1000, "asset_receivable": -1000})

    def test_cleared_endorsement_that_comes_back_opens_the_bill(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        bill = self._bill(supplier, 1000)
        cheque = self._register(1000, invoices=self._invoiced())
        cheque.action_endorse(supplier)
        cheque.action_clear()
        cheque.action_bounce()
        self.assertEqual((bill.amount_residual, self._balances(cheque)), (1000, {}))

    def test_bounced_cheque_is_presented_again_and_bounces_again(self):
        invoice = self._invoiced()
        cheque = self._register(1000, invoices=invoice)
        cheque.action_deposit(self.bank)
        cheque.action_bounce(fee=20)
        self.assertEqual(
            [(line.balance, line.account_type) for line in self._last(cheque).line_ids.sorted("id")],
            [
                (1000, "asset_receivable"),
                (-1000, "asset_current"),
                (20, "asset_receivable"),
                (-20, "asset_cash"),
            ],
        )
        cheque.action_present()
        self.assertEqual(self._entry(cheque), {"portfolio": (1000, 0), "asset_receivable": (0, 1000)})
        self.assertEqual((invoice.amount_residual, cheque.state), (0, "in_hand"))
        self.assertExposure(20, 1020, receivable=20, instruments=1000)
        cheque.action_deposit(self.bank)
        cheque.action_bounce()
        self.assertEqual(invoice.amount_residual, 1000)
        self.assertExposure(1020, 1020, receivable=1020, instruments=0)
        self.assertEqual(self._balances(cheque), {"asset_receivable": 20, "bank": -20})

    def test_steps_are_dated_within_the_life_of_the_cheque(self):
        cheque = self._register(1000)
        for date in (day(-1), day(1)):
            with self.assertRaises(UserError):
                cheque.action_deposit(self.bank, date=date)
        self.assertEqual((cheque.state, len(cheque.move_ids)), ("in_hand", 1))
        with freeze_time(day(10)):
            cheque.action_deposit(self.bank, date=day(8))
        self.assertEqual(self._last(cheque).date, day(8))

    def test_opposites_only_after_what_they_undo(self):
        cheque = self._register(1000)
        for step in (cheque.action_withdraw, cheque.action_take_back, cheque.action_present):
            with self.assertRaises(UserError):
                step()
        self.assertEqual((cheque.state, len(cheque.move_ids)), ("in_hand", 1))
