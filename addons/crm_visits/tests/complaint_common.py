from .common import VisitsCommon


class ComplaintCommon(VisitsCommon):
    """Complaints of customer_a, whom seller_a looks after and manager_a leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env.ref("crm_visits.category_delivery")
        cls.category.write({"days": 3, "escalation_days": 2, "user_id": False, "checker_ids": False})
        cls.closed = cls.env.ref("crm_visits.stage_closed")
        cls.examined = cls.env.ref("crm_visits.stage_examined")

    @classmethod
    def _create_complaint(cls, **values):
        """A complaint about a late delivery that seller_a answers for."""
        values = {
            "name": "Late",
            "partner_id": cls.customer_a.id,
            "category_id": cls.category.id,
            "user_id": cls.seller_a.id,
            **values,
        }
        return cls.env["crm.complaint"].create(values)

    @classmethod
    def _solve(cls, complaint, **values):
        """seller_a writes the solution and asks for the check, manager_a finds it good."""
        values = {"resolution": "Carrier changed.", "public_answer": "It comes tomorrow.", **values}
        complaint.with_user(cls.seller_a).write(values)
        complaint.with_user(cls.seller_a).action_submit_solution()
        complaint.with_user(cls.manager).action_approve_solution()

    @classmethod
    def _sell(cls, customer, product, quantity=2, **values):
        """A confirmed order of customer, delivered and invoiced: (order, delivery, invoice)."""
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.env.ref("stock.stock_location_stock"), quantity
        )
        order = cls._create_order(customer, (product, quantity), **values)
        order.action_confirm()
        delivery = order.picking_ids
        delivery.move_ids.write({"quantity": quantity, "picked": True})
        delivery.button_validate()
        invoice = order._create_invoices()
        invoice.action_post()
        return order, delivery, invoice
