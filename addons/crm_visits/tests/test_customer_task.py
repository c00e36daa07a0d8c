from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 10:00:00")
class TestCustomerTask(VisitsCommon):
    """What was given to whom to do for which customer, followed to its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(cls.contact_a, (cls._create_goods(), 1))
        cls.lead = cls._create_lead()
        cls.given = {
            "order": cls._give(cls.order, "2026-03-09"),
            "customer": cls._give(cls.customer_a, "2026-03-10"),
            "visit": cls._give(cls._create_occurrence(), "2026-03-12"),
            "prospect": cls._give(cls.lead, "2026-03-20"),
            "foreign": cls._give(cls.customer_b, "2026-03-01"),
        }

    @classmethod
    def _give(cls, record, deadline):
        activity = record.with_user(cls.admin_user).activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=deadline,
            summary="Send the list",
            user_id=cls.seller_a.id,
        )
        return activity.with_user(cls.env.user)

    def _task(self, name, user=None):
        tasks = self.env["crm.customer.task"].with_user(user or self.admin_user)
        return tasks.search([("id", "=", self.given[name].id)])

    def test_help_asked_is_a_task_of_the_manager(self):
        requests = self.env["crm.help.request"].with_user(self.seller_a).create(
            [{"partner_id": self.customer_a.id, "text": "60 days?"}, {"lead_id": self.lead.id, "text": "Come"}]
        )  # fmt: skip
        tasks = self.env["crm.customer.task"].with_user(self.manager)
        tasks = tasks.search([("res_model", "=", requests._name)]).sorted("res_id")
        self.assertEqual(tasks.mapped("res_id"), requests.ids)
        self.assertRecordValues(
            tasks,
            [
                {"partner_id": self.customer_a.id, "lead_id": False, "user_id": self.manager.id},
                {"partner_id": False, "lead_id": self.lead.id, "user_id": self.manager.id},
            ],
        )
        self.assertEqual(tasks[0].action_open_document()["res_id"], requests[0].id)
        activity = requests[0].with_user(self.manager).activity_ids
        [shown] = activity.activity_format()["mail.activity"]
        self.assertEqual((shown["summary"], shown["display_name"]), (False, activity.activity_type_id.name))

    def test_of_every_document_with_its_customer(self):
        expected = {"order": "overdue", "customer": "today", "visit": "planned", "prospect": "planned"}
        for name, state in expected.items():
            task = self._task(name)
            self.assertEqual(
                (task.state, task.user_id, task.giver_id), (state, self.seller_a, self.admin_user)
            )
            self.assertEqual(task.summary, "Send the list")
        for name in ("order", "customer", "visit"):
            self.assertEqual(self._task(name).partner_id, self.customer_a)
        self.assertEqual(self._task("prospect").lead_id, self.lead)
        self.assertEqual(self._task("order").days_late, 1)
        action = self._task("order").action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("sale.order", self.order.id))

    def test_followed_to_its_end(self):
        self.given["order"].with_user(self.seller_a).action_feedback("Sent")
        task = self._task("order")
        self.assertEqual((task.state, str(task.date_done), task.days_late), ("done", "2026-03-10", 1))

    def test_each_sees_those_of_his_customers(self):
        for user, names in (
            (self.seller_a, {"order", "customer", "visit", "prospect"}),
            (self.manager, {"order", "customer", "visit", "prospect"}),
            (self.other_manager, {"foreign"}),
            (self.controller, set(self.given)),
        ):
            self.assertEqual({name for name in self.given if self._task(name, user)}, names, user.login)
        portal = new_test_user(
            self.env, "portal_customer", groups="base.group_portal", partner_id=self.contact_a.id
        )
        with self.assertRaises(AccessError):
            self._task("order", portal)
