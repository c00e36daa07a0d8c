"""Contact sheet, customer list and labels, from the Print menu of customers."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ObligoCommon

REPORTS = [
    "crm_base.action_report_contact_sheet",
    "crm_base.action_report_customer_list",
    "partner_label.report_res_partner_label",
]


@tagged("post_install", "-at_install")
class TestPrints(ObligoCommon):
    def _page(self, report, partners, user=None, **context):
        reports = self.env["ir.actions.report"].with_user(user or self.seller_a).with_context(**context)
        return reports._render_qweb_html(report, partners.ids)[0].decode()

    def test_all_three_are_in_the_print_menu(self):
        bindings = self.env["ir.actions.actions"].with_user(self.seller_a).get_bindings("res.partner")
        printed = {action["id"] for action in bindings["report"]}
        self.assertEqual({self.env.ref(report).id for report in REPORTS} - printed, set())

    def test_contact_sheet(self):
        self.customer_a.write(
            {"is_key_customer": True, "customer_class": "a", "city": "Porto", "vat": "PT501964843"}
        )
        order = self._create_order(self.customer_a, (self._create_goods(), 1), client_order_ref="Their 7")
        order.action_confirm()
        page = self._page("crm_base.report_contact_sheet", self.contact_a)
        for text in (
            "Alfa Lda",
            "Key customer",
            "Porto",
            "PT501964843",
            "Ana Alves",
            order.name,
            "Their 7",
            "Prospect",
        ):
            self.assertIn(text, page)
        self.assertNotIn("Beta Lda", page)

    def test_several_sheets_are_one_document(self):
        """A PDF tool without Qt's patches refuses several."""
        page = self._page("crm_base.report_contact_sheet", self.customer_a | self.customer_b, self.controller)
        self.assertEqual((page.count('class="page"'), page.count("page-break-after: always")), (2, 1))
        self.assertEqual(
            page.count("article"),
            self._page("crm_base.report_contact_sheet", self.customer_a).count("article"),
        )

    def test_customer_list(self):
        page = self._page("crm_base.report_customer_list", self.customer_a | self.customer_b, self.controller)
        for text in ("Alfa Lda", "Beta Lda", self.seller_a.name, "2 customers"):
            self.assertIn(text, " ".join(page.replace("<span>", "").replace("</span>", "").split()))

    def test_right_to_left(self):
        self.env["res.lang"]._activate_lang("he_IL")
        for report in ("crm_base.report_contact_sheet", "crm_base.report_customer_list"):
            self.assertIn('dir="rtl"', self._page(report, self.customer_a, lang="he_IL"))
            self.assertIn('class="page" dir="ltr"', self._page(report, self.customer_a, lang="en_US"))

    def test_orders_of_others_stay_off_the_sheet(self):
        """A sheet shows what its printer may see: nothing of a customer who is not his."""
        with self.assertRaises(AccessError):
            self._page("crm_base.report_contact_sheet", self.customer_b)
