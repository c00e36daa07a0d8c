"""Rules suspend and lift by themselves; what a person said they leave alone."""

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common_collection import CollectionCommon

DAY_0 = "2026-03-02"


def day(number):
    """The `number`th day after the first one of these stories."""
    return fields.Date.add(fields.Date.to_date(DAY_0), days=number)


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestSuspensionRules(CollectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.suspension.rule"].search([]).active = False

    def _suspension_rule(self, cause, **values):
        return self.env["credit.suspension.rule"].create(
            {"name": f"Rule {cause}", "cause": cause, "company_id": self.company.id, **values}
        )

    def _suspend(self, times=3):
        for _run in range(times):
            self._run("cron_suspend")

    def _suspensions(self, customer=None):
        return self.env["credit.suspension"].search(
            [("partner_id", "=", (customer or self.customer_a).id), ("company_id", "=", self.company.id)]
        )

    def test_overdue_debt_suspends_once_and_payment_lifts(self):
        rule = self._suspension_rule("overdue", overdue_days=60)
        invoice = self._owe(300, days=60)
        self._suspend()
        self.assertFalse(self._suspensions())
        with freeze_time(day(1)):
            self._suspend()
            suspension = self._suspensions()
            self.assertEqual(len(suspension), 1)
            self.assertEqual(
                (suspension.rule, suspension.rule_id, suspension.reason, suspension.date_from),
                ("overdue", rule, "Rule overdue", day(1)),
            )
            self.assertTrue(self.customer_a.is_suspended)
            order = self._sell(1)
            order.action_confirm()
            self.assertNotConfirmed(order)
            self.assertIn("suspended", order.authorization_ids.mapped("reason"))
        with freeze_time(day(5)):
            self._pay(invoice)
            self._suspend()
            self.assertEqual((suspension.date_to, suspension.is_pardoned), (day(4), False))
            self.assertFalse(self.customer_a.is_suspended)
            self._owe(100, days=90)
            self._suspend()
            self.assertEqual(len(self._suspensions()), 2)
            self.assertTrue(self.customer_a.is_suspended)

    def test_what_a_person_imposed_is_never_lifted(self):
        self._suspension_rule("overdue", overdue_days=60)
        by_hand = (
            self.env["credit.suspension"]
            .with_user(self.controller)
            .create({"partner_id": self.customer_a.id, "company_id": self.company.id, "reason": "Fraud"})
        )
        self._suspend()
        self.assertFalse(by_hand.date_to)
        self.assertEqual((by_hand.rule, by_hand.rule_id.id), ("manual", False))
        self.assertTrue(self.customer_a.is_suspended)

    def test_who_was_let_go_stays_free_until_the_cause_was_gone(self):
        self._suspension_rule("overdue", overdue_days=60)
        invoice = self._owe(300, days=70)
        self._suspend()
        self._suspensions().with_user(self.controller).action_lift()
        with freeze_time(day(1)):
            self._suspend()
            self.assertFalse(self.customer_a.is_suspended)
            self.assertEqual(len(self._suspensions()), 1)
            self._pay(invoice)
            self._suspend()
            self._owe(100, days=70)
            self._suspend()
            self.assertTrue(self.customer_a.is_suspended)

    def test_bounced_instruments_within_a_period(self):
        self._suspension_rule("bounced", bounced_count=2, bounced_days=30)
        invoice = self._owe(1000, days=0)
        cheques = [self._register(amount, invoices=invoice) for amount in (400, 600)]
        cheques[0].action_bounce()
        self._suspend()
        self.assertFalse(self.customer_a.is_suspended)
        with freeze_time(day(10)):
            cheques[1].action_bounce()
            self._suspend()
            self.assertTrue(self.customer_a.is_suspended)
        with freeze_time(day(30)):
            self._suspend()
            self.assertTrue(self.customer_a.is_suspended)
        with freeze_time(day(31)):
            self._suspend()
            self.assertFalse(self.customer_a.is_suspended)

    def test_collection_stage_suspends_and_closing_lifts(self):
        legal = self.env.ref("crm_credit_control.collection_stage_legal")
        self._suspension_rule("stage", stage_ids=legal.ids)
        invoice = self._owe(300, days=20)
        self._collect()
        self._suspend()
        self.assertFalse(self.customer_a.is_suspended)
        self._case().stage_id = legal
        self._suspend()
        self.assertTrue(self.customer_a.is_suspended)
        self._pay(invoice)
        self._collect()
        self._suspend()
        self.assertFalse(self.customer_a.is_suspended)

    def test_archived_rule_lifts_what_it_imposed(self):
        rule = self._suspension_rule("overdue", overdue_days=60)
        self._owe(300, days=70)
        self._suspend()
        rule.active = False
        self._suspend()
        self.assertFalse(self.customer_a.is_suspended)
        self.assertEqual(len(self._suspensions()), 1)

    def test_disputed_debt_suspends_nobody(self):
        self._suspension_rule("overdue", overdue_days=60)
        self._owe(300, days=70).is_disputed = True
        self._suspend()
        self.assertFalse(self._suspensions())
