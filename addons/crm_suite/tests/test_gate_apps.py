"""Odoo's project apps confirm quotations by themselves: over its ceiling such an order waits all the same."""

from odoo import Command
from odoo.addons.crm_base.tests.common import ObligoCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestGateApps(ObligoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.ceiling"].create(
            {"partner_id": cls.customer_a.id, "has_credit_ceiling": True, "credit_ceiling": 1000}
        )
        cls.advice = cls._create_goods("Advice", type="service", is_storable=False)
        cls.order = cls._create_order(cls.customer_a, (cls.advice, 11))
        cls.project = cls.env["project.project"].create({"name": "Works", "allow_billable": True})

    def _assert_held(self, order=None):
        order = order or self.order
        self.assertEqual((order.state, order.authorization_state), ("draft", "waiting"))
        self.assertRecordValues(order.authorization_ids, [{"reason": "credit", "excess": 100}])

    def _create_for(self, **context):
        line = {"product_id": self.advice.id, "product_uom_qty": 11}
        return (
            self.env["sale.order"]
            .with_context(**context)
            .create({"partner_id": self.customer_a.id, "order_line": [Command.create(line)]})
        )

    def test_task_that_is_to_be_invoiced(self):
        task = self.env["project.task"].create(
            {
                "name": "Measure",
                "project_id": self.project.id,
                "partner_id": self.customer_a.id,
                "sale_line_id": self.order.order_line.id,
            }
        )
        self._assert_held()
        task.sale_line_id = False
        task.sale_line_id = self.order.order_line
        self._assert_held()

    def test_project_that_is_to_be_invoiced(self):
        self.project.write({"partner_id": self.customer_a.id, "sale_line_id": self.order.order_line.id})
        self._assert_held()
        self.env["project.project"].create(
            {
                "name": "More works",
                "allow_billable": True,
                "partner_id": self.customer_a.id,
                "sale_line_id": self.order.order_line.id,
            }
        )
        self._assert_held()

    def test_order_made_from_a_project(self):
        self.project.partner_id = self.customer_a
        self._assert_held(self._create_for(create_for_project_id=self.project.id))

    def test_order_made_from_a_task(self):
        task = self.env["project.task"].create({"name": "Measure", "project_id": self.project.id})
        self._assert_held(self._create_for(create_for_task_id=task.id))

    def test_order_made_for_hours_of_employees(self):
        self._assert_held(self._create_for(create_for_employee_mapping=True))
