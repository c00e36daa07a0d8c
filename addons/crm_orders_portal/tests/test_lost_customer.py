import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalHttpCase

PAGES = (
    "/my/catalogue",
    "/my/basket",
    "/my/quick-order",
    "/my/bought",
    "/my/lists",
    "/my/approvals",
    "/my/contacts",
    "/my/mails",
    "/my/account/statement",
    "/my/account/statement.xlsx",
)


@tagged("post_install", "-at_install")
class TestLostCustomer(PortalHttpCase):
    """Scenario 14, the log-ins that should see nothing any more, and the other way in: JSON-2."""

    def setUp(self):
        super().setUp()
        self.contact_a.write({"may_see_account": True, "may_approve": True, "may_manage_contacts": True})
        self.order_a = self._create_order(self.customer_a, (self.cup, 5), client_order_ref="of the company")
        self.order_a.action_confirm()
        self.order_b = self._create_order(self.contact_b, (self.cup, 5))
        self.order_b.action_confirm()
        self.authenticate("buyer_a", "buyer_a")

    def test_14_whose_contact_left_the_company_sees_nothing_of_it(self):
        self.assertEqual(self._get(f"/my/orders/{self.order_a.id}").status_code, 200)
        self.contact_a.parent_id = False
        self.assertEqual(self._get(f"/my/orders/{self.order_a.id}").status_code, 404)
        for page in (*PAGES, "/my/orders", "/my"):
            response = self._get(page)
            self.assertEqual(response.status_code, 200, page)
            if not page.endswith(".xlsx"):
                self.assertNotIn("of the company", response.text, page)
                self.assertNotIn("Alfa", response.text, page)

    def test_14_an_archived_log_in_is_out_at_once(self):
        self.buyer_a.active = False
        for page in PAGES:
            self.assertIn("/web/login", self._get(page).url, page)

    def test_14_whose_contact_is_archived_has_no_pages(self):
        # Odoo archives no contact with a log-in; an import or another module might.
        self.env.cr.execute("UPDATE res_partner SET active = FALSE WHERE id = %s", [self.contact_a.id])
        self.env.invalidate_all()
        for page in PAGES:
            self.assertEqual(self._get(page).status_code, 404, page)

    def test_14_a_foreign_token_opens_no_page_of_ours(self):
        token = self.order_b._portal_ensure_token()
        self._fill()
        for page in (*PAGES, "/my/orders"):
            self.assertNotIn(self.order_b.name, self._get(f"{page}?access_token={token}").text, page)
        for url in (f"/my/orders/{self.order_b.id}/again", "/my/basket/save"):
            response = self._post(url, {"access_token": token, "token": token, "do": "send"})
            self.assertNotIn(self.order_b.name, response.text, url)
        self.assertEqual(self._basket(self.buyer_a).state, "draft")

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2")
    def test_14_json_2_tells_and_writes_nothing_of_another(self):
        day = fields.Datetime.now() + timedelta(days=1)
        key = self.env["res.users.apikeys"].with_user(self.buyer_a)._generate("rpc", "attack", day)
        self.authenticate(None, None)
        line = self.order_b.order_line
        for model, method, arguments in (
            ("sale.order", "read", {"ids": self.order_b.ids, "fields": ["name"]}),
            ("sale.order", "action_repeat_last_order", {"ids": self.order_b.ids}),
            ("sale.order", "action_confirm", {"ids": self.order_b.ids}),
            ("sale.order", "write", {"ids": self.order_a.ids, "vals": {"client_order_ref": "mine"}}),
            ("sale.order.line", "read", {"ids": line.ids, "fields": ["line_facts"]}),
            ("sale.order.line", "write", {"ids": line.ids, "vals": {"price_unit": 0}}),
            ("res.partner", "write", {"ids": self.contact_a.ids, "vals": {"spending_rule": "free"}}),
            ("portal.approval", "search_read", {"domain": []}),
            ("portal.order.list", "search_read", {"domain": []}),
            ("portal.request", "search_read", {"domain": []}),
            ("stock.position", "search_read", {"domain": []}),
            ("stock.position.day", "search_read", {"domain": []}),
            ("stock.picking", "read", {"ids": self.order_b.picking_ids.ids, "fields": ["name"]}),
            ("ir.attachment", "search_read", {"domain": [["res_model", "=", "sale.order"]]}),
        ):
            response = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(arguments),
                headers={"Content-Type": "application/json", "Authorization": f"bearer {key}"},
            )
            answer = f"{model}.{method}: {response.status_code} {response.text[:200]}"
            self.assertTrue(response.status_code == 403 or response.json() == [], answer)
        self.assertEqual((self.order_a.client_order_ref, line.price_unit), ("of the company", 10.0))
