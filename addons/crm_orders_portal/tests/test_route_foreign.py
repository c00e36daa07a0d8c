"""Every route of ours with the numbers and words of another customer: nothing of his is told, nothing changed."""

import io
import zipfile
from itertools import cycle

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .routes import MORE, RouteCase

TABLES = (
    "sale_order",
    "sale_order_line",
    "portal_order_list",
    "portal_approval",
    "ir_attachment",
    "res_partner",
)


def render_readable(report, ref, res_ids=None, data=None):
    """What would be printed, so that its words are found."""
    return report._render_qweb_html(ref, res_ids, data=data)[0], "pdf"


@tagged("post_install", "-at_install")
class TestRouteForeign(RouteCase):
    """Scenario 14: `buyer_a` may do all that a customer may, and asks for what is `buyer_b`'s."""

    def setUp(self):
        super().setUp()
        self.patch(type(self.env["ir.actions.report"]), "_render_qweb_pdf", render_readable)
        rights = {"may_see_account": True, "may_approve": True, "may_manage_contacts": True}
        (self.contact_a | self.contact_b).write(rights)
        self.env["ir.config_parameter"].set_param("crm_orders_portal.costly_requests_per_minute", "100000")
        self._furnish_b()
        self.authenticate("buyer_a", "buyer_a")
        self._fill()

    def _furnish_b(self):
        orders, self.order = self.env["sale.order"], self._create_order(self.contact_b, (self.cup, 5))
        self.order.client_order_ref = "Foreign reference"
        self.order.action_confirm()
        picking = self._deliver(self.order, {self.cup: 2})
        invoice = self._invoice(self.order)
        offer = self._create_order(self.contact_b, (self.plate, 7), client_order_ref="Foreign offer")
        offer.action_quotation_sent()
        self.basket = orders._portal_basket(self.contact_b, create=True)
        self.basket._portal_put({self.cup: 3})
        self.basket.client_order_ref = "Foreign basket"
        waiting = self._create_order(self.contact_b, (self.cup, 9), client_order_ref="Foreign approval")
        approval = self.env["portal.approval"]._ask(waiting, self.contact_b, ["always"])
        kept = self.env["portal.order.list"]._portal_save(self.contact_b, "Foreign list", True, {self.cup: 1})
        file = self.env["ir.attachment"].create(
            {
                "name": "Foreign.txt",
                "raw": b"Foreign words",
                "res_model": "sale.order",
                "res_id": self.basket.id,
            }
        )
        self.basket.portal_file_ids = file
        line = self.basket.order_line
        records = (self.order, self.basket, approval, kept, file, picking, invoice, line, self.contact_b)
        self.numbers = tuple({record.id for record in records})
        documents = (self.order, offer, waiting)
        self.words = [self.basket.portal_token, offer._portal_ensure_token()]
        self.told = ["Foreign", "Beta Lda", "Bruno", invoice.name, *orders.concat(*documents).mapped("name")]
        self._end_transaction()

    def _content(self, response):
        """The words of an answer, of a workbook those inside."""
        if not response.content.startswith(b"PK"):
            return response.text
        with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
            return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())

    def _rows_of_b(self):
        self.env.flush_all()
        of_b = {
            "sale_order": SQL("partner_id = %s", self.contact_b.id),
            "sale_order_line": SQL("order_partner_id = %s", self.contact_b.id),
            "portal_order_list": SQL("contact_id = %s", self.contact_b.id),
            "portal_approval": SQL("contact_id = %s", self.contact_b.id),
            "ir_attachment": SQL("name = 'Foreign.txt'"),
            "res_partner": SQL("commercial_partner_id = %s", self.customer_b.id),
        }
        return {
            table: self.env.execute_query(
                SQL("SELECT t::text FROM %s t WHERE %s ORDER BY id", SQL.identifier(table), of_b[table])
            )
            for table in TABLES
        }

    def _assert_told_nothing(self, response, what):
        self.asked += 1
        self.assertLess(response.status_code, 500, what)
        content = self._content(response)
        for word in self.told:
            self.assertNotIn(word, content, what)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http", "werkzeug")
    def test_14_every_route_with_anothers_numbers_and_words(self):
        self.authenticate("buyer_b", "buyer_b")
        for page in ("/my/basket", "/my/lists", f"/my/orders/{self.order.id}"):
            self.assertIn("Foreign", self._get(page).text, "whose it is finds it")
        self.authenticate("buyer_a", "buyer_a")
        self.env.invalidate_all()
        before, self.asked = self._rows_of_b(), 0
        self.assertTrue(all(before.values()))
        for rule, names in self._routes():
            # Where the address has a number the fields take the words, elsewhere they take both.
            urls = list(self._addresses(rule, self.numbers))
            others = self.numbers if len(urls) == 1 and (names or "POST" in (rule.methods or ())) else ()
            for url, sent in [*zip(urls, cycle(self.words)), *zip(cycle(urls), others)]:
                does = ("send", f"drop-{sent}", f"remove-{sent}")[self.asked % 3]
                values = {**dict.fromkeys((*names, *MORE), str(sent)), "access_token": "x", "do": does}
                self._assert_told_nothing(self._ask(rule, url, values), f"{url} {sent}")
        self.assertGreater(self.asked, 200)
        self.env.invalidate_all()
        self.assertEqual(self._rows_of_b(), before)
