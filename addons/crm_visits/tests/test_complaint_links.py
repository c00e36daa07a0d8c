from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintLinks(ComplaintCommon):
    """What a complaint is about is the customer's own; what he gets for it is linked to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup = cls._create_goods("Cup")
        cls.plate = cls._create_goods("Plate")
        cls.order, cls.delivery, cls.invoice = cls._sell(cls.contact_a, cls.cup)
        cls.order_b, cls.delivery_b, cls.invoice_b = cls._sell(cls.customer_b, cls.cup)

    def test_13_from_an_order_line(self):
        action = self.order.with_user(self.seller_a).action_view_document_complaints()
        complaints = self.env["crm.complaint"].with_user(self.seller_a).with_context(**action["context"])
        with Form(complaints) as form:
            form.name = "One is broken"
            form.order_line_id = self.order.order_line
        complaint = form.record
        self.assertRecordValues(
            complaint,
            [{"partner_id": self.contact_a.id, "order_id": self.order.id, "product_id": self.cup.id}],
        )
        self.assertEqual(complaints.search(action["domain"]), complaint)
        self.order.invalidate_recordset()
        self.assertEqual(self.order.with_user(self.seller_a).complaint_count, 1)

    def test_documents_of_another_customer_refused(self):
        for values in (
            {"order_id": self.order_b.id},
            {"order_line_id": self.order_b.order_line.id},
            {"picking_id": self.delivery_b.id},
            {"move_id": self.invoice_b.id},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, "of its customer"):
                self._create_complaint(**values)
        complaint = self._create_complaint(order_id=self.order.id, picking_id=self.delivery.id)
        with self.assertRaises(ValidationError):
            complaint.partner_id = self.customer_b
        self.assertEqual(complaint.order_id, self.order)

    def test_line_product_and_lot_fit(self):
        with self.assertRaisesRegex(ValidationError, "that of its order line"):
            self._create_complaint(order_line_id=self.order.order_line.id, product_id=self.plate.id)
        other = self._create_order(self.customer_a, (self.plate, 1))
        with self.assertRaisesRegex(ValidationError, "one of the order"):
            self._create_complaint(order_line_id=self.order.order_line.id, order_id=other.id)
        drill = self._create_goods("Drill", tracking="serial")
        lot_a, lot_b = self.env["stock.lot"].create(
            [{"name": name, "product_id": drill.id} for name in ("A1", "B1")]
        )
        self._deliver_lot(self.customer_a, drill, lot_a)
        self._deliver_lot(self.customer_b, drill, lot_b)
        self.assertEqual(self._create_complaint(lot_id=lot_a.id).product_id, drill)
        with self.assertRaisesRegex(ValidationError, "never delivered"):
            self._create_complaint(lot_id=lot_b.id)

    def _deliver_lot(self, customer, product, lot):
        stock = self.env.ref("stock.stock_location_stock")
        self.env["stock.quant"]._update_available_quantity(product, stock, 1, lot_id=lot)
        order = self._create_order(customer, (product, 1))
        order.action_confirm()
        order.picking_ids.move_ids.write({"picked": True})
        order.picking_ids.move_ids.move_line_ids.lot_id = lot
        order.picking_ids.button_validate()
        self.assertEqual(order.picking_ids.state, "done")

    def test_credit_note_by_those_allowed_and_linked(self):
        complaint = self._create_complaint(move_id=self.invoice.id)
        with self.assertRaises(AccessError):
            complaint.with_user(self.seller_a).action_create_credit_note()
        action = complaint.with_user(self.controller).action_create_credit_note()
        wizard = self.env[action["res_model"]].with_user(self.controller).with_context(**action["context"])
        note = self.env["account.move"].browse(
            wizard.create({"journal_id": self.invoice.journal_id.id}).refund_moves()["res_id"]
        )
        self.assertEqual((note.complaint_id, note.move_type), (complaint, "out_refund"))
        self.assertRecordValues(complaint, [{"credit_note_count": 1, "credited_amount": 0.0}])
        note.action_post()
        complaint.invalidate_recordset()
        self.assertEqual(complaint.credited_amount, 200.0)
        self.assertEqual(
            self.env["account.move"].search(complaint.action_view_credit_notes()["domain"]), note
        )

    def test_credit_note_of_another_invoice_is_not_linked(self):
        complaint = self._create_complaint(move_id=self.invoice.id)
        context = {"active_model": "account.move", "active_ids": self.invoice_b.ids}
        wizard = self.env["account.move.reversal"].with_user(self.controller).with_context(**context)
        forged = wizard.create({"for_complaint_id": complaint.id, "journal_id": self.invoice_b.journal_id.id})
        with self.assertRaisesRegex(UserError, "not the invoice of this complaint"):
            forged.refund_moves()
        with self.assertRaisesRegex(ValidationError, "another customer's"):
            self.invoice_b.complaint_id = complaint
        self.assertFalse(complaint.credit_note_ids)

    def test_return_by_those_allowed_and_linked(self):
        self.seller_a.group_ids = [Command.set(self.env.ref("crm_base.group_seller").ids)]
        keeper = self._create_user("keeper", "crm_base.group_seller", "stock.group_stock_user")
        self._create_customer_group("Store", sellers=[keeper], customers=[self.customer_a])
        complaint = self._create_complaint(picking_id=self.delivery.id)
        with self.assertRaises(AccessError):
            complaint.with_user(self.seller_a).action_create_return()
        action = complaint.with_user(keeper).action_create_return()
        wizard = self.env[action["res_model"]].with_user(keeper).with_context(**action["context"])
        back = self.env["stock.picking"].browse(wizard.create({}).action_create_returns_all()["res_id"])
        self.assertEqual((back.complaint_id, back.return_id), (complaint, self.delivery))
        complaint.invalidate_recordset()
        self.assertEqual(complaint.return_count, 1)
        self.assertFalse(self.delivery.complaint_id)
