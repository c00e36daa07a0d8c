from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintQuantity(ComplaintCommon):
    """Two of six cups are broken: two are credited and come back, and nothing of the plates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup, cls.plate = cls._create_goods("Cup"), cls._create_goods("Plate")
        location = cls.env.ref("stock.stock_location_stock")
        for product in (cls.cup, cls.plate):
            cls.env["stock.quant"]._update_available_quantity(product, location, 10)
        cls.order = cls._create_order(cls.customer_a, (cls.plate, 3), (cls.cup, 6))
        cls.order.action_confirm()
        cls.delivery = cls.order.picking_ids
        for move in cls.delivery.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        cls.delivery.button_validate()
        cls.invoice = cls.order._create_invoices()
        cls.invoice.action_post()
        cls.line = cls.order.order_line.filtered(lambda line: line.product_id == cls.cup)

    def _complain(self, **values):
        return self._create_complaint(
            order_line_id=self.line.id, move_id=self.invoice.id, picking_id=self.delivery.id, **values
        )

    def _credit(self, complaint, refund="refund_moves"):
        action = complaint.with_user(self.controller).action_create_credit_note()
        wizard = self.env[action["res_model"]].with_user(self.controller).with_context(**action["context"])
        with Form(wizard, view="account.view_account_move_reversal") as dialog:
            text = dialog.complaint_text
        getattr(dialog.record, refund)()
        return complaint.sudo().credit_note_ids, text

    def _return(self, complaint):
        action = complaint.action_create_return()
        with Form(self.env[action["res_model"]].with_context(**action["context"])) as dialog:
            pass
        return dialog.record

    def test_the_credit_note_has_the_quantity_complained_about(self):
        note, text = self._credit(self._complain(quantity=2))
        self.assertRecordValues(note.invoice_line_ids, [{"product_id": self.cup.id, "quantity": 2.0}])
        self.assertEqual(note.amount_untaxed, 2 * self.line.price_unit)
        self.assertEqual(note.state, "draft")
        self.assertIn("2.00 of Cup", text)
        note.action_post()
        self.assertEqual(self.line.qty_invoiced, 4.0)

    def test_without_a_quantity_the_whole_line_and_without_a_product_the_invoice(self):
        note, text = self._credit(self._complain())
        self.assertRecordValues(note.invoice_line_ids, [{"product_id": self.cup.id, "quantity": 6.0}])
        self.assertIn("all of Cup", text)
        note, text = self._credit(self._create_complaint(move_id=self.invoice.id))
        self.assertEqual(sorted(note.invoice_line_ids.mapped("quantity")), [3.0, 6.0])
        self.assertFalse(text)

    def test_never_more_than_the_invoice_has(self):
        note, _text = self._credit(self._complain(quantity=100))
        self.assertEqual(note.invoice_line_ids.mapped("quantity"), [6.0])

    def test_two_lines_of_the_product_share_the_quantity(self):
        self.invoice.button_draft()
        self.invoice.invoice_line_ids = [
            Command.create({"product_id": self.cup.id, "quantity": 2, "price_unit": 50})
        ]
        self.invoice.action_post()
        note, _text = self._credit(
            self._create_complaint(product_id=self.cup.id, move_id=self.invoice.id, quantity=7)
        )
        self.assertEqual(note.invoice_line_ids.mapped("quantity"), [6.0, 1.0])

    def test_an_invoice_that_is_replaced_is_credited_as_a_whole(self):
        self._credit(self._complain(quantity=2), "modify_moves")
        self.assertEqual(self.invoice.payment_state, "reversed")

    def test_an_invoice_without_the_product_is_refused(self):
        _order, _delivery, other = self._sell(self.customer_a, self.plate)
        complaint = self._create_complaint(product_id=self.cup.id, move_id=other.id)
        with self.assertRaisesRegex(UserError, "nothing of Cup"):
            self._credit(complaint)

    def test_the_return_begins_with_the_quantity_complained_about(self):
        complaint = self._complain(quantity=2)
        wizard = self._return(complaint)
        self.assertEqual(
            {line.product_id: line.quantity for line in wizard.product_return_moves},
            {self.plate: 0.0, self.cup: 2.0},
        )
        wizard.action_create_returns()
        self.assertRecordValues(
            complaint.return_ids.move_ids, [{"product_id": self.cup.id, "product_uom_qty": 2.0}]
        )

    def test_a_delivery_is_shared_out_once_however_many_lines_it_has(self):
        complaint = self._complain(quantity=2)
        shared_out = self.env.registry["crm.complaint"]._share_out
        with patch.object(
            self.env.registry["crm.complaint"], "_share_out", autospec=True, side_effect=shared_out
        ) as share_out:
            self._return(complaint)
        self.assertEqual(share_out.call_count, 1)

    def test_what_is_on_its_way_back_comes_back_once(self):
        complaint = self._complain()
        wizard = self._return(complaint)
        wizard.product_return_moves.filtered(lambda line: line.product_id == self.cup).quantity = 4
        wizard.action_create_returns()
        left = {line.product_id: line.quantity for line in self._return(complaint).product_return_moves}
        self.assertEqual(left[self.cup], 2.0)
        complaint.return_ids.action_cancel()
        left = {line.product_id: line.quantity for line in self._return(complaint).product_return_moves}
        self.assertEqual(left[self.cup], 6.0)
