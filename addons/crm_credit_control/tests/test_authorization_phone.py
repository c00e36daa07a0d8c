"""The two approvers on their phones, in Hebrew: 360 points wide, from right to left."""

from odoo.tests import HttpCase, tagged

from .common import CreditCommon

HEBREW = "he_IL"


@tagged("post_install", "-at_install")
class TestAuthorizationPhone(CreditCommon, HttpCase):
    browser_size = "360x740"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(HEBREW)
        cls.env["ir.module.module"]._load_module_terms(["crm_base", "crm_credit_control"], [HEBREW])
        (cls.manager | cls.controller).lang = HEBREW
        # Others that wait in this database are not the subject.
        cls.env["sale.authorization"].search([("state", "=", "waiting")]).state = "expired"

    def _waiting(self, quantity):
        order = self._sell(quantity, user_id=self.seller_a.id)
        order.action_confirm()
        self.assertNotConfirmed(order)
        return order

    def test_the_sales_manager_releases_with_one_tap(self):
        order = self._waiting(110)
        self.start_tour("/odoo/authorisations", "crm_credit_control_phone_release", login=self.manager.login)
        self.assertEqual(order.state, "sale")
        self.assertRecordValues(
            order.authorization_ids, [{"state": "released", "decided_by": self.manager.id, "excess": 1000}]
        )

    def test_the_credit_controller_refuses_with_a_reason(self):
        self.env["sale.authorization.rule"].search([("reason", "=", "obligo")]).active = False
        order = self._waiting(160)
        self.start_tour(
            "/odoo/authorisations", "crm_credit_control_phone_refuse", login=self.controller.login
        )
        self.assertEqual((order.state, order.authorization_state), ("draft", "refused"))
        self.assertFalse(order.picking_ids)
        refused = order.authorization_ids.filtered(lambda row: row.state == "refused")
        self.assertRecordValues(
            refused, [{"reason": "credit", "decided_by": self.controller.id, "note": "חוב ישן"}]
        )
