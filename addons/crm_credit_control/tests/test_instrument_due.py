"""What is due to clear, the same in the list as on the form, and the job that clears what no statement shows."""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from .instrument_common import DAY_0, InstrumentCommon, day


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestInstrumentDue(InstrumentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        supplier = cls.env["res.partner"].create({"name": "Supplier"})
        with freeze_time(DAY_0):
            cls.deposited = cls._register(100, days=30)
            cls.discounted = cls._register(200, days=30, kind="bill")
            cls.endorsed = cls._register(300, days=31)
            cls.in_hand = cls._register(400, days=30)
            cls.deposited.action_deposit(cls.bank)
            cls.discounted.action_discount(cls.bank, cost=2)
            cls.endorsed.action_endorse(supplier)
        cls.all = cls.deposited | cls.discounted | cls.endorsed | cls.in_hand

    def _run_job(self):
        """The nightly job, its commits left out: the test is one transaction."""
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1.0) as progress:
            self.env["credit.instrument"]._cron_clear_due()
        return progress.call_count

    def _due(self):
        domain = [("is_due_to_clear", "=", True), ("id", "in", self.all.ids)]
        found = self.env["credit.instrument"].search(domain)
        self.all.invalidate_recordset(["is_due_to_clear"])
        self.assertEqual(found, self.all.filtered("is_due_to_clear"))
        self.assertEqual(
            self.env["credit.instrument"].search(
                [("is_due_to_clear", "=", False), ("id", "in", self.all.ids)]
            ),
            (self.all - found).sorted(lambda one: (one.maturity_date, one.id)),
        )
        return found

    def test_due_when_the_clearing_days_are_over(self):
        with freeze_time(day(33)):
            self.assertFalse(self._due())
        with freeze_time(day(34)):
            self.assertEqual(self._due(), self.deposited | self.discounted)
            self.assertExposure(-1000, -700, instruments=300)
        with freeze_time(day(35)):
            self.assertEqual(self._due(), self.deposited | self.discounted | self.endorsed)

    def test_job_clears_what_was_passed_on_and_nothing_twice(self):
        with freeze_time(day(35)):
            self._run_job()
            self.assertEqual(self.all.mapped("state"), ["deposited", "cleared", "cleared", "in_hand"])
            self.assertEqual(self._entry(self.discounted), {"recourse": (200, 0), "portfolio": (0, 200)})
            entries = len(self.all.move_ids)
            self._run_job()
            self.assertEqual(len(self.all.move_ids), entries)

    def test_job_rests_when_the_company_says_so(self):
        self.company.instrument_auto_clear = False
        with freeze_time(day(35)):
            self._run_job()
        self.assertEqual(self.all.mapped("state"), ["deposited", "discounted", "endorsed", "in_hand"])

    def test_one_that_cannot_be_cleared_does_not_hold_up_the_others(self):
        self.company.instrument_clearing_days = 0
        self.discounted.sudo().bank_journal_id = False
        refuse = type(self.all)._check_date

        def closed(instrument, date):
            if instrument == self.discounted:
                instrument._choose_bank(None)
            return refuse(instrument, date)

        with freeze_time(day(35)), patch.object(type(self.all), "_check_date", closed):
            self._run_job()
        self.assertEqual((self.discounted.state, self.endorsed.state), ("discounted", "cleared"))
