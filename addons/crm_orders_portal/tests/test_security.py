import json

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalHttpCase

OURS = (
    "portal.approval",
    "portal.assortment",
    "portal.order.list",
    "portal.order.list.line",
    "portal.order.step",
    "portal.request",
    "product.customer.code",
    "product.document",
    "sale.order.milestone",
    "stock.position",
    "stock.position.day",
)
FORBIDDEN_FIELDS = {
    "sale.order": (
        "portal_token",
        "portal_contact_id",
        "milestone_ids",
        "payment_progress",
        "payment_due_date",
    ),
    "sale.order.line": ("position_available", "position_incoming", "line_facts"),
    "res.partner": ("may_order", "may_see_account", "may_approve", "spending_rule", "limits_of_id"),
    "res.company": (
        "portal_stock_display",
        "portal_stock_low_below",
        "portal_show_credit",
        "portal_show_arrival",
    ),
}


@tagged("post_install", "-at_install")
class TestSecurity(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.order_b = self._create_order(self.contact_b, (self.cup, 5), client_order_ref="B's secret")
        self.order_b.action_confirm()
        self.picking_b = self._deliver(self.order_b, {self.cup: 5})
        self.invoice_b = self._invoice(self.order_b)
        self.basket_b = self.env["sale.order"]._portal_basket(self.contact_b, create=True)
        self.basket_b._portal_put({self.cup: 3})
        self._end_transaction()
        self.authenticate("buyer_a", "buyer_a")

    # What is refused here is refused on purpose, and need not stand in the log as trouble.
    @mute_logger("odoo.http")
    def _call(self, model, method, *args, **kwargs):
        body = {"params": {"model": model, "method": method, "args": list(args), "kwargs": kwargs}}
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def test_14_pages_of_another_company(self):
        for order in self.order_b | self.basket_b:
            for query in ("", "?report_type=pdf", "?report_type=html", "?access_token=x", "?download=1"):
                response = self._get(f"/my/orders/{order.id}{query}")
                self.assertEqual(response.status_code, 404, query)
        # Odoo's own page of a delivery returns its 404 instead of raising it, and warns of that.
        with mute_logger("odoo.http"):
            response = self._get(f"/my/picking/pdf/{self.picking_b.id}")
        self.assertEqual(response.status_code, 404)
        for page in ("/my/orders", "/my/basket", "/my/quotes", "/my/account/statement", "/my/catalogue"):
            text = self._get(page).text
            self.assertNotIn(self.order_b.name, text, page)
            self.assertNotIn("B's secret", text, page)

    def test_14_a_token_opens_no_ordering_and_no_account(self):
        token = self.order_b._portal_ensure_token()
        self.contact_a.write({"may_order": False, "may_see_account": False})
        for page in ("/my/basket", "/my/quick-order", "/my/account/statement"):
            self.assertEqual(self._get(f"{page}?access_token={token}").status_code, 404, page)

    def test_14_anothers_basket_cannot_be_sent_or_changed(self):
        line = self.basket_b.order_line
        self._post(
            "/my/basket/save",
            {"token": self.basket_b.sudo().portal_token, "do": "send", f"quantity-{line.id}": "99"},
        )
        self.assertRecordValues(self.basket_b, [{"state": "draft", "portal_sent_on": False}])
        self.assertEqual(line.product_uom_qty, 3)
        self._fill()
        own = self._basket(self.buyer_a)
        self._post(
            "/my/basket/save",
            {"token": own.portal_token, "do": f"remove-{line.id}", f"quantity-{line.id}": "0"},
        )
        self.assertEqual(line.product_uom_qty, 3)
        self.assertEqual(len(own.order_line), 1)

    def test_14_a_colleague_reads_the_order_but_has_a_basket_of_his_own(self):
        colleague = self._create_contact(self.customer_a, "Carla Costa")
        self._create_buyer("buyer_c", colleague)
        self._fill()
        basket = self._basket(self.buyer_a)
        self._send(basket)
        self.authenticate("buyer_c", "buyer_c")
        self.assertEqual(self._get(f"/my/orders/{basket.id}").status_code, 200)
        self.assertIn("empty", self._text(self._get("/my/basket")))

    def test_14_call_kw_reads_nothing_of_ours(self):
        for model in OURS:
            answer = self._call(model, "search_read", [], ["id"])
            self.assertIn("AccessError", answer["error"]["data"]["name"], model)
        for model, names in FORBIDDEN_FIELDS.items():
            own = self.contact_a if model == "res.partner" else self.env[model]
            for name in names:
                answer = self._call(model, "search_read", [("id", "in", own.ids)], [name])
                self.assertIn("AccessError", answer["error"]["data"]["name"], f"{model}.{name}")
                if self.env[model]._fields[name].required:
                    continue  # "is set" is true of every record and tells nothing, so Odoo does not ask
                answer = self._call(model, "search_count", [(name, "!=", False)])
                self.assertIn("AccessError", answer["error"]["data"]["name"], f"filter {model}.{name}")

    def test_14_call_kw_finds_no_order_of_another(self):
        for domain in ([], [("payment_status", "!=", "none")], [("order_status", "=", "invoiced")]):
            answer = self._call("sale.order", "search_read", domain, ["name"])
            self.assertNotIn(self.order_b.id, [row["id"] for row in answer["result"]])
        answer = self._call("sale.order", "read", [self.order_b.id], ["order_status"])
        self.assertIn("AccessError", answer["error"]["data"]["name"])

    def test_14_call_kw_writes_nothing(self):
        self._fill()
        own = self._basket(self.buyer_a)
        for model, method, args in (
            ("sale.order", "write", [[own.id], {"portal_sent_on": "2026-01-01 00:00:00"}]),
            ("sale.order", "write", [[own.id], {"order_status": "invoiced"}]),
            ("sale.order", "create", [{"partner_id": self.contact_a.id}]),
            ("sale.order.line", "write", [own.order_line.ids, {"price_unit": 0.01}]),
            ("sale.order", "action_confirm", [[own.id]]),
            ("res.partner", "write", [[self.contact_a.id], {"may_see_account": True}]),
            ("sale.order.milestone", "create", [{"order_id": own.id, "stage": "invoiced"}]),
        ):
            answer = self._call(model, method, *args)
            self.assertIn("AccessError", answer["error"]["data"]["name"], f"{model}.{method}")
        self.assertRecordValues(own, [{"state": "draft", "portal_sent_on": False, "order_status": "open"}])
        self.assertEqual((own.order_line.price_unit, self.contact_a.may_see_account), (10.0, False))

    def test_14_what_is_not_shown_answers_no_question_either(self):
        order = self._create_order(self.contact_a, (self.cup, 1))
        order.action_confirm()
        orders = order.with_user(self.buyer_a)
        self.assertEqual(
            orders.search([("payment_status", "=", "none")]), order, "what is shown may be asked for"
        )
        for path in ("portal_token", "payment_progress", "milestone_ids.stage", "portal_contact_id.name"):
            with self.assertRaises(AccessError, msg=path):
                orders.search_count([(path, "=like", "a%")])
        for path in ("partner_id.order_limit", "order_line.product_id.standard_price"):
            with self.assertRaises(AccessError, msg=path):
                orders.search_count([(path, ">", 0)])
        for name in ("portal_token", "payment_due_date"):
            with self.assertRaises(AccessError, msg=name):
                orders.search([], order=name)
            with self.assertRaises(AccessError, msg=name):
                orders.formatted_read_group([], [name], ["__count"])

    def test_14_no_method_of_ours_is_callable(self):
        for model, method in (
            ("sale.order", "_portal_send"),
            ("sale.order", "_portal_basket"),
            ("sale.order", "_rebuild_milestones"),
            ("res.partner", "_portal_statement"),
            ("product.product", "_portal_prices"),
            ("res.users", "_portal_contact"),
            ("portal.order.list", "_portal_lists"),
            ("portal.assortment", "_domain_of"),
            ("product.customer.code", "_portal_of"),
            ("product.document", "_portal_find"),
        ):
            answer = self._call(model, method, [])
            self.assertIn("error", answer, f"{model}.{method}")

    def test_14_form_of_his_own_data_grants_no_rights(self):
        self._post(
            "/my/address/submit",
            {"name": "Ana Alves", "email": "buyer_a@example.com", "may_see_account": "1", "may_order": "1"},
        )
        self.assertFalse(self.contact_a.may_see_account)

    def test_15_other_price_lists_are_not_readable(self):
        for model in (
            "product.pricelist",
            "product.pricelist.item",
            "product.product",
            "stock.quant",
            "stock.move",
        ):
            answer = self._call(model, "search_read", [], ["id"])
            self.assertIn("error", answer, model)
            self.assertIn("AccessError", answer["error"]["data"]["name"], model)

    def test_14_invoice_of_another_company_on_an_own_order_is_not_shown(self):
        order = self._create_order(self.contact_a, (self.cup, 1))
        order.action_confirm()
        invoice = self._invoice(order)
        self.assertIn(invoice.name, self._get(f"/my/orders/{order.id}").text)
        invoice.button_draft()
        invoice.partner_id = self.customer_b
        invoice.action_post()
        self.assertNotIn(invoice.name, self._get(f"/my/orders/{order.id}").text)

    def test_19_supplier_names_never_appear(self):
        supplier = self.env["res.partner"].create({"name": "Hidden Supplier"})
        self.cup.seller_ids = [(0, 0, {"partner_id": supplier.id, "price": 3})]
        for page in ("/my/catalogue?search=CUP", "/my/basket"):
            self.assertNotIn("Hidden Supplier", self._get(page).text)
