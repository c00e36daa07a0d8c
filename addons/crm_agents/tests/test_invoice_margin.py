from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import AgentsCommon

FIELDS = ["sold_margin", "sold_margin_percent"]


@tagged("post_install", "-at_install")
class TestInvoiceMargin(AgentsCommon):
    """Margin of lines and totals of invoices, for those who may see cost: desks cost 60, chairs 30."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk.standard_price, cls.chair.standard_price = 60, 30
        cls.lines = (
            {"product_id": cls.desk.id, "quantity": 3, "price_unit": 100},
            {"product_id": cls.chair.id, "quantity": 2, "price_unit": 50, "discount": 10},
        )

    def _margins(self, records):
        return [(row.sold_margin, round(row.sold_margin_percent, 4)) for row in records]

    def test_lines_and_total(self):
        invoice = self._invoice(self.customer_a, *self.lines)
        self.desk.standard_price = 90
        self.assertEqual(self._margins(invoice.invoice_line_ids), [(120, 0.4), (30, 0.3333)])
        self.assertEqual(self._margins(invoice), [(150, 0.3846)])
        self.assertFalse(any((invoice.line_ids - invoice.invoice_line_ids).mapped("sold_margin")))

    def test_credit_note_takes_the_same_percentage_back(self):
        invoice = self._invoice(self.customer_a, *self.lines)
        self.desk.standard_price = 90
        note = self._credit(invoice, "2026-02-01")
        self.assertEqual(self._margins(note.invoice_line_ids), [(-120, 0.4), (-30, 0.3333)])
        self.assertEqual(self._margins(note), [(-150, 0.3846)])

    def test_draft_has_the_margin_of_now(self):
        draft = self._invoice(self.customer_a, *self.lines, post=False)
        self.assertEqual(self._margins(draft), [(150, 0.3846)])
        self.desk.standard_price = 90
        self.env.invalidate_all()
        self.assertEqual(self._margins(draft), [(60, 0.1538)])

    def test_margin_follows_what_is_typed(self):
        draft = self._invoice(self.customer_a, *self.lines, post=False)
        with Form(draft) as form:
            with form.invoice_line_ids.edit(0) as line:
                line.quantity = 5
                self.assertEqual(line.sold_margin_percent, 0.4)
            with form.invoice_line_ids.new() as line:
                line.product_id = self.chair
                line.price_unit = 40
                self.assertEqual(line.sold_margin_percent, 0.25)
            self.assertEqual(form.sold_margin, 200 + 30 + 10)
        self.assertEqual(draft.sold_margin, 240)

    def test_down_payment_sells_nothing_and_the_final_invoice_all(self):
        order = self._create_order(self.customer_a, (self.desk, 3))
        order.order_line.price_unit = 100
        order.action_confirm()
        wizards = self.env["sale.advance.payment.inv"]
        for values in ({"advance_payment_method": "percentage", "amount": 50}, {}):
            wizards.create({"sale_order_ids": [Command.set(order.ids)], **values}).create_invoices()
        invoices = order.invoice_ids.sorted("id")
        invoices.invoice_date = "2026-03-01"
        invoices.action_post()
        self.assertEqual(self._margins(invoices), [(0, 0), (120, 0.4)])

    def test_bills_and_entries_have_none(self):
        bill = self._invoice(self.customer_a, (self.desk, 100), move_type="in_invoice")
        self.assertEqual(self._margins([bill, bill.invoice_line_ids]), [(0, 0), (0, 0)])

    def test_only_those_who_may_see_cost(self):
        invoice = self._invoice(self.customer_a, *self.lines)
        self.customer_a.user_id = self.seller_a
        buyer = new_test_user(self.env, "margin.buyer", groups="base.group_portal")
        buyer.partner_id.parent_id = self.customer_a
        self.assertEqual(self._margins(invoice.with_user(self.manager)), [(150, 0.3846)])
        for user in (self.seller_a, buyer):
            for records in (invoice.with_user(user), invoice.invoice_line_ids.with_user(user)):
                with self.subTest(user=user.login, model=records._name):
                    self.assertFalse(set(FIELDS) & records.fields_get().keys())
                    with self.assertRaises(AccessError):
                        records.read(FIELDS)
                    with self.assertRaises(AccessError):
                        records.search([("sold_margin", ">", 0)])

    def test_screens_of_a_seller_have_no_margin(self):
        for name, view in (("view_move_form", "form"), ("view_out_invoice_tree", "list")):
            screen = self.env.ref(f"account.{name}")
            for user, shown in ((self.admin_user, True), (self.seller_a, False)):
                with self.subTest(view=view, user=user.login):
                    arch = self.env["account.move"].with_user(user).get_view(screen.id, view)["arch"]
                    self.assertEqual("sold_margin" in arch, shown)
