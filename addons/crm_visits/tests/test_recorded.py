"""What is recorded of visits is nobody's to write: only the steps of checking in and out make it."""

from datetime import datetime

from odoo import fields
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .route_common import OFFICE, RouteCommon

NOW = "2026-06-16 10:00:00"
MADE_UP = {
    "cadence_date": "2026-06-01",
    "check_in_date": "2026-06-16 07:00:00",
    "check_in_distance": 1,
    "check_in_is_far": False,
    "check_in_latitude": 38.7,
    "check_out_date": "2026-06-16 07:30:00",
    "check_out_distance": 1,
    "check_out_latitude": 38.7,
}


@tagged("post_install", "-at_install")
class TestRecorded(RouteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.customer_a.write({"partner_latitude": OFFICE[0], "partner_longitude": OFFICE[1]})
        cls.visit = cls._create_occurrence(date=NOW)

    def _call(self, user, records, method, *args, **kwargs):
        return call_kw(records.browse().with_user(user), method, [records.ids, *args], kwargs)

    def _drive(self):
        """Check in and out as seller_a; returns the stop that was driven."""
        self._call(self.seller_a, self.visit, "action_check_in", *OFFICE, 5)
        self._call(self.seller_a, self.visit, "action_check_out", *OFFICE, 5)
        return self.env["crm.visit.route.stop"].search([("occurrence_id", "=", self.visit.id)])

    def _rows(self, stop):
        """What the tables hold of a stop, its route and its visit."""
        self.env.flush_all()
        self.env.invalidate_all()
        return [str(record.read()) for record in (stop, stop.route_id, self.visit)]

    def test_a_measured_duration_is_nobodys_to_write(self):
        self._call(self.seller_a, self.visit, "write", {"duration": 2})
        self.assertEqual(self.visit.duration, 2, "what is planned is his")
        self._call(self.seller_a, self.visit, "write", {"next_date": "2026-06-30"})
        self._drive()
        self.assertEqual(self.visit.duration, 0)
        self.assertEqual(self.visit.follow_up_ids.duration, 0.5, "what follows is planned anew")
        for user in (self.seller_a, self.manager, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._call(user, self.visit, "write", {"duration": 8})
        self.assertEqual(self.visit.duration, 0)
        self._call(self.seller_a, self.visit, "action_plan_again")
        self._call(self.seller_a, self.visit, "write", {"duration": 1})
        self.assertEqual(self.visit.duration, 1)

    def test_the_duration_of_a_call_is_what_its_seller_says(self):
        call = self._create_occurrence(kind="call", date=NOW)
        self._call(self.seller_a, call, "action_done")
        self._call(self.seller_a, call, "write", {"duration": 0.25})
        self.assertEqual(call.duration, 0.25)

    def test_no_check_in_is_written(self):
        for user in (self.seller_a, self.manager, self.admin_user):
            for name, value in MADE_UP.items():
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    self._call(user, self.visit, "write", {name: value})
        for context in ({}, {"default_check_in_date": MADE_UP["check_in_date"]}):
            values = {"partner_id": self.customer_a.id, "date": NOW}
            values |= {} if context else {"check_out_date": MADE_UP["check_out_date"]}
            with self.subTest(context=context), self.assertRaises(AccessError):
                self.visit.with_user(self.seller_a).with_context(**context).create(values)
        self.assertFalse(self.visit.check_in_date or self.visit.check_out_date or self.visit.cadence_date)

    def test_steps_record(self):
        stop = self._drive()
        self.assertEqual(self.visit.state, "done")
        self.assertEqual(self.visit.check_in_date, datetime.fromisoformat(NOW))
        self.assertEqual((self.visit.check_in_distance, self.visit.check_out_accuracy), (0, 5))
        self.assertEqual(stop.driven_sequence, 1)
        self._call(self.seller_a, self.visit, "action_plan_again")
        self.assertFalse(self.visit.check_in_date or stop.exists())

    def test_no_moment_is_brought_along(self):
        """By XML-RPC a context holds real moments: one of last week is not taken for the check-in's."""
        context = {"moment_told": datetime(2026, 6, 9, 8)}
        self._call(self.seller_a, self.visit, "action_check_in", context=context)
        self.assertEqual(self.visit.check_in_date, fields.Datetime.now())
        self._call(self.seller_a, self.visit, "action_check_out", context=context)
        self.assertEqual(self.visit.check_out_date, fields.Datetime.now())

    def test_what_was_driven_stays(self):
        stop = self._drive()
        other = self._create_occurrence(date=NOW)
        attempts = [
            (stop, "write", {"driven_kilometres": 500}),
            (stop, "write", {"driven_sequence": 0}),
            (stop, "write", {"occurrence_id": other.id}),
            (stop, "unlink"),
            (stop.route_id, "write", {"driven_kilometres": 500}),
            (stop.route_id, "write", {"is_as_planned": True}),
            (stop.route_id, "write", {"date": "2026-06-20"}),
            (self.visit, "unlink"),
        ]
        before = self._rows(stop)
        for user in (self.seller_a, self.manager):
            for records, method, *args in attempts:
                with self.subTest(user=user.login, args=args), self.assertRaises(AccessError):
                    self._call(user, records, method, *args)
        values = {"route_id": stop.route_id.id, "occurrence_id": other.id, "driven_sequence": 1}
        with self.assertRaises(AccessError):
            stop.with_user(self.seller_a).create(values)
        with self.assertRaises(AccessError):
            stop.with_user(self.seller_a).with_context(default_driven_kilometres=9).create(
                {"route_id": stop.route_id.id, "occurrence_id": other.id}
            )
        self.assertEqual(self._rows(stop), before)

    def test_prospect_of_others_tells_nothing(self):
        """Whoever plans a visit to a prospect by a guessed number does not read his name and telephone from it."""
        lead = self._create_lead(contact_name="Secret", phone="+351 912 345 678", city="Braga")
        with self.assertRaises(AccessError):
            self.visit.with_user(self.seller_b).create({"lead_id": lead.id, "date": NOW})
        with self.assertRaises(AccessError):
            self.visit.with_user(self.seller_b).with_context(default_lead_id=lead.id).create({"date": NOW})
        mine = self._create_occurrence(partner_id=self.customer_b.id, user_id=self.seller_b.id)
        with self.assertRaises(AccessError):
            mine.with_user(self.seller_b).write({"partner_id": False, "lead_id": lead.id})
        # Whoever stands in knows the prospect from the contact that was given to him, and follows it up.
        given = self._create_occurrence(partner_id=False, lead_id=lead.id, user_id=self.seller_b.id)
        given.with_user(self.seller_b).write({"state": "done", "next_date": "2026-06-30"})
        follow_up = given.follow_up_ids
        self.assertEqual((follow_up.lead_id, follow_up.user_id), (lead, self.seller_b))
        self.assertEqual(follow_up.create_uid, self.seller_b)
