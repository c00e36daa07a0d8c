"""Two entries of one customer become one, with whatever credit control knows of both."""

from odoo import fields
from odoo.tests import tagged

from .common_collection import CollectionCommon


@tagged("post_install", "-at_install")
class TestMerge(CollectionCommon):
    def _merge(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(
            (self.customer_a | self.customer_b).ids, dst_partner=self.customer_a, extra_checks=False
        )
        self.env.invalidate_all()
        self.assertFalse(self.customer_b.exists())

    def _of(self, model):
        return self.env[model].search([("partner_id", "=", self.customer_a.id)])

    def test_customers_who_both_bought_owe_together(self):
        for customer in (self.customer_a, self.customer_b):
            self._confirm(10, customer=customer)
        self._merge()
        self.assertExposure(2000, 2000)
        self._confirm(1)
        self.assertExposure(2100, 2100)

    def test_the_ceiling_of_the_one_kept_counts(self):
        self._create_ceiling(self.customer_b, credit=99)
        raised = self._create_ceiling(
            self.customer_b, credit=500, valid_until=fields.Date.context_today(self.customer_a)
        )
        self._merge()
        self.assertEqual(self._of("credit.ceiling"), self.ceiling | raised)

    def test_no_suspension_is_lost(self):
        rule = self.env["credit.suspension.rule"].create({"name": "Late", "company_id": self.company.id})
        values = {"company_id": self.company.id, "reason": "Late", "rule": "overdue", "rule_id": rule.id}
        for customer in (self.customer_a, self.customer_b):
            self.env["credit.suspension"].create({**values, "partner_id": customer.id})
        self.env["credit.suspension"].create(
            {"partner_id": self.customer_b.id, "company_id": self.company.id, "reason": "Fraud"}
        )
        self._merge()
        self.assertEqual(sorted(self._of("credit.suspension").mapped("reason")), ["Fraud", "Late"])

    def test_the_second_case_is_closed_and_stays(self):
        self._owe(300, days=20)
        self._owe(700, days=20, customer=self.customer_b)
        customers = (self.customer_a | self.customer_b).ids
        first, second = self.cases._open(self.rule, self.company, self.rule._causes(self.company), customers)
        promise = self._promise(second, 700, 5)
        self._merge()
        self.assertEqual(self._of("credit.collection.case"), first | second)
        self.assertEqual((bool(first.date_closed), bool(second.date_closed)), (False, True))
        self.assertEqual((promise.exists().partner_id, first.overdue_amount), (self.customer_a, 1000))

    def test_a_statement_is_not_sent_a_second_time(self):
        mails = self.env["credit.statement.mail"]
        period = (fields.Date.to_date("2026-01-01"), fields.Date.to_date("2026-01-31"))
        mails._queue(self.customer_a | self.customer_b, self.company, *period)
        self._merge()
        self.assertEqual(len(self._of("credit.statement.mail")), 1)
        self.assertEqual(mails._queue(self.customer_a, self.company, *period), 0)
