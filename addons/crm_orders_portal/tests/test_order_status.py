from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import PortalCommon


@tagged("post_install", "-at_install")
class TestOrderStatus(PortalCommon):
    def _order(self, *lines, **values):
        return self._create_order(self.customer_a, *(lines or [(self.cup, 10)]), **values)

    def _stages(self, order):
        self._end_transaction()
        return order.milestone_ids.filtered(lambda row: not row.undone_on).mapped("stage")

    def test_19_ship_4_invoice_4_ship_6_invoice_6(self):
        order = self._order()
        self.assertEqual(order.order_status, "open")
        order.action_quotation_sent()
        self.assertEqual(order.order_status, "sent")
        self._end_transaction()
        order.action_confirm()
        self.assertEqual(order.order_status, "received")
        self._end_transaction()
        self._deliver(order, {self.cup: 4})
        self.assertEqual(order.order_status, "shipped_partial")
        self._end_transaction()
        self._invoice(order, {self.cup: 4})
        self.assertEqual(order.order_status, "invoiced_partial")
        self._end_transaction()
        self._deliver(order, {self.cup: 6})
        self.assertEqual(order.order_status, "invoiced_partial")
        self.assertIn("shipped", self._stages(order))
        self._invoice(order)
        self.assertEqual(order.order_status, "invoiced")
        self.assertEqual(
            self._stages(order),
            ["open", "sent", "received", "shipped_partial", "invoiced_partial", "shipped", "invoiced"],
        )

    def test_no_backorder_is_shipped_at_what_left(self):
        order = self._order()
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.write({"quantity": 4, "picked": True})
        picking.with_context(skip_backorder=True, picking_ids_not_to_backorder=picking.ids).button_validate()
        self.assertEqual((order.order_line.qty_delivered, order.order_status), (4, "shipped"))
        self._invoice(order, {self.cup: 4})
        self.assertEqual(order.order_status, "invoiced")

    def test_return_with_credit_note_stays_invoiced(self):
        order = self._order()
        order.action_confirm()
        picking = self._deliver(order, {self.cup: 10})
        invoice = self._invoice(order)
        self.assertEqual(order.order_status, "invoiced")
        self._return(picking, 10)
        self.assertEqual((order.order_line.qty_delivered, order.order_status), (0, "invoiced"))
        self._refund(invoice)
        self.assertEqual((order.order_line.qty_invoiced_posted, order.order_status), (0, "invoiced"))

    def test_credit_note_without_return_goes_back_and_is_recorded(self):
        order = self._order()
        order.action_confirm()
        self._deliver(order, {self.cup: 10})
        invoice = self._invoice(order)
        self._end_transaction()
        self._refund(invoice)
        self.assertEqual(order.order_status, "shipped")
        self.assertNotIn("invoiced", self._stages(order))
        self.assertTrue(order.milestone_ids.filtered(lambda row: row.stage == "invoiced").undone_on)

    def test_services_and_draft_invoices(self):
        service = self._create_goods("Advice", type="service", is_storable=False, portal_published=True)
        order = self._order((self.cup, 10), (service, 1))
        order.action_confirm()
        self._deliver(order, {self.cup: 10})
        self.assertEqual(order.order_status, "shipped")
        draft = order._create_invoices()
        self.assertEqual(order.order_status, "shipped", "a draft invoice is no invoice")
        draft.action_post()
        self.assertEqual(order.order_status, "invoiced")
        alone = self._order((service, 1))
        alone.action_confirm()
        self._invoice(alone)
        self.assertEqual(alone.order_status, "invoiced")

    def test_cancel_and_back_to_draft(self):
        order = self._order()
        order.action_confirm()
        self._end_transaction()
        order._action_cancel()
        self.assertEqual(order.order_status, "cancelled")
        self.assertEqual(self._stages(order), ["open", "received", "cancelled"])
        order.action_draft()
        self.assertEqual(order.order_status, "open")
        self.assertEqual(self._stages(order), ["open"])

    def test_a_stage_is_recorded_once(self):
        order = self._order()
        order.action_confirm()
        for _time in range(2):
            order.invalidate_recordset()
            order._compute_order_status()
            self._end_transaction()
        self.assertEqual(self._stages(order), ["open", "received"])

    def test_milestones_carry_the_documents_dates(self):
        order = self._order()
        order.action_confirm()
        picking = self._deliver(order, {self.cup: 10})
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-01-12"
        invoice.action_post()
        order.date_order = "2026-01-06 09:00:00"
        picking.date_done = "2026-01-09 10:00:00"
        dates = {
            "open": "2026-01-06 09:00:00",
            "received": "2026-01-06 09:00:00",
            "shipped": "2026-01-09 10:00:00",
            "invoiced": "2026-01-12 00:00:00",
        }
        for record in (self._end_transaction, order._rebuild_milestones):
            record()
            self.assertEqual({row.stage: str(row.date) for row in order.milestone_ids}, dates)

    @freeze_time("2026-01-13 01:30:00")
    def test_an_invoice_of_the_evening_is_of_today(self):
        """In New York it is the evening of the 12th: the stage has the moment, not the midnight before."""
        self.env.company.resource_calendar_id.tz = "America/New_York"
        order = self._order()
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-01-12"
        invoice.action_post()
        self._end_transaction()
        [invoiced] = order.milestone_ids.filtered(lambda row: row.stage == "invoiced")
        self.assertEqual(str(invoiced.date), "2026-01-13 01:30:00")

    def test_milestones_follow_the_customer(self):
        order = self._order()
        self._end_transaction()
        milestones = self.env["sale.order.milestone"]
        domain = [("order_id", "=", order.id)]
        self.assertTrue(milestones.with_user(self.seller_a).search(domain))
        self.assertFalse(milestones.with_user(self.seller_b).search(domain))
        with self.assertRaises(AccessError):
            order.milestone_ids.with_user(self.seller_a).write({"stage": "invoiced"})
        self.assertEqual(order.milestone_ids.mapped("stage"), ["open"])

    def _return(self, picking, quantity):
        wizard = self.env["stock.return.picking"].with_context(
            active_id=picking.id, active_model="stock.picking"
        )
        wizard = wizard.create({"picking_id": picking.id})
        wizard.product_return_moves.write({"quantity": quantity, "to_refund": True})
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.write({"quantity": quantity, "picked": True})
        back.button_validate()

    def _refund(self, invoice):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.create({"journal_id": invoice.journal_id.id})
        refund = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        refund.action_post()
