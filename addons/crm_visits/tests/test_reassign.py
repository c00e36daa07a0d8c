from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 06:00:00")
class TestReassign(VisitsCommon):
    """Scenario 11: a seller leaves or is away, and somebody else has all that was before him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_user("colleague", "crm_base.group_seller", tz="Europe/Lisbon")
        cls.env["crm.team.member"].create({"crm_team_id": cls.team_a.id, "user_id": cls.colleague.id})
        cls.customer_a.customer_class = "a"
        cls.env["crm.visit.cadence"].search([]).active = False
        cls.cadence = cls.env["crm.visit.cadence"].create(
            {"name": "Weekly", "customer_class": "a", "days": 7, "weeks": 3}
        )
        cls.past = cls._create_occurrence(date="2026-02-24 10:00:00", state="done")
        cls.soon = cls._create_occurrence(date="2026-03-03 10:00:00", kind="call")
        cls.late_evening = cls._create_occurrence(date="2026-03-06 23:30:00", kind="meeting")
        cls.later = cls._create_occurrence(date="2026-03-20 10:00:00", kind="call")
        cls.reminder = cls.customer_a.with_user(cls.seller_a).activity_schedule(
            "mail.mail_activity_data_todo", date_deadline="2026-03-04", user_id=cls.seller_a.id
        )

    def _plan(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0):
            self.env["crm.visit.cadence"]._cron_plan()
        return self.env["crm.occurrence"].search([("cadence_id", "=", self.cadence.id)], order="date")

    def _reassign(self, user=None, **values):
        wizard = (
            self.env["crm.visit.reassign"]
            .with_user(user or self.manager)
            .create({"user_id": self.seller_a.id, "successor_id": self.colleague.id, **values})
        )
        return wizard.action_reassign()

    def test_departure_hands_over_all_of_the_future(self):
        planned = self._plan()
        mails = self.env["mail.mail"].sudo().search_count([])
        action = self._reassign(reason="departure")
        self.assertEqual((self.soon + self.late_evening + self.later + planned).user_id, self.colleague)
        self.assertEqual(self.past.user_id, self.seller_a)
        self.assertEqual(self.customer_a.user_id, self.colleague)
        self.assertEqual(self.reminder.user_id, self.colleague)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        shown = self.env["crm.occurrence"].with_user(self.colleague).search(action["domain"])
        self.assertEqual(len(shown), len(planned) + 3)
        # Each stands in the calendar once, and what is planned from now on is the successor's.
        with freeze_time("2026-03-16 06:00:00"):
            again = self._plan()
        self.assertGreater(len(again), len(planned))
        self.assertEqual(again.user_id, self.colleague)
        self.assertEqual(len(set(again.mapped("date"))), len(again))

    def test_leave_hands_over_some_days_and_comes_back(self):
        self._reassign(reason="leave", date_from="2026-03-03", date_to="2026-03-13")
        self.assertEqual((self.soon + self.late_evening).user_id, self.colleague)
        self.assertEqual((self.later + self.past).user_id, self.seller_a)
        self.assertEqual(self.customer_a.user_id, self.seller_a)
        planned = self._plan()
        self.assertEqual(
            [(str(row.cadence_date), row.user_id) for row in planned],
            [("2026-03-03", self.colleague), ("2026-03-10", self.colleague), ("2026-03-17", self.seller_a)],
        )
        # The stand-in sees the customer and his visits, until the seller is back.
        self.assertTrue(self.customer_a.with_user(self.colleague).has_access("read"))
        self.assertTrue(self.soon.with_user(self.colleague).read(["contact_name"]))
        with freeze_time("2026-03-14 00:10:00"):
            self.env["crm.visit.stand.in"]._cron_end()
            self.assertFalse(self.customer_a.with_user(self.colleague).has_access("read"))

    def test_hour_of_the_last_day_is_the_sellers(self):
        # Half past eleven in the evening of the last day in Lisbon, and half an hour after midnight.
        after = self._create_occurrence(date="2026-03-07 00:30:00", kind="meeting")
        self._reassign(reason="leave", date_from="2026-03-03", date_to="2026-03-06")
        self.assertEqual((self.late_evening.user_id, after.user_id), (self.colleague, self.seller_a))

    def test_prospects_of_an_absent_seller(self):
        lead = self._create_lead()
        call = self._create_occurrence(
            partner_id=False, lead_id=lead.id, date="2026-03-04 10:00:00", kind="call"
        )
        self._reassign(reason="leave", date_from="2026-03-03", date_to="2026-03-06")
        own = call.with_user(self.colleague)
        self.assertEqual(own.read(["contact_name"])[0]["contact_name"], "Prospect")

    def test_leave_needs_an_end(self):
        with self.assertRaisesRegex(UserError, "until when"):
            self._reassign(reason="leave")
        self.assertEqual(self.soon.user_id, self.seller_a)

    def test_whoever_was_given_a_morning_far_east_sees_its_customer(self):
        """Ten in the morning of the tenth there is the ninth in UTC."""
        self.colleague.tz = "Pacific/Auckland"
        self.env["crm.visit.stand.in"].create(
            {
                "user_id": self.seller_a.id,
                "stand_in_id": self.colleague.id,
                "date_from": "2026-03-10",
                "date_to": "2026-03-10",
            }
        )
        self._create_occurrence(
            partner_id=self.customer_b.id, user_id=self.colleague.id, date="2026-03-09 21:00:00"
        )
        self.env["res.partner"]._refresh_allowed_users()
        self.assertTrue(self.customer_b.with_user(self.colleague).has_access("read"))

    def test_only_for_ones_own_teams(self):
        for values in ({"user_id": self.seller_b.id}, {"successor_id": self.seller_b.id}):
            with self.assertRaisesRegex(AccessError, "your own teams"):
                self._reassign(reason="departure", **values)
        for user in (self.seller_a, self.other_manager):
            with self.assertRaises(AccessError):
                self._reassign(user, reason="departure")
        self.assertEqual((self.soon + self.later).user_id, self.seller_a)
        self.assertFalse(self.env["crm.visit.stand.in"].search([("user_id", "=", self.seller_a.id)]))

    def test_no_default_in_the_context_opens_the_customers_of_others(self):
        stand_ins = self.env["crm.visit.stand.in"].with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "your own teams"):
            stand_ins.with_context(default_user_id=self.seller_b.id).create({"stand_in_id": self.manager.id})
        self.env.invalidate_all()
        self.assertFalse(self.customer_b.with_user(self.manager).has_access("read"))

    def test_what_sellers_of_others_have_before_them_is_not_counted(self):
        self._create_occurrence(partner_id=self.customer_b.id, user_id=self.seller_b.id, date="2026-03-09")
        wizards = self.env["crm.visit.reassign"].with_user(self.manager)
        wizard = wizards.new({"user_id": self.seller_b.id, "reason": "departure", "date_from": "2026-03-02"})
        self.assertEqual((wizard.visit_count, wizard.customer_count), (0, 0))
        wizard.user_id = self.seller_a
        self.assertTrue(wizard.visit_count and wizard.customer_count)
