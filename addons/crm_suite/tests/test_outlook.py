"""Odoo's Outlook sync takes meetings of its calendar; visits are none, and a meeting with a customer invites nobody."""

from datetime import timedelta

from odoo import fields
from odoo.addons.crm_visits.tests.common import VisitsCommon
from odoo.tests import Form, tagged


@tagged("post_install", "-at_install")
class TestOutlook(VisitsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As of whoever has connected his Outlook, but that nothing is sent while this runs.
        cls.env["ir.config_parameter"].set_param("microsoft_calendar_sync_paused", True)
        cls.events_before = cls.env["calendar.event"].search([])
        cls.mails_before = cls.env["mail.mail"].sudo().search([])

    def _taken(self):
        """What a sync of seller_a takes, at its first run or at any other."""
        events = self.env["calendar.event"].with_user(self.seller_a)
        return events._get_microsoft_records_to_sync(full_sync=True) | events._get_microsoft_records_to_sync()

    def _check_nobody_is_told(self):
        self.env.flush_all()
        self.assertFalse(self._taken())
        self.assertEqual(self.env["calendar.event"].search([]), self.events_before)
        self.assertEqual(self.env["mail.mail"].sudo().search([]), self.mails_before)

    def test_planned_visits_are_not_taken(self):
        self.customer_a.customer_class = "a"
        cadence = self.env["crm.visit.cadence"].create(
            {"name": "A", "customer_class": "a", "days": 7, "kind": "meeting"}
        )
        cadence._plan()
        planned = self.env["crm.occurrence"].search([("cadence_id", "=", cadence.id)])
        self.assertEqual(planned.user_id, self.seller_a)
        planned[0].with_user(self.seller_a).date += timedelta(days=1)
        self._check_nobody_is_told()

    def test_visits_of_a_day_are_not_taken(self):
        visit = self._create_occurrence(partner_id=self.contact_a.id).with_user(self.seller_a)
        today = fields.Date.context_today(visit)  # where the seller is
        visit.next_date = today + timedelta(days=7)
        self.env["crm.visit.route"].with_user(self.seller_a).plan_my_day(str(today))
        visit.action_check_in(38.7, -9.1, 5)
        visit.action_check_out(38.7, -9.1, 5)
        self.assertEqual(visit.follow_up_ids.state, "planned")
        self._check_nobody_is_told()

    def test_a_meeting_recorded_at_a_customer_invites_nobody(self):
        context = {"default_partner_id": self.contact_a.id, "default_kind": "meeting"}
        with Form(self.env["crm.occurrence"].with_user(self.seller_a).with_context(**context)) as form:
            form.name = "Prices of next year"
        self.assertEqual((form.record.kind, form.record.partner_id), ("meeting", self.contact_a))
        self.assertNotIn(self.contact_a, form.record.message_partner_ids)
        form.record.action_done()
        self._check_nobody_is_told()

    def test_a_meeting_scheduled_at_a_customer_invites_its_seller_only(self):
        """The one way that makes a meeting of Odoo's calendar: Outlook takes it, without the customer in it."""
        customer = self.contact_a.with_user(self.seller_a)
        activity = customer.activity_schedule("mail.mail_activity_data_meeting", user_id=self.seller_a.id)
        opened = activity.with_context(
            active_model="res.partner",
            active_id=customer.id,
            default_res_model="res.partner",
            default_res_id=customer.id,
        ).action_create_calendar_event()
        events = self.env["calendar.event"].with_user(self.seller_a).with_context(**opened["context"])
        now = fields.Datetime.now()
        event = events.create({"start": now, "stop": now + timedelta(hours=1)})
        self.assertEqual(event.attendee_ids.partner_id, self.seller_a.partner_id)
        self.assertEqual(self._taken(), event)
        self.assertFalse(
            (self.env["mail.mail"].sudo().search([]) - self.mails_before).filtered(
                lambda mail: mail.recipient_ids & self.contact_a
            )
        )
        self.assertNotIn(event, events.with_user(self.seller_b).search([]), "it is named after the customer")
        activity.with_user(self.seller_a).action_feedback("Agreed")
        occurrence = self.env["crm.occurrence"].search([("partner_id", "=", self.contact_a.id)])
        self.assertEqual((occurrence.kind, occurrence.state), ("meeting", "done"))
