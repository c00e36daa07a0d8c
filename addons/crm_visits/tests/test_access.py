from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import VisitsCommon

MODELS = [
    "crm.occurrence",
    "crm.occurrence.result",
    "crm.complaint",
    "crm.complaint.category",
    "crm.complaint.cause",
    "crm.complaint.stage",
    "crm.visit.cadence",
    "crm.visit.reassign",
    "crm.visit.rule",
    "crm.visit.stand.in",
    "crm.contact.deviation",
    "crm.contact.frequency",
    "crm.contact.frequency.report",
    "crm.customer.task",
    "crm.visit.performance",
]


@tagged("post_install", "-at_install")
class TestAccess(VisitsCommon):
    """Contacts and complaints follow the customer, of prospects the seller; outside nothing is read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit_a = cls._create_occurrence()
        cls.visit_b = cls._create_occurrence(partner_id=cls.contact_b.id, user_id=cls.seller_b.id)
        lead = cls._create_lead(cls.seller_b)
        cls.call_b = cls._create_occurrence(partner_id=False, lead_id=lead.id, user_id=cls.seller_b.id)
        cls.complaint_a, cls.complaint_b = cls.env["crm.complaint"].create(
            [
                {"name": "Late", "partner_id": cls.customer_a.id},
                {"name": "Late", "partner_id": cls.contact_b.id},
            ]
        )

    def _seen(self, user, records):
        found = records.with_user(user).search([("id", "in", records.ids)])
        return found.with_user(self.env.user)

    def test_each_sees_his_customers(self):
        occurrences = self.visit_a + self.visit_b + self.call_b
        complaints = self.complaint_a + self.complaint_b
        self.assertEqual(self._seen(self.seller_a, occurrences), self.visit_a)
        self.assertEqual(self._seen(self.manager, occurrences), self.visit_a)
        self.assertEqual(self._seen(self.seller_b, occurrences), self.visit_b + self.call_b)
        self.assertEqual(self._seen(self.other_manager, occurrences), self.visit_b + self.call_b)
        self.assertEqual(self._seen(self.seller_a, complaints), self.complaint_a)
        self.assertEqual(self._seen(self.other_manager, complaints), self.complaint_b)
        for user in (self.controller, self.admin_user):
            self.assertEqual(set(self._seen(user, occurrences).ids), set(occurrences.ids))
            self.assertEqual(set(self._seen(user, complaints).ids), set(complaints.ids))

    def test_guessed_ids_refused(self):
        for record in (self.visit_b, self.call_b, self.complaint_b):
            own = record.with_user(self.seller_a)
            with self.assertRaises(AccessError):
                own.read(["partner_id"])
            with self.assertRaises(AccessError):
                own.write({"user_id": self.seller_a.id})
        for step in ("action_check_in", "action_done", "action_cancel", "action_new_quotation"):
            with self.assertRaises(AccessError):
                getattr(self.visit_b.with_user(self.seller_a), step)()
        with self.assertRaises(AccessError):
            self.env["crm.occurrence"].with_user(self.seller_a).create({"partner_id": self.customer_b.id})
        self.assertEqual(self.visit_b.state, "planned")

    def test_changed_by_their_seller_only(self):
        group = self._create_customer_group("Shared", sellers=[self.seller_b], customers=[self.customer_a])
        self.assertTrue(group)
        shared = self.visit_a.with_user(self.seller_b)
        self.assertEqual(shared.partner_id, self.customer_a)
        with self.assertRaises(AccessError):
            shared.notes = "Not mine"
        with self.assertRaises(AccessError):
            shared.unlink()
        self.visit_a.with_user(self.manager).notes = "The manager may"
        self.assertEqual(self.visit_a.notes, "The manager may")

    def test_portal_reads_nothing(self):
        portal = new_test_user(
            self.env, "portal_customer", groups="base.group_portal", partner_id=self.contact_a.id
        )
        for model in MODELS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])
        order = self._create_order(self.customer_a, (self._create_goods(), 1), occurrence_id=self.visit_a.id)
        order.action_quotation_sent()
        self.assertTrue(order.with_user(portal).read(["name"]))
        for record, name in (
            (order, "occurrence_id"),
            (self.customer_a, "occurrence_count"),
            (self.customer_a, "complaint_count"),
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                record.with_user(portal).read([name])
        for forbidden in (
            self.visit_a.with_user(portal).action_check_in,
            self.visit_a.with_user(portal).action_new_invoice,
            self.contact_a.with_user(portal).action_log_call,
            self.env["crm.visit.cadence"].with_user(portal).action_plan,
        ):
            with self.assertRaises(AccessError):
                forbidden()

    def test_customer_is_never_an_attendee_or_follower(self):
        before = self.env["calendar.event"].search_count([])
        mails = self.env["mail.mail"].sudo().search_count([])
        visit = self._create_occurrence(partner_id=self.contact_a.id)
        visit.action_check_in()
        visit.action_check_out()
        self.assertEqual(self.env["calendar.event"].search_count([]), before)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        self.assertNotIn(self.contact_a, visit.message_partner_ids)

    def test_planned_contacts_invite_nobody(self):
        """What cadences plan is no event of Odoo's calendar, which customers could read, and tells nobody."""
        self.customer_a.customer_class = "a"
        cadence = self.env["crm.visit.cadence"].create({"name": "A", "customer_class": "a", "days": 7})
        before = self.env["calendar.event"].search_count([])
        mails = self.env["mail.mail"].sudo().search_count([])
        cadence._plan()
        planned = self.env["crm.occurrence"].search([("cadence_id", "=", cadence.id)])
        self.assertTrue(planned)
        planned[0].date = fields.Datetime.add(planned[0].date, days=1)
        self.assertEqual(self.env["calendar.event"].search_count([]), before)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)
        self.assertFalse(planned.message_partner_ids & (self.customer_a + self.contact_a))
