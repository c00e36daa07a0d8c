from odoo.tests import tagged

from .portal_common import ComplaintPortalCase

NEW = "/my/complaints/new"


@tagged("post_install", "-at_install")
class TestComplaintPortalQuantity(ComplaintPortalCase):
    """A customer says in his own way of writing how much of an order line is wrong."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup = cls._create_goods("Blue cup")
        cls.order, _delivery, _invoice = cls._sell(cls.contact_a, cls.cup, 6)
        cls.line = cls.order.order_line
        cls.order_b, _delivery, _invoice = cls._sell(cls.contact_b, cls.cup, 9)

    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _send(self, quantity, **values):
        values = {
            "subject": "Some are broken",
            "description": "The handles came off.",
            "order": self.order.id,
            "line": self.line.id,
            "quantity": quantity,
            **values,
        }
        return self._post(NEW, values)

    def _found(self):
        return self.env["crm.complaint"].search([("commercial_partner_id", "=", self.customer_a.id)])

    def test_asked_with_what_was_ordered_beside_the_product(self):
        form = self._page(f"{NEW}?order={self.order.id}")
        option = form.xpath(f"//select[@name='line']/option[@value='{self.line.id}']")[0]
        self.assertIn("(6 Units)", " ".join(option.text_content().split()))
        self.assertTrue(form.xpath("//input[@name='quantity'][@inputmode='decimal']"))
        self.assertFalse(self._page(NEW).xpath("//input[@name='quantity']"), "of what?")

    def test_kept_and_shown(self):
        response = self._send("2.5")
        self.assertRecordValues(self._found(), [{"order_line_id": self.line.id, "quantity": 2.5}])
        self.assertIn("Thank you", response.text)
        self.assertIn("Quantity 2.50 Units", self._text(f"/my/complaints/{self._found().id}"))

    def test_nothing_written_is_all_of_it(self):
        self._send(" ")
        self.assertRecordValues(self._found(), [{"order_line_id": self.line.id, "quantity": 0.0}])

    def test_a_comma_is_read_in_every_language(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        for number, (lang, typed, quantity) in enumerate(
            (("en_US", "1,5", 1.5), ("pt_PT", "1,5", 1.5), ("pt_PT", "1.5", 1.5), ("pt_PT", " 6,00 ", 6.0)), 1
        ):
            self.contact_a.lang = lang
            self.authenticate("buyer_a", "buyer_a")
            self._send(typed)
            self.assertEqual(len(self._found()), number, typed)
            self.assertEqual(self._found()[0].quantity, quantity, (lang, typed))

    def test_what_is_no_quantity_is_refused_and_nothing_is_lost(self):
        for typed, text in (
            ("NaN", "not a quantity"),
            ("inf", "not a quantity"),
            ("1e12", "not a quantity"),
            ("1e1", "not a quantity"),
            ("٣", "not a quantity"),
            ("<b>2</b>", "not a quantity"),
            ("1,2,3", "not a quantity"),
            ("-1", "more than 0"),
            ("0", "more than 0"),
            ("1.234", "too many decimals"),
            ("7", "at most 6 Units"),
            ("1000000000000", "at most 6 Units"),
            ("9" * 500, "not a quantity"),
        ):
            with self.subTest(typed=typed[:20]):
                response = self._send(typed)
                self.assertEqual(response.status_code, 200)
                page = self._tree(response)
                self.assertIn(text, page.xpath("//p[@role='alert']")[0].text_content())
                self.assertEqual(page.xpath("//input[@name='quantity']/@value"), [typed[:40]])
                self.assertTrue(page.xpath(f"//option[@value='{self.line.id}'][@selected]"))
                self.assertIn("The handles came off.", response.text)
        self.assertFalse(self._found())

    def test_without_its_product_it_is_no_quantity(self):
        of_others = {"order": self.order_b.id, "line": self.order_b.order_line.id}
        for values in ({"line": ""}, {"line": self.order_b.order_line.id}, of_others):
            self.assertIn("choose the product", self._send("2", **values).text)
        self.assertFalse(self._found())

    def test_what_did_not_come_may_be_complained_about(self):
        self.env["stock.quant"]._update_available_quantity(
            self.cup, self.env.ref("stock.stock_location_stock"), 10
        )
        order = self._create_order(self.contact_a, (self.cup, 10))
        order.action_confirm()
        order.picking_ids.move_ids.write({"quantity": 2, "picked": True})
        order.picking_ids.with_context(skip_backorder=True).button_validate()
        self.assertEqual(order.order_line.qty_delivered, 2.0)
        self._send("8", order=order.id, line=order.order_line.id)
        self.assertRecordValues(self._found(), [{"quantity": 8.0}])
