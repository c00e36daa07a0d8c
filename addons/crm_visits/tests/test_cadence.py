from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestCadence(VisitsCommon):
    """Contacts planned by wanted frequency, as often as the job likes to run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.customer_class = "a"

    def _run_job(self, progress=60.0):
        """What the nightly job does, without its commits."""
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=progress):
            self.env["crm.visit.cadence"]._cron_plan()

    def _create_cadence(self, **values):
        return self.env["crm.visit.cadence"].create({"name": "Cadence", "days": 14, "weeks": 4, **values})

    def _planned(self, customer=None):
        domain = [("partner_id", "=", (customer or self.customer_a).id), ("state", "=", "planned")]
        return self.env["crm.occurrence"].search(domain, order="date")

    def _days(self, customer=None):
        return [str(planned.cadence_date) for planned in self._planned(customer)]

    @freeze_time("2026-03-02 06:00:00")  # a Monday
    def test_planned_once_however_often_it_runs(self):
        self._create_cadence(customer_class="a", hour=9.5)
        self._create_occurrence(date="2026-02-26 10:00:00", state="done")
        for _run in range(3):
            self._run_job()
        self.assertEqual(self._days(), ["2026-03-12", "2026-03-26"])
        planned = self._planned()
        self.assertEqual(planned.user_id, self.seller_a)
        # Half past nine in Lisbon.
        self.assertEqual(str(planned[0].date), "2026-03-12 09:30:00")
        self.assertFalse(planned.message_partner_ids - self.seller_a.partner_id)

    @freeze_time("2026-03-02 06:00:00")
    def test_never_contacted_and_overdue_are_due_tomorrow(self):
        self._create_cadence(customer_class="a")._plan()
        self.assertEqual(self._days()[0], "2026-03-03")
        self.customer_b.customer_class = "a"
        self._create_occurrence(partner_id=self.customer_b.id, date="2025-12-01 10:00:00", state="done")
        self.env["crm.visit.cadence"].search([])._plan()
        self.assertEqual(self._days(self.customer_b)[0], "2026-03-03")

    @freeze_time("2026-03-02 06:00:00")
    def test_cancelled_slot_is_not_planned_again(self):
        cadence = self._create_cadence(customer_class="a")
        cadence._plan()
        days = self._days()
        self._planned()[-1].action_cancel()
        cadence._plan()
        self.assertEqual(self._days(), days[:-1])

    @freeze_time("2026-03-02 06:00:00")
    def test_own_before_nearest_group_before_class(self):
        above = self._create_customer_group("Region")
        below = self._create_customer_group("Town", parent=above, customers=[self.customer_a])
        by_class = self._create_cadence(customer_class="a")
        by_region = self._create_cadence(customer_group_id=above.id)
        by_town = self._create_cadence(customer_group_id=below.id)
        own = self._create_cadence(partner_id=self.customer_a.id)
        calls = self._create_cadence(customer_class="a", kind="call")
        for cadence in (own, by_town, by_region, by_class):
            targets = [target for target in cadence._targets() if target.partner_id == self.customer_a.id]
            chosen = {target.kind: target.cadence_ids[0] for target in targets}
            self.assertEqual(chosen, {"visit": cadence.id, "call": calls.id})
            cadence.active = False

    @freeze_time("2026-03-02 06:00:00")
    def test_preferred_day_and_holiday(self):
        calendar = self.env.company.resource_calendar_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": "2026-03-10 00:00:00",
                "date_to": "2026-03-10 23:00:00",
            }
        )
        self._create_cadence(customer_class="a", weekday="1", days=7, weeks=3)._plan()
        # Tuesdays; the one of the holiday falls out.
        self.assertEqual(self._days(), ["2026-03-03", "2026-03-17"])

    @freeze_time("2026-03-02 06:00:00")
    def test_customer_without_seller_or_archived_is_left_out(self):
        self.customer_a.user_id = False
        cadence = self._create_cadence(customer_class="a")
        self.assertFalse(cadence._plan())
        self.customer_a.user_id = self.seller_a
        self.customer_a.active = False
        self.assertFalse(cadence._plan())

    @mute_logger("odoo.sql_db")
    def test_one_target(self):
        for values in ({}, {"customer_class": "a", "partner_id": self.customer_a.id}):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self._create_cadence(**values)

    def test_sellers_read_cadences_of_their_customers(self):
        foreign = self._create_cadence(partner_id=self.customer_b.id)
        general = self._create_cadence(customer_class="a")
        seen = (
            self.env["crm.visit.cadence"]
            .with_user(self.seller_a)
            .search([("id", "in", (foreign + general).ids)])
        )
        self.assertEqual(seen, general.with_user(self.seller_a))
        with self.assertRaises(AccessError):
            general.with_user(self.seller_a).days = 1
        with self.assertRaises(AccessError):
            general.with_user(self.seller_a).action_plan()
