from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestMeetings(ObligoCommon):
    """A colleague's meeting tells of the customer it is about, though the customer does not attend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lead = cls.env["crm.lead"].create({"name": "Lead", "partner_id": cls.customer_a.id})
        order = cls._create_order(cls.customer_a, (cls._create_goods(), 1))
        cls.about = cls._create_meeting()
        for document in (cls.customer_a, cls.contact_a, lead, order):
            cls.about += cls._create_meeting(document)
        cls.free, cls.about = cls.about[0], cls.about[1:]

    @classmethod
    def _create_meeting(cls, document=None):
        now = fields.Datetime.now()
        values = {"name": "Meeting", "start": now, "stop": now}
        if document:
            values |= {"res_model_id": cls.env["ir.model"]._get_id(document._name), "res_id": document.id}
        return cls.env["calendar.event"].with_user(cls.seller_a).create(values).with_env(cls.env)

    def _seen(self, user):
        domain = [("id", "in", (self.about + self.free).ids)]
        return self.env["calendar.event"].with_user(user).search(domain).with_env(self.env)

    def test_those_who_see_the_document_see_the_meeting(self):
        for user in (self.seller_a, self.manager, self.controller, self.admin_user):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user), self.about + self.free)

    def test_others_see_what_is_about_nobody(self):
        for user in (self.seller_b, self.other_manager):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user), self.free)
                attendees = self.env["calendar.attendee"].with_user(user).search([])
                self.assertFalse(attendees & self.about.attendee_ids)
                self.assertIn(self.free.attendee_ids, attendees)
                with self.assertRaises(AccessError):
                    self.about[0].with_user(user).write({"name": "Taken"})
                with self.assertRaises(AccessError):
                    self.about[0].with_user(user).unlink()
        self.assertEqual(set(self.about.mapped("name")), {"Meeting"})

    def test_a_customer_who_is_shared_shares_his_meetings(self):
        self._create_customer_group("Shared", sellers=[self.seller_b], customers=[self.customer_a])
        self.assertEqual(self._seen(self.seller_b), self.about + self.free)

    def test_whoever_is_asked_to_come_sees_it(self):
        self.about[0].partner_ids += self.seller_b.partner_id
        self.assertEqual(self._seen(self.seller_b), self.about[0] + self.free)

    def test_a_meeting_about_a_meeting_leads_in_no_circle(self):
        for document in (self.free, self.free.attendee_ids, self.free.message_post(body="x")):
            meeting = self._create_meeting(document)
            found = self.env["calendar.event"].with_user(self.seller_b).search([("name", "=", "Meeting")])
            self.assertIn(self.free, found)
            self.assertNotIn(meeting, found)

    def test_models_are_found_by_steps_along_an_index(self):
        """Of a million meetings `SELECT DISTINCT` reads every one, at each search of a seller."""
        events = self.env["calendar.event"]
        self.assertEqual(
            set(events._models_of_documents()) & {"res.partner", "crm.lead", "sale.order", "calendar.event"},
            {"res.partner", "crm.lead", "sale.order"},
        )
        indexes = self.env.execute_query(
            SQL("SELECT indexdef FROM pg_indexes WHERE tablename = 'calendar_event'")
        )
        self.assertTrue([text for (text,) in indexes if "(res_model) WHERE (res_id > 0)" in text])
