from odoo import Command
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestCommissionCompanies(SettlementCommon):
    """A branch on the books of its head, and another company with another currency: 5 % in all of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.env.company
        cls.branch = cls.env["res.company"].create(
            {
                "name": "Branch in the North",
                "parent_id": cls.head.id,
                "country_id": cls.head.country_id.id,
                "account_fiscal_country_id": cls.head.account_fiscal_country_id.id,
            }
        )
        cls.env.cr.precommit.run()  # the head's chart of accounts reaches the branch
        cls.env.user.company_ids |= cls.branch
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": [cls.head.id, cls.branch.id]})

    def _sell_in(self, company, amount, **values):
        return self._invoice(self.customer_a, (self.desk, amount), company_id=company.id, **values)

    def _settle_in(self, company, day="2026-01-31"):
        return self.env["agent.settlement"].with_company(company)._settle(self.agent_a, company, day)

    def test_branch_is_settled_and_billed_by_itself(self):
        for company, amount in ((self.head, 1000), (self.branch, 3000)):
            self._sell_in(company, amount)
        settlements = self._settle_in(self.head) + self._settle_in(self.branch)
        self.assertEqual(settlements.mapped("amount"), [50.00, 150.00])
        self._approved(settlements).action_bill()
        bills = settlements.bill_id
        self.assertEqual(bills.mapped("company_id"), self.head + self.branch)
        self.assertEqual([bill.amount_untaxed for bill in bills.sorted("id")], [50.00, 150.00])
        self.assertEqual(bills.journal_id.company_id, self.head)

    def test_plan_of_the_head_holds_in_its_branches(self):
        self.plan.company_id = self.head
        self._sell_in(self.branch, 1000)
        self.assertEqual(self._earned(), 50.00)
        self.plan.company_id = self.branch
        self._sell_in(self.head, 1000)
        self._sell_in(self.branch, 200)
        self.assertEqual(self._earned(), 60.00, "a plan of the branch is not one of the head")

    def test_head_receives_the_money_of_a_branch(self):
        self.plan.basis = "receipt"
        invoice = self._sell_in(self.branch, 1000)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer_a.id,
                "amount": 590,
                "date": "2026-01-15",
                "company_id": self.head.id,
            }
        )
        payment.action_post()
        self._receivable(payment.move_id + invoice).reconcile()
        self.assertEqual([(e.company_id, e.amount) for e in self._entries()], [(self.branch, 25.00)])

    def test_volume_of_each_company_by_itself(self):
        """Tiers do not add up what lies on different books: 8,000 each at 2 %, not 16,000 at more."""
        plan = self._create_plan(
            (0, {"by_tier": True}),
            tier_mode="retroactive",
            tier_ids=[
                Command.create({"volume_above": above, "rate": rate}) for above, rate in ((0, 2), (10000, 3))
            ],
        )
        self.agent_a.commission_plan_id = plan
        for company in (self.head, self.branch):
            self._sell_in(company, 8000)
        self.assertEqual(self._entries().mapped("amount"), [160.00, 160.00])
        volumes = self.env["agent.commission.volume"].search([("plan_id", "=", plan.id)])
        self.assertEqual(volumes.mapped("volume"), [8000.00, 8000.00])

    def test_another_company_with_another_currency(self):
        """What is earned stays in the currency of the books it was earned on; nothing is added across."""
        abroad = self.env["res.company"].create({"name": "Abroad"})
        self.env["account.chart.template"].try_loading("generic_coa", abroad, install_demo=False)
        self.env.ref("base.BRL").active = True
        abroad.currency_id = self.env.ref("base.BRL")
        self.env.user.company_ids |= abroad
        there = self.env(context={**self.env.context, "allowed_company_ids": [abroad.id]})
        tax = abroad.account_sale_tax_id
        invoice = there["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer_a.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [
                    Command.create({"name": "Sold", "price_unit": 700, "tax_ids": [Command.set(tax.ids)]})
                ],
            }
        )
        invoice.action_post()
        self._sell_in(self.head, 1000)
        settlements = self._settle_in(self.head)
        settlements |= there["agent.settlement"]._settle(self.agent_a, abroad, "2026-01-31")
        self.assertEqual(
            [(each.company_id, each.currency_id.name, each.amount) for each in settlements],
            [(self.head, self.head.currency_id.name, 50.00), (abroad, "BRL", 35.00)],
        )
        self.plan.company_id = abroad
        self._sell_in(self.head, 5000, day="2026-02-10")
        self.assertFalse(self._settle_in(self.head, "2026-02-28"))
