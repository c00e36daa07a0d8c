"""Cases open and close by rule, with exact figures; promises are measured by money."""

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common_collection import CollectionCommon

DAY_0 = "2026-03-02"


def day(number):
    """The `number`th day after the first one of these stories."""
    return fields.Date.add(fields.Date.to_date(DAY_0), days=number)


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestCollection(CollectionCommon):
    def test_overdue_debt_opens_one_case_however_often_the_job_runs(self):
        self._owe(300, days=16)
        for _run in range(3):
            self._collect()
        case = self._case()
        self.assertEqual(len(case), 1)
        self.assertEqual(case.user_id, self.controller)
        self.assertEqual(
            (case.cause_overdue, case.cause_over_ceiling, case.cause_bounced), (True, False, False)
        )
        self.assertEqual((case.overdue_amount, case.days_overdue, case.credit_amount), (300, 16, 300))
        self.assertEqual(case.oldest_due_date, day(-16))
        self.assertEqual(case.activity_ids.mapped("user_id"), self.controller)
        self.assertEqual(len(case.activity_ids), 1)
        self.assertFalse(self._case(self.customer_b))

    def test_the_day_and_the_amount_of_the_rule_are_edges(self):
        self._owe(300, days=15)
        self._collect()
        self.assertFalse(self._case())
        self.rule.overdue_amount = 300.01
        with freeze_time(day(1)):
            self._collect()
            self.assertFalse(self._case())
            self.rule.overdue_amount = 300
            self._collect()
            self.assertTrue(self._case())

    def test_over_a_ceiling_opens_without_anything_overdue(self):
        self._confirm(101)
        self._collect()
        case = self._case()
        self.assertTrue(case.cause_over_ceiling)
        self.assertEqual((case.credit_amount, case.credit_excess, case.credit_use), (10100, 100, 101))
        self.assertEqual((case.overdue_amount, case.oldest_due_date), (0, False))

    def test_bounced_instrument_opens_while_anything_is_owed(self):
        invoice = self._owe(500, days=0)
        cheque = self._register(500, invoices=invoice)
        self._collect()
        self.assertFalse(self._case())
        cheque.action_bounce()
        self._collect()
        case = self._case()
        self.assertEqual((case.cause_bounced, case.bounced_count), (True, 1))
        self._pay(invoice)
        self._collect()
        self.assertFalse(self._case())
        self.assertEqual(self._case(closed=True), case)

    def test_payment_closes_the_case_and_takes_the_requests_back(self):
        invoice = self._owe(300, days=20)
        self._collect()
        case = self._case()
        self._pay(invoice)
        for _run in range(3):
            self._collect()
        self.assertEqual((case.date_closed, case.stage_id.is_closing), (day(0), True))
        self.assertFalse(case.activity_ids)
        self._owe(50, days=40)
        self._collect()
        self.assertNotEqual(self._case(), case)
        self.assertEqual(len(self._case() | case), 2)

    def test_credits_are_taken_off_the_oldest_debt_first(self):
        self._owe(100, days=60)
        self._owe(200, days=30)
        self._register(100)
        self._collect()
        case = self._case()
        self.assertEqual((case.overdue_amount, case.days_overdue, case.instruments_amount), (200, 30, 100))

    def test_disputed_invoices_rest(self):
        invoice = self._owe(300, days=20)
        invoice.write({"is_disputed": True, "dispute_reason": "Broken on arrival"})
        self._collect()
        self.assertFalse(self._case())
        self._owe(40, days=20)
        self._collect()
        case = self._case()
        self.assertEqual((case.overdue_amount, case.receivable_amount), (40, 340))
        items = self.env["credit.exposure.item"].search(case._overdue_domain())
        self.assertEqual(sum(items.mapped("receivable_amount")), 40)
        invoice.is_disputed = False
        case.invalidate_recordset()
        self.assertEqual(case.overdue_amount, 340)

    def test_no_case_is_closed_by_hand_while_its_cause_holds(self):
        invoice = self._owe(300, days=20)
        self._collect()
        case = self._case().with_user(self.controller)
        closing = self.env.ref("crm_credit_control.collection_stage_closed")
        with self.assertRaises(UserError):
            case.stage_id = closing
        self.assertFalse(case.date_closed)
        self._pay(invoice)
        case.stage_id = closing
        self.assertEqual(case.date_closed, day(0))
        with self.assertRaises(UserError):
            case.stage_id = self.env.ref("crm_credit_control.collection_stage_new")

    def test_the_board_shows_every_stage(self):
        stages = self.env["credit.collection.stage"].search([])
        self._owe(300, days=20)
        self._collect()
        groups = self.cases._read_group(
            [("id", "in", self._case().ids)], ["stage_id"], ["overdue_amount:sum"]
        )
        self.assertEqual(groups, [(stages[0], 300)])
        self.assertEqual(self.cases._read_group_stage_ids(stages[:1], []), stages)
        self.assertEqual(stages.filtered("is_closing"), stages[-1])

    def test_lists_sort_group_and_sum_by_the_live_figures(self):
        self._owe(300, days=20)
        self._owe(700, days=40, customer=self.customer_b)
        self._collect()
        both = self._case() | self._case(self.customer_b)
        found = self.cases.search([("id", "in", both.ids)], order="overdue_amount desc")
        self.assertEqual(found.mapped("overdue_amount"), [700, 300])
        [(total, longest)] = self.cases._read_group(
            [("id", "in", both.ids)], [], ["overdue_amount:sum", "days_overdue:max"]
        )
        self.assertEqual((total, longest), (1000, 40))
        late = self.cases.search([("id", "in", both.ids), ("days_overdue", ">", 30)])
        self.assertEqual(late.partner_id, self.customer_b)

    def test_responsible_by_rule(self):
        self.team_a.collector_id = self.manager
        for responsible, user in [("salesperson", self.seller_a), ("collector", self.manager)]:
            self.rule.responsible = responsible
            found = self.rule._responsible_for(self.customer_a, self.company)
            self.assertEqual(found, {self.customer_a.id: user})
        # Nobody gets a case that he may not see.
        self.team_a.collector_id = self.other_manager
        found = self.rule._responsible_for(self.customer_a, self.company)
        self.assertEqual(found, {self.customer_a.id: self.controller})

    def test_promises_kept_partly_broken(self):
        invoice = self._owe(900, days=20)
        self._collect()
        case = self._case()
        promises = [self._promise(case, 300, days) for days in (5, 10, 15)]
        with freeze_time(day(4)):
            self._pay(invoice, 300)
        with freeze_time(day(9)):
            self._pay(invoice, 120)
        with freeze_time(day(16)):
            for _run in range(3):
                self._collect()
            self.assertEqual([promise.state for promise in promises], ["kept", "partly", "broken"])
            self.assertEqual([promise.paid_amount for promise in promises], [300, 120, 0])
            broken = case.activity_ids.filtered(
                lambda activity: (
                    activity.activity_type_id == self.env.ref("crm_credit_control.mail_activity_type_promise")
                )
            )
            self.assertEqual(len(broken), 2)
            self.assertTrue(case.has_broken_promise)

    def test_a_cheque_keeps_a_promise_only_when_it_clears(self):
        invoice = self._owe(300, days=20)
        self._collect()
        promise = self._promise(self._case(), 300, 30)
        cheque = self._register(300, days=10, invoices=invoice)
        promise._check()
        self.assertEqual((promise.state, promise.paid_amount), ("open", 0))
        with freeze_time(day(12)):
            cheque.action_clear(self.bank)
            promise._check()
        self.assertEqual((promise.state, promise.paid_amount), ("kept", 300))

    def test_payment_before_the_promise_does_not_keep_it(self):
        invoice = self._owe(900, days=20)
        self._pay(invoice, 300)
        with freeze_time(day(1)):
            self._collect()
            promise = self._promise(self._case(), 300, 5)
            self.assertEqual((promise.state, promise.paid_amount), ("open", 0))

    def test_nothing_is_promised_on_a_closed_case(self):
        invoice = self._owe(300, days=20)
        self._collect()
        case = self._case()
        self._pay(invoice)
        self._collect()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._promise(case, 300, 5)
        self.assertFalse(case.promise_ids)
