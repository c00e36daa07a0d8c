"""What the daily jobs ask the database for does not grow with each customer, only with each hundred of them."""

from odoo import Command, fields
from odoo.tests import tagged

from ..models import credit_collection_job
from .common_collection import CollectionCommon

FEW, MANY = 10, 40


@tagged("post_install", "-at_install")
class TestJobsLinear(CollectionCommon):
    """Each job is counted over few customers and over many: the same figure, because both are one batch."""

    def _debtors(self, count, days=70):
        """So many new customers, each with one invoice overdue for so many `days`."""
        customers = self.env["res.partner"].create(
            [{"name": f"Debtor {number}", "is_company": True, "customer_rank": 1} for number in range(count)]
        )
        due = fields.Date.subtract(self.company._today(), days=days)
        self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customer.id,
                    "invoice_date": due,
                    "invoice_date_due": due,
                    "company_id": self.company.id,
                    "invoice_line_ids": [
                        Command.create({"name": "Goods", "price_unit": 100, "tax_ids": [Command.clear()]})
                    ],
                }
                for customer in customers
            ]
        ).action_post()
        return customers

    def _queries(self, work):
        """Queries of `work` from empty caches of records; everything else is warm."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def assertSameForMany(self, prepare, work):
        """`work(prepare(count))` asks as often for few as for many; what it wrote is rolled back in between."""
        counts = []
        for count in (FEW, FEW, MANY):
            with self.cr.savepoint() as savepoint:
                subject = prepare(count)
                counts.append(self._queries(lambda subject=subject: work(subject)))
                savepoint.rollback()
            self.env.invalidate_all()
        # The first one fills Odoo's caches.
        _warming, few, many = counts
        self.assertEqual(many, few, "queries for many, for few")

    def _steps_of(self, job):
        """Do the steps of a daily job in this transaction, without its commits."""
        steps = []
        self.patch(type(self.cases), "_work_off", lambda _cases, given: steps.extend(given))
        job()
        for step in steps:
            step()

    def test_opening_cases(self):
        self.assertSameForMany(self._debtors, lambda _debtors: self._steps_of(self.cases._cron_collect))

    def test_a_job_killed_half_way_is_gone_on_with(self):
        """Killed after the first of its batches it has opened that one whole; the next run opens the others, once."""
        debtors = self._debtors(MANY)
        self.patch(credit_collection_job, "BATCH", FEW)
        done = []
        self.patch(type(self.cases), "_work_off", lambda _cases, steps: done.append(steps[0]()))
        self.cases._cron_collect()
        opened = [("partner_id", "in", debtors.ids)]
        self.assertEqual(self.cases.search_count(opened), FEW)
        for _run in range(2):
            self._steps_of(self.cases._cron_collect)
            cases = self.cases.search(opened)
            self.assertEqual((len(cases), len(cases.activity_ids)), (MANY, MANY))
            self.assertEqual(cases.partner_id, debtors)

    def test_looking_at_cases_that_stand(self):
        def prepare(count):
            self._debtors(count)
            self._steps_of(self.cases._cron_collect)

        self.assertSameForMany(prepare, lambda _nothing: self._steps_of(self.cases._cron_collect))

    def test_closing_cases(self):
        def prepare(count):
            debtors = self._debtors(count)
            self._steps_of(self.cases._cron_collect)
            invoices = self.env["account.move"].search([("partner_id", "in", debtors.ids)])
            invoices.is_disputed = True

        self.assertSameForMany(prepare, lambda _nothing: self._steps_of(self.cases._cron_collect))

    def test_checking_promises(self):
        def prepare(count):
            debtors = self._debtors(count)
            self._steps_of(self.cases._cron_collect)
            cases = self.cases.search([("partner_id", "in", debtors.ids)])
            today = self.company._today()
            promises = self.env["credit.promise"].create(
                [{"case_id": case.id, "amount": 100, "date_due": today} for case in cases]
            )
            promises.write(
                {
                    "date_made": fields.Date.subtract(today, days=5),
                    "date_due": fields.Date.subtract(today, days=1),
                }
            )

        self.assertSameForMany(prepare, lambda _nothing: self._steps_of(self.cases._cron_collect))

    def test_suspending_and_lifting(self):
        rules = self.env["credit.suspension.rule"]
        rules.search([]).active = False
        rule = rules.create(
            {"name": "Late", "cause": "overdue", "overdue_days": 60, "company_id": self.company.id}
        )
        self.assertSameForMany(self._debtors, lambda _debtors: self._steps_of(rules._cron_suspend))

        def prepare(count):
            self._debtors(count)
            self._steps_of(rules._cron_suspend)
            rule.overdue_days = 80

        self.assertSameForMany(prepare, lambda _nothing: self._steps_of(rules._cron_suspend))
