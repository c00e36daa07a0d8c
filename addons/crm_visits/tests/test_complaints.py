from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestComplaints(VisitsCommon):
    """A complaint has somebody who answers for it, and a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env.ref("crm_visits.category_delivery")
        cls.category.write({"days": 3, "user_id": cls.manager.id})

    def test_category_gives_deadline_and_responsible(self):
        with freeze_time("2026-03-02"), Form(self.env["crm.complaint"].with_user(self.seller_a)) as form:
            form.name = "Two boxes are missing"
            form.partner_id = self.contact_a
            form.category_id = self.category
        complaint = form.record
        self.assertEqual((str(complaint.deadline), complaint.user_id), ("2026-03-05", self.manager))
        self.assertEqual(complaint.stage_id, self.env.ref("crm_visits.stage_new"))
        self.assertRegex(complaint.number, r"^R\d{4}/\d{4}$")
        self.assertEqual(self.customer_a.with_user(self.seller_a).complaint_count, 1)

    def test_late_until_closed(self):
        with freeze_time("2026-03-02"):
            complaint = self._create_complaint()
        late = [("is_late", "=", True), ("id", "=", complaint.id)]
        with freeze_time("2026-03-05"):
            self.assertFalse(complaint.search(late))
        with freeze_time("2026-03-06"):
            self.env.invalidate_all()
            self.assertTrue(complaint.is_late)
            self.assertEqual(complaint.search(late), complaint)
            complaint.stage_id = self.env.ref("crm_visits.stage_closed")
            self.assertFalse(complaint.is_late)
            self.assertFalse(complaint.search(late))
            self.assertEqual(str(complaint.closed_date), "2026-03-06")
        complaint.stage_id = self.env.ref("crm_visits.stage_new")
        self.assertFalse(complaint.closed_date)

    def test_documents_of_another_customer_refused(self):
        order = self._create_order(self.customer_b, (self._create_goods(), 1))
        with self.assertRaisesRegex(ValidationError, "those of its customer"):
            self._create_complaint(order_id=order.id)
        order = self._create_order(self.contact_a, (self._create_goods(), 1))
        self.assertEqual(self._create_complaint(order_id=order.id).order_id, order)

    def test_from_a_visit(self):
        visit = self._create_occurrence().with_user(self.seller_a)
        context = visit.action_new_complaint()["context"]
        with Form(self.env["crm.complaint"].with_user(self.seller_a).with_context(**context)) as form:
            form.name = "Scratched"
        self.assertEqual((form.record.occurrence_id, form.record.partner_id), (visit, self.customer_a))
        visit.invalidate_recordset()
        self.assertEqual(visit.complaint_count, 1)

    def test_seller_does_not_delete_complaints(self):
        complaint = self._create_complaint()
        with self.assertRaises(AccessError):
            complaint.with_user(self.seller_a).unlink()
        self.assertTrue(complaint.exists())

    def _create_complaint(self, **values):
        values = {"partner_id": self.customer_a.id, "category_id": self.category.id, **values}
        return self.env["crm.complaint"].create({"name": "Late", **values})
