"""Which day it is: the company's own, half an hour before and after its midnight, on both sides of the world."""

from functools import wraps

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..models.credit_ageing import DAY_KEY
from .common import CreditCommon

LAST = fields.Date.to_date("2026-01-15")
NEXT = fields.Date.to_date("2026-01-16")
# The same day in both.
EARLIER = "2026-01-05 09:00:00"
# Half an hour before and after the midnight between these days, in UTC.
MIDNIGHTS = {
    "Pacific/Auckland": ("2026-01-15 10:30:00", "2026-01-15 11:30:00"),
    "America/Los_Angeles": ("2026-01-16 07:30:00", "2026-01-16 08:30:00"),
}
# Where it is tomorrow already, and where it is still yesterday: whoever asks is there, or says so.
CALLERS = ("Pacific/Kiritimati", "Pacific/Pago_Pago")


def around_midnight(test):
    """Run a test on each side of the company's midnight in each zone, with the day it is and the caller's zone."""

    @wraps(test)
    def run(self):
        for zone, moments in MIDNIGHTS.items():
            for moment, today, caller in zip(moments, (LAST, NEXT), CALLERS, strict=True):
                with self.subTest(zone=zone, today=str(today)), self.cr.savepoint() as savepoint:
                    self.company.resource_calendar_id.tz = zone
                    self.env.user.tz = caller
                    with freeze_time(moment):
                        test(self, today, caller)
                    savepoint.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_cache()

    return run


