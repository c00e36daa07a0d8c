"""The pop-up as a seller sees it."""

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestDuplicatesTour(ObligoCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller_b.name = "Bento Barros"
        cls._create_customer("Zimbro Caramulo, Lda", city="Lisboa", user_id=cls.seller_b.id)

    def test_warning_reason_and_register(self):
        self.start_tour("/odoo/customer-list/new", "crm_base_duplicate_customer", login="seller_a")
        entry = self.env["crm.duplicate.log"].search(
            [("user_id", "=", self.seller_a.id), ("decision", "=", "continued")]
        )
        self.assertRecordValues(
            entry,
            [
                {
                    "user_id": self.seller_a.id,
                    "partner_name": "ZIMBRO CARAMULO",
                    "reason": "Other branch, own invoices",
                }
            ],
        )

    @mute_logger("odoo.http")
    def test_quick_creation_opens_the_form(self):
        self.start_tour("/odoo/sales/new", "crm_base_duplicate_quick_create", login="seller_a")
        self.assertFalse(self.env["res.partner"].search_count([("name", "=", "Zimbro Caramulo")]))
