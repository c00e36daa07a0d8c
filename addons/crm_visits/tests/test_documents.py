from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestDocuments(VisitsCommon):
    """What is made from an occurrence is linked to it; what is shown belongs to the customer."""

    def test_quotation_from_visit(self):
        visit = self._create_occurrence(partner_id=self.contact_a.id)
        own = visit.with_user(self.seller_a)
        action = own.action_new_quotation()
        self.assertEqual((action["res_model"], action["view_mode"]), ("sale.order", "form"))
        orders = self.env["sale.order"].with_user(self.seller_a).with_context(**action["context"])
        with Form(orders) as form:
            self.assertEqual(form.partner_id, self.contact_a)
        order = form.record
        self.assertEqual((order.occurrence_id, order.user_id), (visit, self.seller_a))
        own.invalidate_recordset()
        self.assertEqual(own.order_count, 1)
        self.assertEqual(orders.search(own.action_view_occurrence_orders()["domain"]), order)
        with self.assertRaisesRegex(UserError, "order was made"):
            own.unlink()
        self.assertTrue(visit.exists())

    def test_documents_of_the_customer(self):
        product = self._create_goods()
        orders = self._create_order(self.customer_a, (product, 1)) + self._create_order(
            self.contact_a, (product, 1)
        )
        self._create_order(self.customer_b, (product, 1))
        orders.action_confirm()
        invoices = orders[0]._create_invoices() + orders[1]._create_invoices()
        visit = self._create_occurrence().with_user(self.seller_a)
        seen = self.env["sale.order"].with_user(self.seller_a)
        self.assertEqual(seen.search(visit.action_view_orders()["domain"]), orders.sorted("id", reverse=True))
        moves = self.env["account.move"].with_user(self.seller_a)
        self.assertEqual(set(moves.search(visit.action_view_invoices()["domain"]).ids), set(invoices.ids))
        self.assertFalse(moves.search(visit.action_view_receivables()["domain"]))
        invoices[0].action_post()
        self.assertEqual(moves.search(visit.action_view_receivables()["domain"]), invoices[0])
        self.assertEqual(visit.action_view_sales_history()["res_model"], "sale.report")

    def test_prospect_has_no_quotation(self):
        call = self._create_occurrence(partner_id=False, lead_id=self._create_lead().id)
        with self.assertRaisesRegex(UserError, "Convert the prospect"):
            call.action_new_quotation()