@tagged("post_install", "-at_install")
class TestCompanyDay(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._case = {"partner_id": cls.customer_a.id, "company_id": cls.company.id}

    @around_midnight
    def test_the_company_says_which_day_it_is(self, today, caller):
        self.assertEqual(self.company._today(), today)
        self.assertEqual(self.company.with_context(tz=caller)._today(), today)
        self.assertNotEqual(fields.Date.context_today(self.company.with_context(tz=caller)), today)

    def test_the_database_says_the_same_of_each_company(self):
        other = self._create_books("On the other side")
        companies = self.company | other
        for zones in (list(MIDNIGHTS), list(reversed(MIDNIGHTS))):
            for company, zone in zip(companies, zones, strict=True):
                company.resource_calendar_id.tz = zone
            for moment in (moment for moments in MIDNIGHTS.values() for moment in moments):
                with freeze_time(moment):
                    found = self.env.execute_query(
                        self._sql_of_today(companies),
                    )
                    self.assertEqual(dict(found), {company.id: company._today() for company in companies})

    def _sql_of_today(self, companies):
        return SQL(
            "SELECT id, %s FROM res_company WHERE id = ANY(%s)",
            companies._today_sql(SQL("id")),
            companies.ids,
        )

    @around_midnight
    def test_a_temporary_ceiling_ends_with_the_company_s_day(self, today, caller):
        self._create_ceiling(self.customer_a, credit=50000, obligo=50000, valid_until=LAST)
        exposure = self.env["credit.exposure"]
        ceiling = 50000 if today == LAST else 10000
        self.customer_a.invalidate_recordset()
        self.assertEqual(self.customer_a.with_context(tz=caller).credit_ceiling, ceiling)
        row = exposure.with_context(tz=caller).search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual(row.credit_ceiling, ceiling)
        order = self._sell(200)
        order.with_context(tz=caller).action_confirm()
        self.assertEqual(order.state, "sale" if today == LAST else "draft")

    @around_midnight
    def test_a_release_lapses_with_the_company_s_day(self, today, caller):
        order = self._sell(200)
        order.action_confirm()
        waiting = order.authorization_ids
        # Released ahead of a confirmation that failed for another reason.
        waiting.write({"state": "released", "valid_until": LAST, "tolerance": 0})
        order.with_context(tz=caller).action_confirm()
        self.assertEqual(order.state, "sale" if today == LAST else "draft")

    @around_midnight
    def test_a_release_counts_so_many_of_the_company_s_days(self, today, caller):
        rule = self.env["sale.authorization.rule"]._for_company(self.company)["credit"]
        order = self._sell(120)
        order.action_confirm()
        order.authorization_ids.with_context(tz=caller).action_release()
        until = fields.Date.add(today, days=rule.valid_days)
        self.assertEqual(set(order.authorization_ids.mapped("valid_until")), {until})

    @around_midnight
    def test_a_suspension_ends_with_the_company_s_day(self, today, caller):
        suspension = self.env["credit.suspension"].create(
            {
                "partner_id": self.customer_a.id,
                "company_id": self.company.id,
                "date_from": LAST,
                "date_to": LAST,
                "reason": "Complaint",
            }
        )
        holds = today == LAST
        seen = suspension.with_context(tz=caller)
        self.assertIs(seen.is_in_force, holds)
        self.assertEqual(bool(seen.search([("id", "=", seen.id), ("is_in_force", "=", True)])), holds)
        self.assertIs(self.customer_a.with_context(tz=caller).is_suspended, holds)
        order = self._sell(1)
        order.with_context(tz=caller).action_confirm()
        self.assertEqual(order.state, "draft" if holds else "sale")

    @around_midnight
    def test_an_instrument_can_fail_until_the_end_of_the_company_s_day(self, today, caller):
        self.company.instrument_clearing_days = 0
        with freeze_time(EARLIER):
            cheque = self._register(1000, days=10)
            cheque.action_discount(self.bank)
        self.assertEqual(cheque.maturity_date, LAST)
        at_risk = 1000 if today == LAST else 0
        self.customer_a.invalidate_recordset()
        self.assertEqual(self.customer_a.with_context(tz=caller).instruments_amount, at_risk)
        self.assertEqual(self._on_the_day(today)["instruments_amount"], at_risk)
        ageing = self.env["credit.ageing"].with_context(tz=caller)
        rows = ageing.search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual(sum(rows.mapped("instruments_amount")), at_risk)
        seen = cheque.with_context(tz=caller)
        self.assertIs(seen.is_due_to_clear, not at_risk)
        due = seen.search([("id", "=", cheque.id), ("is_due_to_clear", "=", True)])
        self.assertEqual(bool(due), not at_risk)

    @around_midnight
    def test_a_step_is_dated_until_the_company_s_day(self, today, caller):
        with freeze_time(EARLIER):
            cheque = self._register(1000, days=30)
        for day, is_ahead in ((fields.Date.add(today, days=1), True), (today, False)):
            if is_ahead:
                with self.assertRaises(UserError):
                    cheque.with_context(tz=caller).action_deposit(self.bank, date=day)
            else:
                cheque.with_context(tz=caller).action_deposit(self.bank, date=day)
                self.assertEqual(cheque.state, "deposited")

    @around_midnight
    def test_debt_is_overdue_from_the_company_s_next_day_on(self, today, caller):
        with freeze_time(EARLIER):
            invoice = self._invoice(self._confirm(10, product=self.service), post=False)
            invoice.write({"invoice_payment_term_id": False, "invoice_date_due": LAST})
            invoice.action_post()
        self.env.ref("crm_credit_control.rule_overdue").write({"active": True, "overdue_days": 0})
        case = self.env["credit.collection.case"].create(self._case)
        late = int(today != LAST)
        seen = case.with_context(tz=caller)
        case.invalidate_recordset()
        self.assertEqual((seen.days_overdue, seen.overdue_amount), (late, 1000 * late))
        documents = self.env["credit.exposure.item"].search(seen._overdue_domain())
        self.assertEqual(sum(documents.mapped("receivable_amount")), 1000 * late)
        rows = (
            self.env["credit.ageing"]
            .with_context(tz=caller)
            .search([("partner_id", "=", self.customer_a.id)])
        )
        self.assertEqual(rows.mapped("days_overdue"), [late])
        [forecast] = (
            self.env["credit.exposure.forecast"]
            .with_context(tz=caller)
            .search([("partner_id", "=", self.customer_a.id)])
        )
        self.assertEqual(
            (forecast.source, forecast.expected_on), ("overdue" if late else "receivable", today)
        )
        order = self._sell(1)
        order.with_context(tz=caller).action_confirm()
        self.assertEqual(order.state, "draft" if late else "sale")

    @around_midnight
    def test_a_promise_is_broken_from_the_company_s_next_day_on(self, today, caller):
        with freeze_time(EARLIER):
            case = self.env["credit.collection.case"].create(self._case)
            promise = self.env["credit.promise"].create(
                {
                    "case_id": case.id,
                    "amount": 100,
                    "date_due": LAST,
                    "date_made": fields.Date.to_date("2026-01-05"),
                }
            )
        promise.with_context(tz=caller)._check()
        self.assertEqual(promise.state, "open" if today == LAST else "broken")
        made = self.env["credit.promise"].with_user(self.controller).with_context(tz=caller)
        word = made.create({"case_id": case.id, "amount": 100, "date_due": "2026-02-01"})
        self.assertEqual(word.date_made, today)

    @around_midnight
    def test_a_deputy_stands_in_until_the_end_of_the_approver_s_day(self, today, caller):
        deputies = self.env["sale.authorization.deputy"]
        row = deputies.create(
            {
                "user_id": self.manager.id,
                "deputy_id": self.other_manager.id,
                "date_from": LAST,
                "date_to": LAST,
            }
        )
        self.other_manager.tz = caller
        stands_in = self.manager if today == LAST else self.env["res.users"]
        deputy = self.other_manager.with_user(self.other_manager).with_context(tz=caller)
        self.assertEqual(deputy._stood_in_for(), stands_in)
        self.assertEqual(deputies._in_force(self.manager), row if stands_in else deputies)

    def test_as_of_today_is_what_is_live_and_yesterday_is_past(self):
        for zone, moments in MIDNIGHTS.items():
            self.company.resource_calendar_id.tz = zone
            customer = self._create_customer("Night owl")
            for moment, quantity in zip(moments, (1, 2), strict=True):
                with freeze_time(moment):
                    order = self._sell(quantity, customer=customer)
                    order.action_confirm()
            with freeze_time(moments[1]):
                self.assertEqual(self._on_the_day(LAST, customer)["open_orders_amount"], 100)
                self.assertEqual(self._on_the_day(NEXT, customer)["open_orders_amount"], 300)
                items = self.env["credit.exposure.item"].search(
                    [("partner_id", "=", customer.id)], order="id"
                )
                self.assertEqual(items.mapped("date"), [LAST, NEXT])

    @around_midnight
    def test_ageing_of_no_day_is_that_of_the_company_s_day(self, today, caller):
        self.assertEqual(self.env["credit.ageing"].with_context(tz=caller)._day(), today)
        wizard = self.env["credit.ageing.wizard"].with_context(tz=caller).create({})
        self.assertEqual(wizard.day, today)
        self.assertEqual(wizard.action_show()["context"][DAY_KEY], str(today))

    def _on_the_day(self, day, customer=None):
        days = self.env["credit.exposure.day"].with_context(exposure_day=fields.Date.to_string(day))
        names = ["open_orders_amount", "instruments_amount"]
        sums = days._read_group(
            [("partner_id", "=", (customer or self.customer_a).id)], [], [f"{name}:sum" for name in names]
        )[0]
        return dict(zip(names, (amount or 0 for amount in sums), strict=True))
