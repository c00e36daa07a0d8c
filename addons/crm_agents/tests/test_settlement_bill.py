from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestSettlementBill(SettlementCommon):
    """What agents are paid by: bills, refunds, payroll; what is carried forward."""

    def test_case_3_refund_after_the_settlement(self):
        invoice = self._invoice(self.customer_a, (self.desk, 2000), day="2026-01-10")
        january = self._settle("2026-01-31")
        self.assertEqual(self._bill(january).amount_untaxed, 100.00)
        self._credit(invoice, "2026-02-12", 500)
        self._invoice(self.customer_a, (self.desk, 1200), day="2026-02-20")
        february = self._settle("2026-02-28")
        self.assertEqual((january.amount, february.amount), (100.00, 35.00))
        self.assertEqual(sorted(february.entry_ids.mapped("amount")), [-25.00, 60.00])

    def test_case_3_carried_forward(self):
        invoice = self._invoice(self.customer_a, (self.desk, 2000), day="2026-01-10")
        january = self._settle("2026-01-31")
        self._bill(january)
        self._credit(invoice, "2026-02-12", 500)
        self.assertFalse(self._settle("2026-02-28"))
        self._invoice(self.customer_a, (self.desk, 800), day="2026-03-05")
        march = self._settle("2026-03-31")
        self.assertEqual((march.amount, str(march.date_from)), (15.00, "2026-02-01"))
        self.assertEqual(self._bill(march).amount_untaxed, 15.00)
        self.assertEqual(january.amount, 100.00)
        self.assertFalse(any(march.entry_ids.mapped("is_late")))

    def test_case_13_settled_then_reset_and_posted_for_less(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        january = self._settle("2026-01-31")
        bill = self._bill(january)
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 800
        invoice.action_post()
        self.assertEqual((january.amount, january.state, bill.amount_untaxed), (50.00, "billed", 50.00))
        self.assertEqual(january.entry_ids.mapped("amount"), [50.00])
        open_entries = self._entries(self.agent_a).filtered(lambda entry: not entry.settlement_id)
        self.assertEqual(sorted(open_entries.mapped("amount")), [-50.00, 40.00])
        self.assertTrue(january.activity_ids)

    def test_case_13_cancelled_before_it_was_settled(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        invoice.button_draft()
        invoice.button_cancel()
        self.assertEqual(self._earned(self.agent_a), 0.00)
        self.assertFalse(self._settle("2100-01-01"))

    def test_fiscal_position_gives_tax_and_withholding(self):
        domestic = self._purchase_tax("VAT 17 %", 17)
        vat, withheld = self._purchase_tax("VAT 23 %", 23), self._purchase_tax("IRS -25 %", -25)
        self.plan.product_id.supplier_taxes_id = [Command.set(domestic.ids)]
        position = self._fiscal_position("Self-employed", domestic, vat + withheld)
        self.agent_b.property_account_position_id = position
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        self._invoice(self.customer_b, (self.desk, 4000), day="2026-01-10")
        bills = {
            bill.partner_id: (bill.amount_untaxed, bill.amount_tax, bill.amount_total)
            for settlement in self._settle("2026-01-31")
            for bill in self._bill(settlement)
        }
        self.assertEqual(bills[self.agent_a], (50.00, 8.50, 58.50))
        self.assertEqual(bills[self.agent_b], (200.00, -4.00, 196.00))

    def test_tax_within_the_price_comes_on_top_of_the_commission(self):
        """50.00 are earned; 18 % that prices include make it 59.00, and a withheld 10 % is of the 50.00."""
        included = self._purchase_tax("18 % included", 18, price_include_override="tax_included")
        withheld = self._purchase_tax("10 % withheld", -10, price_include_override="tax_excluded")
        self.plan.product_id.supplier_taxes_id = included
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        bill = self._bill(self._settle("2026-01-31"))
        self.assertEqual((bill.amount_untaxed, bill.amount_tax, bill.amount_total), (50.00, 9.00, 59.00))
        self.plan.product_id.supplier_taxes_id = included + withheld
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-02-10")
        bill = self._bill(self._settle("2026-02-28"))
        self.assertEqual((bill.amount_untaxed, bill.amount_tax, bill.amount_total), (50.00, 4.00, 54.00))

    def test_line_says_until_when_as_the_reader_writes_it(self):
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        settlement = self._settle("2026-01-31")
        bill = self._bill(settlement)
        self.assertEqual(
            bill.invoice_line_ids.name, f"Commission {settlement.name} until 01/31/2026, {self.plan.name}"
        )

    def test_chart_that_comes_later_brings_the_tax_of_the_bills(self):
        product = self.env.ref("crm_agents.product_commission")
        product.supplier_taxes_id = False
        company = self.env["res.company"].create({"name": "Newcomer"})
        self.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        self.assertTrue(company.account_purchase_tax_id)
        self.assertEqual(product.sudo().supplier_taxes_id, company.account_purchase_tax_id)

    def test_several_settlements_on_one_bill(self):
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        first = self._settle("2026-01-15", self.agent_a)
        self._invoice(self.customer_a, (self.desk, 600), day="2026-01-20")
        both = first + self._settle("2026-01-31", self.agent_a)
        self._invoice(self.customer_b, (self.desk, 400), day="2026-01-20")
        everything = both + self._settle("2026-01-31", self.agent_b)
        self._approved(everything).action_bill()
        self.assertEqual(len(everything.bill_id), 2)
        bill = both.bill_id
        self.assertEqual(bill.invoice_line_ids.mapped("price_subtotal"), [50.00, 30.00])
        self.assertEqual(bill.ref, ", ".join(both.mapped("name")))
        bill.action_post()
        self._pay(bill, bill.amount_total, "2026-02-05")
        self.assertEqual(both.mapped("state"), ["paid", "paid"])
        self.assertEqual((everything - both).state, "billed")

    def test_reversed_bill_gives_the_settlement_back(self):
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        settlement = self._settle("2026-01-31")
        bill = self._bill(settlement)
        bill._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}], cancel=True)
        self.assertEqual(settlement.state, "approved")
        settlement.action_bill()
        self.assertNotEqual(settlement.bill_id, bill)
        self.assertEqual((settlement.state, settlement.bill_id.amount_untaxed), ("billed", 50.00))

    def test_bill_matched_with_another_refund_is_paid(self):
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        settlement = self._settle("2026-01-31")
        bill = self._bill(settlement)
        refund = bill.copy({"move_type": "in_refund", "invoice_date": "2026-02-01"})
        refund.action_post()
        (bill + refund).line_ids.filtered(lambda line: line.account_type == "liability_payable").reconcile()
        self.assertEqual((bill.payment_state, bill.reversal_move_ids.ids), ("reversed", []))
        self.assertEqual(settlement.state, "paid")

    def test_refund_bill_when_asked(self):
        invoice = self._invoice(self.customer_a, (self.desk, 2000), day="2026-01-10")
        self._bill(self._settle("2026-01-31"))
        self._credit(invoice, "2026-02-12", 500)
        settlement = self._settle("2026-02-28", below_zero=True)
        bill = self._bill(settlement)
        self.assertEqual(
            (settlement.amount, bill.move_type, bill.amount_untaxed), (-25.00, "in_refund", 25.00)
        )

    def test_employee_is_paid_through_payroll(self):
        self.agent_a.commission_payroll = True
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        self._invoice(self.customer_b, (self.desk, 1000), day="2026-01-10")
        employee, outside = self._approved(self._settle("2026-01-31")).sorted(
            lambda settlement: settlement.agent_id == self.agent_b
        )
        with self.assertRaisesRegex(UserError, "payroll"):
            (employee + outside).action_bill()
        self.assertFalse(outside.bill_id)
        with self.assertRaisesRegex(UserError, "payroll"):
            outside.action_pay_payroll()
        with self.assertRaises(AccessError):
            employee.with_user(self.manager).action_pay_payroll()
        employee.with_user(self.controller).action_pay_payroll()
        self.assertEqual((employee.state, employee.bill_id.id), ("paid", False))
        with self.assertRaisesRegex(UserError, "neither billed nor paid"):
            employee.action_cancel()
        employee.with_user(self.controller).action_undo_payroll()
        self.assertEqual((employee.state, employee.payroll_date), ("approved", False))

    def test_update_takes_in_what_came_late(self):
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        settlement = self._settle("2026-01-31")
        self._invoice(self.customer_a, (self.desk, 200), day="2026-01-20")
        self._invoice(self.customer_a, (self.desk, 400), day="2026-02-01")
        settlement.with_user(self.manager).action_update()
        self.assertEqual((settlement.amount, settlement.entry_count), (60.00, 2))
        settlement.with_user(self.manager).action_update()
        self.assertEqual((settlement.amount, settlement.entry_count), (60.00, 2))
        settlement.action_review()
        with self.assertRaisesRegex(UserError, "reviewed"):
            settlement.with_user(self.manager).action_update()

    def test_nobody_reviews_his_own(self):
        own = self.manager.partner_id
        own.write({"is_agent": True, "commission_plan_id": self.plan.id})
        self.customer_a.agent_assignment_ids.agent_id = own
        self._invoice(self.customer_a, (self.desk, 1000), day="2026-01-10")
        settlement = self._settle("2026-01-31", own)
        with self.assertRaisesRegex(AccessError, "somebody else"):
            settlement.with_user(self.manager).action_review()
        self.assertEqual(settlement.state, "draft")
        settlement.with_user(self.admin_user).action_review()
        self.assertEqual(settlement.state, "reviewed")
