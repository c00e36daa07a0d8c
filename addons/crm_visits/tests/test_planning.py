from unittest.mock import patch

from odoo.addons.crm_visits.models import crm_visit_cadence_planning as planning
from odoo.tests import freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 06:00:00")  # a Monday
class TestPlanning(VisitsCommon):
    """What is planned for whom, when sellers are away, days are full and jobs are killed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cadences = cls.env["crm.visit.cadence"]
        cls.cadences.search([]).active = False
        cls.customer_a.customer_class = "a"
        cls.cadence = cls._create_cadence(customer_class="a")

    @classmethod
    def _create_cadence(cls, **values):
        return cls.cadences.create({"name": "Cadence", "days": 14, "weeks": 4, **values})

    def _run_job(self, progress=60.0):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=progress):
            self.cadences._cron_plan()

    def _planned(self, customer=None):
        customer = customer or self.customer_a
        domain = [("partner_id", "=", customer.id), ("cadence_id", "!=", False)]
        return self.env["crm.occurrence"].search(domain, order="date")

    def _days(self, customer=None):
        return self._planned(customer).mapped(lambda planned: str(planned.cadence_date))

    def test_moved_visit_is_not_moved_back(self):
        self._run_job()
        self.assertEqual(self._days(), ["2026-03-03", "2026-03-17"])
        last = self._planned()[-1]
        last.with_user(self.seller_a).date = "2026-03-19 16:00:00"  # dragged in his calendar
        self._run_job()
        self.assertEqual(self._days(), ["2026-03-03", "2026-03-17"])
        self.assertEqual(str(last.date), "2026-03-19 16:00:00")
        with freeze_time("2026-03-09 06:00:00"):
            self._run_job()
        # A fortnight after the day it was moved to.
        self.assertEqual(self._days(), ["2026-03-03", "2026-03-17", "2026-04-02"])

    def test_computed_fields_are_as_their_compute_has_them(self):
        meetings = self._create_cadence(partner_id=self.customer_a.id, kind="meeting")
        self._run_job()
        self.assertFalse(self.env.transaction.tocompute, "nothing is left to be written a second time")
        planned = self._planned()
        names = [
            name
            for name, field in planned._fields.items()
            if field.store and field.compute and field.column_type
        ]
        stored = planned.read(names)
        for name in names:
            self.env.add_to_compute(planned._fields[name], planned)
        self.assertEqual(planned.read(names), stored)
        self.assertEqual(planned.filtered("has_fixed_hour").cadence_id, meetings)

    def test_ten_years_forever_are_eight_weeks(self):
        """Scenario 4: a cadence without end plans no further than its horizon."""
        self.cadence.write({"days": 7, "weeks": 8})
        self._run_job()
        self.assertEqual((len(self._days()), self._days()[-1]), (8, "2026-04-21"))

    def test_killed_half_way_goes_on(self):
        others = [self._create_customer(f"Other {number}", user_id=self.seller_a.id) for number in range(3)]
        for customer in others:
            customer.customer_class = "a"
        everybody = [self.customer_a, *others]
        with patch.object(planning, "BATCH", 2):
            self._run_job(progress=0.0)  # the time of the job is over after its first two customers
            self.assertEqual(sum(bool(self._days(customer)) for customer in everybody), 2)
            self._run_job()
        self.assertEqual([len(self._days(customer)) for customer in everybody], [2, 2, 2, 2])
        self._run_job()
        self.assertEqual([len(self._days(customer)) for customer in everybody], [2, 2, 2, 2])

    def test_two_jobs_at_once_plan_once(self):
        targets = self.cadences._targets()
        planner = self.cadences._planner(targets)
        first = self.cadences._plan_targets(targets, planner)
        self.assertTrue(first)
        self.assertFalse(self.cadences._plan_targets(targets, planner))

    def test_planned_ones_are_like_any_other(self):
        self._run_job()
        planned = self._planned()[0]
        values = {"partner_id": self.customer_a.id, "user_id": self.seller_a.id, "date": planned.date}
        created = self.env["crm.occurrence"].create({**values, "kind": "visit"})
        skip = {"id", "cadence_id", "cadence_date", "create_date", "write_date", "create_uid", "write_uid"}
        names = [
            name
            for name, field in created._fields.items()
            if field.store and field.column_type and name not in skip
        ]
        self.assertEqual(
            planned.read(names, load=None)[0] | {"id": 0}, created.read(names, load=None)[0] | {"id": 0}
        )
        self.assertEqual(planned.commercial_partner_id, self.customer_a)

    def test_seller_on_leave_and_company_holiday(self):
        resource = self.env["resource.resource"].create(
            {"name": "Seller", "user_id": self.seller_a.id, "company_id": self.env.company.id}
        )
        self.env["resource.calendar.leaves"].create(
            [
                # Away for a week; on Monday only in the afternoon.
                self._leave("2026-03-03 00:00:00", "2026-03-06 23:00:00", resource_id=resource.id),
                self._leave("2026-03-09 12:00:00", "2026-03-09 18:00:00", resource_id=resource.id),
                self._leave("2026-03-23 00:00:00", "2026-03-23 23:00:00"),
            ]
        )
        self.customer_b.customer_class = "a"
        self._run_job()
        self.assertEqual(self._days(), ["2026-03-09", "2026-03-24"])
        self.assertEqual(self._days(self.customer_b), ["2026-03-03", "2026-03-17"])

    def _leave(self, date_from, date_to, **values):
        calendar = self.env.company.resource_calendar_id
        return {
            "name": "Away",
            "calendar_id": calendar.id,
            "date_from": date_from,
            "date_to": date_to,
            **values,
        }

    def test_season(self):
        self._create_cadence(
            partner_id=self.customer_a.id,
            days=7,
            date_from="2020-03-10",
            date_to="2020-03-18",
            every_year=True,
        )
        self._run_job()
        self.assertEqual(self._days(), ["2026-03-03", "2026-03-10", "2026-03-17"])

    def test_limit_of_contacts_a_day(self):
        self.env.company.contacts_per_day = 2
        customers = [
            self._create_customer(f"Other {number}", user_id=self.seller_a.id) for number in range(4)
        ]
        for customer in customers:
            customer.customer_class = "a"
        # Who waits longest comes first; who was never contacted last.
        self._create_occurrence(partner_id=customers[3].id, date="2025-12-01 10:00:00", state="done")
        self._create_occurrence(partner_id=customers[2].id, date="2025-11-01 10:00:00", state="done")
        self._create_occurrence(date="2026-03-04 15:00:00")  # takes room, and counts as a contact
        self._run_job()
        first = [self._days(customer)[0] for customer in customers]
        self.assertEqual(first, ["2026-03-04", "2026-03-05", "2026-03-03", "2026-03-03"])
        self.assertEqual(self._days(), ["2026-03-18"])

    def test_full_days_are_full_by_the_sellers_clock(self):
        self.seller_a.tz = "Pacific/Auckland"
        self.env.company.contacts_per_day = 1
        other = self._create_customer("Other", user_id=self.seller_a.id)
        # Nine in the morning of the third there.
        self._create_occurrence(partner_id=other.id, date="2026-03-02 20:00:00")
        self._run_job()
        self.assertEqual(self._days()[0], "2026-03-04")

    def test_planned_anew_by_a_changed_rule(self):
        self._run_job()
        first, second = self._planned()
        first.notes = "Bring the samples"
        self.cadence.days = 7
        self.cadence.with_user(self.admin_user).action_plan_anew()
        self.assertTrue(first.exists())
        self.assertFalse(second.exists())
        self.assertEqual(self._days(), ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24"])

    def test_far_time_zone_keeps_its_day(self):
        self.seller_a.tz = "Pacific/Auckland"
        self.cadence.write({"days": 7, "weeks": 4})
        self._run_job()
        # Ten in the morning there is the evening before in UTC; the rhythm stays on Tuesdays.
        self.assertEqual(str(self._planned()[0].date), "2026-03-02 21:00:00")
        with freeze_time("2026-03-23 06:00:00"):
            self._run_job()
        days = [
            "2026-03-03",
            "2026-03-10",
            "2026-03-17",
            "2026-03-24",
            "2026-03-31",
            "2026-04-07",
            "2026-04-14",
        ]
        self.assertEqual(self._days(), days)

    def test_new_salesperson_takes_what_is_planned(self):
        done = self._create_occurrence(state="done", date="2026-02-01 10:00:00")
        self._run_job()
        self.customer_a.user_id = self.seller_b
        self.assertEqual(self._planned().user_id, self.seller_b)
        self.assertEqual(done.user_id, self.seller_a)

    def test_quarter_of_calls_and_visits_side_by_side(self):
        self._create_cadence(customer_class="a", kind="call", days=7)
        self._run_job()
        kinds = self._planned().grouped("kind")
        self.assertEqual([len(kinds["visit"]), len(kinds["call"])], [2, 4])
