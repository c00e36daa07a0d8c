from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaints(ComplaintCommon):
    """A complaint has somebody who answers for it, and a day."""

    def test_category_gives_deadline_and_responsible(self):
        self.category.user_id = self.manager
        with freeze_time("2026-03-02"), Form(self.env["crm.complaint"].with_user(self.seller_a)) as form:
            form.name = "Two boxes are missing"
            form.partner_id = self.contact_a
            form.category_id = self.category
        complaint = form.record
        self.assertEqual((str(complaint.deadline), complaint.user_id), ("2026-03-05", self.manager))
        self.assertEqual(complaint.stage_id, self.env.ref("crm_visits.stage_new"))
        self.assertRegex(complaint.number, r"^R\d{4}/\d{4}$")
        self.assertEqual((complaint.seller_id, complaint.origin), (self.seller_a, "office"))
        self.assertEqual(self.customer_a.with_user(self.seller_a).complaint_count, 1)

    def test_deadline_in_working_days_of_the_company(self):
        calendar = self.env.company.resource_calendar_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": "2026-03-09 00:00:00",
                "date_to": "2026-03-09 23:59:59",
            }
        )
        # From Friday the 6th: weekend, holiday on Monday, then Tuesday, Wednesday, Thursday.
        complaint = self._create_complaint(date="2026-03-06")
        self.assertEqual(str(complaint.deadline), "2026-03-12")
        self.category.days = 0
        self.assertEqual(str(self._create_complaint(date="2026-03-07").deadline), "2026-03-07")
        self.category.days = 3
        self.env.company.resource_calendar_id = False
        self.assertEqual(str(self._create_complaint(date="2026-03-06").deadline), "2026-03-11")

    def test_late_until_closed(self):
        complaint = self._create_complaint(date="2026-03-02")
        self._solve(complaint)
        late = [("is_late", "=", True), ("id", "=", complaint.id)]
        with freeze_time("2026-03-05"):
            self.assertFalse(complaint.search(late))
        with freeze_time("2026-03-06"):
            self.env.invalidate_all()
            self.assertTrue(complaint.is_late)
            self.assertEqual(complaint.search(late), complaint)
            self.assertEqual(self.customer_a.with_user(self.seller_a).late_complaint_count, 1)
            complaint.action_close()
            self.assertFalse(complaint.is_late)
            self.assertFalse(complaint.search(late))
            self.assertEqual(str(complaint.closed_date), "2026-03-06")
        complaint.action_open_again()
        self.assertFalse(complaint.closed_date)

    def test_from_a_visit(self):
        visit = self._create_occurrence().with_user(self.seller_a)
        context = visit.action_new_complaint()["context"]
        with Form(self.env["crm.complaint"].with_user(self.seller_a).with_context(**context)) as form:
            form.name = "Scratched"
        self.assertEqual((form.record.occurrence_id, form.record.partner_id), (visit, self.customer_a))
        self.assertEqual(form.record.origin, "occurrence")
        visit.invalidate_recordset()
        self.assertEqual(visit.complaint_count, 1)

    def test_seller_does_not_delete_complaints(self):
        complaint = self._create_complaint()
        with self.assertRaises(AccessError):
            complaint.with_user(self.seller_a).unlink()
        self.assertTrue(complaint.exists())

    def test_steps_stand_among_activities_until_done(self):
        complaint = self._create_complaint()
        step = self.env["crm.complaint.step"].with_user(self.seller_a).create(
            {
                "complaint_id": complaint.id,
                "kind": "preventive",
                "name": "Ask for another carrier",
                "user_id": self.manager.id,
                "deadline": "2026-03-09",
            }
        )  # fmt: skip
        activity = complaint.activity_ids
        self.assertEqual((activity.user_id, activity.summary), (self.manager, "Ask for another carrier"))
        self.assertEqual(str(activity.date_deadline), "2026-03-09")
        activity.with_user(self.manager).action_feedback(feedback="Done with")
        self.assertRecordValues(step, [{"is_done": True, "done_by_id": self.manager.id}])
        self.assertFalse(complaint.activity_ids)
        step.with_user(self.seller_a).is_done = False
        self.assertEqual(complaint.activity_ids.user_id, self.manager)
        self.assertFalse(step.done_by_id)
        step.with_user(self.manager).is_done = True
        self.assertFalse(complaint.activity_ids)
        with self.assertRaises(AccessError):
            step.with_user(self.seller_a).done_by_id = self.seller_a

    def test_a_colleague_sees_only_where_he_has_a_step(self):
        colleague = self._create_user("warehouse")
        complaint, other = self._create_complaint(), self._create_complaint(name="Other")
        seen = self.env["crm.complaint"].with_user(colleague)
        self.assertFalse(seen.search([]))
        self.env["crm.complaint.step"].create(
            {"complaint_id": complaint.id, "name": "Count the boxes", "user_id": colleague.id}
        )
        self.assertEqual(seen.search([]), complaint)
        complaint.step_ids.with_user(colleague).is_done = True
        with self.assertRaises(AccessError):
            other.with_user(colleague).read(["name"])

    def test_on_a_phone_steps_and_the_analysis_are_cards(self):
        complaints = self.env["crm.complaint"].with_user(self.seller_a)
        form = etree.fromstring(complaints.get_view(view_type="form")["arch"])
        [steps] = form.xpath("//field[@name='step_ids'][@mode='list,kanban']")
        for view in ("kanban", "form"):
            shown = {field.get("name") for field in steps.find(view).iter("field")}
            self.assertLessEqual({"name", "kind", "user_id", "deadline", "is_done"}, shown, view)
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_complaint_analysis")
        self.assertIn("kanban", dict(map(reversed, action["views"])))
