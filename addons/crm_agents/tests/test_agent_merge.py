from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestAgentMerge(AgentsCommon):
    """Merging contacts leaves the ledger as it is, and shares that add up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(5)
        cls.twin = cls.env["res.partner"].create({"name": "Outside Agent again", "is_agent": True})

    def _merge(self, kept, *others):
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge([kept.id, *(other.id for other in others)], kept, extra_checks=False)
        self.env.invalidate_all()

    def _sold(self, **values):
        (self.agent_b + self.twin).commission_plan_id = self._create_plan(5, **values)
        self._assign(self.customer_a, self.agent_b)
        return self._invoice(self.customer_a, (self.desk, 1000))

    def test_who_has_earned_is_not_merged_away(self):
        self._sold()
        before = self._entries().read()
        with self.assertRaisesRegex(UserError, "Outside Agent: has earned commission"), self.cr.savepoint():
            self._merge(self.twin, self.agent_b)
        self.assertEqual(self._entries().read(), before)
        self.assertTrue(self.agent_b.exists())

    def test_nor_who_will_earn_when_the_customer_pays(self):
        self._sold(basis="receipt")
        with self.assertRaisesRegex(UserError, "has earned"), self.cr.savepoint():
            self._merge(self.twin, self.agent_b)

    def test_others_are_merged_into_him(self):
        self._sold()
        self._assign(self.customer_b, self.twin)
        self._merge(self.agent_b, self.twin)
        self.assertEqual(self._earned(self.agent_b), 50.00)
        self.assertEqual(self.customer_b.agent_assignment_ids.agent_id, self.agent_b)

    def test_shares_of_one_document_add_up(self):
        self._assign(self.customer_a, self.agent_b, 60)
        self._assign(self.customer_a, self.twin, 40)
        order = self._create_order(self.customer_a, (self.desk, 1))
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        self._merge(self.agent_b, self.twin)
        for document in (order, invoice):
            self.assertEqual([(row.agent_id, row.share) for row in document.agent_ids], [(self.agent_b, 100)])

    def test_merged_customers_have_the_agents_of_one(self):
        other = self._create_customer("Gama Lda")
        self._assign(self.customer_a, self.agent_a)
        self._assign(other, self.agent_b)
        self._merge(self.customer_a, other)
        self.assertEqual(self.customer_a.agent_assignment_ids.agent_id, self.agent_a)
        another = self._create_customer("Delta Lda")
        self._merge(another, self.customer_a)
        self.assertEqual(another.agent_assignment_ids.agent_id, self.agent_a)
        self.assertEqual(self._create_order(another, (self.desk, 1)).agent_ids.agent_id, self.agent_a)
