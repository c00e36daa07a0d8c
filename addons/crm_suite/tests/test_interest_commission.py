from odoo import fields
from odoo.addons.crm_agents.tests.common import AgentsCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestInterestCommission(AgentsCommon):
    """Who sells goods on credit earns by the goods; the interest of a renewal is nobody's sale."""

    def test_interest_of_a_renewal_earns_nothing(self):
        today = fields.Date.context_today(self.customer_a)
        plan = self._create_plan(5)
        self.agent_a.commission_plan_id = plan
        self._assign(self.customer_a, self.agent_a)
        sold = self._invoice(self.customer_a, (self.desk, 1000))
        bill = self.env["credit.instrument"].create(
            {
                "kind": "bill",
                "name": "B-1",
                "partner_id": self.customer_a.id,
                "amount": 1180,
                "maturity_date": fields.Date.add(today, days=30),
                "invoice_ids": sold.ids,
            }
        )
        bill.action_receive()
        interest = bill.action_renew(fields.Date.add(today, days=90), interest=25).interest_move_id
        self.assertEqual(interest.amount_untaxed, 25)
        self.assertEqual(self._entries(self.agent_a).move_id, sold)
        self.assertEqual(self._earned(self.agent_a), 50)
