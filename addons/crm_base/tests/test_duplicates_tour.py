"""The pop-up as a seller sees it, and what a program that calls past it gets."""

from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
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

    @mute_logger("odoo.http")
    def test_calls_past_the_web_client(self):
        """Create, write, copy and quick creation over the network, with context keys that might help."""
        self.env.company.duplicate_policy = "block"
        self.authenticate("seller_a", "seller_a")
        copy_of = self._create_customer("Talho Vouzela, Lda", user_id=self.seller_a.id)
        values = {
            "name": "Zimbro Caramulo",
            "is_company": True,
            "duplicate_reason": "Other branch, own invoices",
        }
        calls = [
            ("create", [[values]]),
            ("create", [values]),
            ("web_save", [[], values, {}]),
            ("name_create", ["Zimbro Caramulo"]),
            ("copy", [copy_of.ids, {"name": "Zimbro Caramulo"}]),
            ("write", [self.customer_a.ids, values]),
            ("write", [self.customer_a.ids, {"child_ids": [[1, copy_of.id, values]]}]),
            ("create", [{"name": "Bizarril", "child_ids": [[1, copy_of.id, values]]}]),
        ]
        partners = self.env["res.partner"].search_count([])
        context = {"install_mode": True, "tracking_disable": True, "import_file": True, "su": True, "uid": 1}
        for method, arguments in calls:
            with self.assertRaises(JsonRpcException, msg=method) as refusal:
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/res.partner/{method}",
                    {
                        "model": "res.partner",
                        "method": method,
                        "args": arguments,
                        "kwargs": {"context": context},
                    },
                )
            self.assertIn("DuplicateCustomerError", str(refusal.exception), method)
        self.env.invalidate_all()
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertEqual((copy_of.name, self.customer_a.name), ("Talho Vouzela, Lda", "Alfa Lda"))
