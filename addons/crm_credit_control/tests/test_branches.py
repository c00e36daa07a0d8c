"""A house with a branch, and a stranger, that share a customer: each company's figures are its own."""

from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_companies import CompaniesCommon


@tagged("post_install", "-at_install")
class TestBranches(CompaniesCommon):
    def _invoice_in(self, company, quantity=10):
        order = self._sell_in(company, quantity)
        order.action_confirm()
        return self._invoice(order)

    def test_a_cheque_for_an_invoice_of_the_branch_stays_in_its_obligo(self):
        invoice = self._invoice_in(self.branch)
        cheque = self._take_cheque(invoice)
        self.assertEqual(cheque.company_id, self.branch)
        self.assertEqual(cheque.move_ids.company_id, self.branch)
        self.assertEqual(cheque.move_ids.journal_id.company_id, self.company)
        self.assertEqual(invoice.amount_residual, 0)
        figures = self._figures_in(self.branch)
        self.assertEqual((figures["credit_amount"], figures["obligo_amount"]), (0, 1000))
        for other in self.company | self.stranger:
            self.assertEqual(self._figures_in(other)["obligo_amount"], 0, other.name)

    def test_the_branch_s_obligo_ceiling_counts_its_cheques(self):
        self._create_ceiling(self.customer_a, obligo=1500, company_id=self.branch.id)
        self._take_cheque(self._invoice_in(self.branch))
        order = self._sell_in(self.branch, 6)
        order.action_confirm()
        self.assertNotConfirmed(order)
        elsewhere = self._sell_in(self.company, 6)
        elsewhere.action_confirm()
        self.assertEqual(elsewhere.state, "sale")

    def test_each_step_of_a_cheque_of_the_branch_is_booked_there(self):
        for steps in (
            (("deposit", {}), ("bounce", {"fee": 20}), ("present", {})),
            (("discount", {"cost": 5, "interest": 10}), ("take_back", {})),
            (("deposit", {}), ("withdraw", {}), ("return", {})),
            (("deposit", {}), ("clear", {})),
        ):
            cheque = self._take_cheque(self._invoice_in(self.branch)).with_env(self._in(self.branch))
            cheque.bank_journal_id = self.banks[self.branch]
            for step, values in steps:
                getattr(cheque, f"action_{step}")(**values)
                self.assertEqual(cheque.move_ids.company_id, self.branch, step)
                self.assertEqual(self._figures_in(self.branch), self._expected_in(self.branch), step)
        self.assertEqual(set(self._figures_in(self.company).values()), {0})

    def test_a_renewal_with_interest_stays_in_the_branch(self):
        cheque = self._take_cheque(self._invoice_in(self.branch)).with_env(self._in(self.branch))
        renewed = cheque.action_renew(date(2099, 12, 31), interest=12)
        self.assertEqual((renewed.company_id, renewed.amount), (self.branch, 1012))
        self.assertEqual((cheque | renewed).move_ids.company_id, self.branch)
        figures = self._figures_in(self.branch)
        self.assertEqual((figures["credit_amount"], figures["obligo_amount"]), (0, 1012))
        cheque.action_reinstate()
        figures = self._figures_in(self.branch)
        self.assertEqual((figures["credit_amount"], figures["obligo_amount"]), (0, 1000))

    def test_a_slip_takes_the_cheques_of_the_branch_to_the_bank_of_the_house(self):
        cheque = self._take_cheque(self._invoice_in(self.branch))
        wizard = self._in(self.branch)["credit.instrument.step"].with_context(
            active_model="credit.instrument", active_ids=cheque.ids, default_step="deposit"
        )
        step = wizard.create({"bank_journal_id": self.banks[self.branch].id})
        step.action_apply()
        self.assertEqual(cheque.state, "deposited")
        self.assertEqual(cheque.slip_ids.company_id, self.branch)

    def test_one_cheque_for_both_is_the_house_s(self):
        invoices = self._invoice_in(self.company) | self._invoice_in(self.branch)
        cheque = self._register(2000, invoices=invoices)
        self.assertEqual(cheque.company_id, self.company)
        self.assertEqual(invoices.mapped("amount_residual"), [0, 0])
        self.assertEqual(self._figures_in(self.company)["obligo_amount"], 2000)

    def test_a_cheque_settles_nothing_of_a_company_that_is_not_below_its_own(self):
        invoice = self._invoice_in(self.company)
        for company in self.branch | self.stranger:
            with self.assertRaises(ValidationError):
                self._register(1000, invoices=invoice, company_id=company.id)
        self.assertEqual(invoice.amount_residual, 1000)

    def test_clearing_days_of_a_branch_are_those_of_its_house(self):
        self.company.instrument_clearing_days = 8
        self.assertEqual(self.branch.instrument_clearing_days, 8)
        self.assertEqual(self.stranger.instrument_clearing_days, 3)

    def test_jobs_find_each_company_s_own(self):
        """A suspension and a case of the branch are about its debt only."""
        self._invoice_in(self.branch)
        self._create_ceiling(self.customer_a, credit=500, company_id=self.branch.id)
        self.env["credit.collection.rule"].search([]).unlink()
        rule = self.env["credit.collection.rule"].create({"on_over_ceiling": True})
        found = {company: rule._causes(company) for company in self.companies}
        self.assertEqual(found[self.branch], {self.customer_a.id: ["over_ceiling"]})
        self.assertEqual([found[self.company], found[self.stranger]], [{}, {}])

    def test_who_works_in_the_branch_only_takes_its_cheques(self):
        controller = self._create_user(
            "branch_controller",
            "crm_base.group_credit_controller",
            company_ids=[Command.set(self.branch.ids)],
            company_id=self.branch.id,
        )
        invoice = self._invoice_in(self.branch)
        instruments = (
            self.env["credit.instrument"]
            .with_user(controller)
            .with_context(allowed_company_ids=self.branch.ids)
        )
        cheque = instruments.create(
            {
                "name": "1",
                "partner_id": self.customer_a.id,
                "amount": 1000,
                "maturity_date": "2099-01-01",
                "invoice_ids": [Command.set(invoice.ids)],
            }
        )
        cheque.action_receive()
        self.assertEqual((cheque.company_id, cheque.state), (self.branch, "in_hand"))
        cheque.action_deposit(self.banks[self.branch].id)
        cheque.action_bounce()
        self.assertEqual(invoice.amount_residual, 1000)
