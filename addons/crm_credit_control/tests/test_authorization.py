"""Who is asked, who may decide, and how far his word carries."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestAuthorization(CreditCommon):
    def _waiting(self, quantity=110, **values):
        order = self._sell(quantity, user_id=self.seller_a.id, **values)
        order.action_confirm()
        self.assertNotConfirmed(order)
        return order

    def _activate(self, reason, **values):
        rule = self.env.ref(f"crm_credit_control.rule_{reason}")
        rule.write({"active": True, **values})
        return rule

    def test_the_lowest_sufficient_level_is_asked(self):
        order = self._waiting(110)
        self.assertIn(self.manager, order.activity_ids.user_id)
        self.assertNotIn(self.controller, order.activity_ids.user_id)
        self.assertNotIn(self.other_manager, order.activity_ids.user_id)
        order = self._waiting(1000)
        self.assertIn(self.controller, order.activity_ids.user_id)
        self.assertNotIn(self.manager, order.activity_ids.user_id)

    def test_release_confirms_the_order_by_itself(self):
        order = self._waiting(110)
        order.authorization_ids.with_user(self.manager).action_release(note="Good payer")
        self.assertEqual((order.state, order.authorization_state), ("sale", "released"))
        self.assertTrue(order.picking_ids)
        self.assertFalse(order.activity_ids)
        row = order.authorization_ids
        self.assertEqual((row.decided_by, row.note, row.tolerance), (self.manager, "Good payer", 5))
        self.assertTrue(row.decided_on)

    def test_order_with_two_findings_waits_for_both(self):
        order = self._waiting(155)
        by_reason = {row.reason: row for row in order.authorization_ids}
        by_reason["credit"].with_user(self.controller).action_release()
        self.assertNotConfirmed(order)
        by_reason["obligo"].with_user(self.manager).action_release()
        self.assertEqual(order.state, "sale")

    def test_nobody_decides_above_his_level(self):
        order = self._waiting(155)
        credit = order.authorization_ids.filtered(lambda row: row.reason == "credit")
        self.assertEqual(credit.excess, 5500)
        for user in (self.manager, self.seller_a):
            with self.assertRaises(AccessError):
                credit.with_user(user).action_release()
        # A tolerance that would carry the word above the level is refused as well.
        small = self._waiting(140).authorization_ids
        with self.assertRaises(AccessError):
            small.with_user(self.manager).action_release(tolerance=10)
        # One below nothing would bring any excess down to it.
        with self.assertRaises(UserError):
            credit.with_user(self.manager).action_release(tolerance=-50)
        self.assertEqual((credit | small).mapped("state"), ["waiting", "waiting"])
        self.assertNotConfirmed(order)

    def test_rows_cannot_be_edited(self):
        order = self._waiting(110)
        for user in (self.seller_a, self.manager, self.controller, self.admin_user):
            row = order.authorization_ids.with_user(user)
            with self.assertRaises(AccessError):
                row.write({"state": "released"})
            with self.assertRaises(AccessError):
                row.unlink()
        order.with_user(self.seller_a).write({"authorization_state": "released"})
        order.action_confirm()
        self.assertNotEqual(order.state, "sale")

    def test_refusal_needs_a_reason_and_tells_the_seller(self):
        order = self._waiting(110)
        row = order.authorization_ids.with_user(self.manager)
        with self.assertRaises(UserError):
            row.action_refuse("  ")
        row.action_refuse("Pays late")
        self.assertEqual((order.state, order.authorization_state), ("draft", "refused"))
        self.assertFalse(order.activity_ids)
        self.assertIn(self.seller_a.partner_id, order.message_ids[0].partner_ids)
        self.assertTrue(order.message_ids[0].subtype_id.internal)
        with self.assertRaises(UserError):
            row.action_release()
        order.action_confirm()
        self.assertEqual((order.authorization_state, len(order.authorization_ids)), ("waiting", 2))

    def test_released_order_that_changed_within_tolerance_confirms(self):
        order = self._waiting(155)
        credit, obligo = order.authorization_ids.sorted("reason")
        credit.with_user(self.controller).action_release(tolerance=5)
        order.order_line.product_uom_qty = 160
        obligo.with_user(self.controller).action_release(tolerance=10)
        self.assertEqual(order.state, "sale")

    def test_second_look_stops_what_grew_past_the_tolerance(self):
        order = self._waiting(155)
        credit, obligo = order.authorization_ids.sorted("reason")
        credit.with_user(self.controller).action_release(tolerance=1)
        self._confirm(10)
        obligo.with_user(self.controller).action_release(tolerance=10)
        self.assertNotConfirmed(order)
        waiting = order.authorization_ids.filtered(lambda row: row.state == "waiting")
        self.assertRecordValues(waiting, [{"reason": "credit", "value": 16500, "excess": 6500}])

    def test_release_counts_until_its_last_day(self):
        order = self._waiting(155)
        credit, obligo = order.authorization_ids.sorted("reason")
        credit.with_user(self.controller).action_release()
        self.assertEqual(credit.valid_until, fields.Date.add(fields.Date.context_today(order), days=30))
        with freeze_time(fields.Date.add(credit.valid_until, days=1)):
            obligo.with_user(self.controller).action_release()
            self.assertNotConfirmed(order)

    def test_release_for_one_debtor_is_none_for_another(self):
        order = self._waiting(155)
        credit, obligo = order.authorization_ids.sorted("reason")
        credit.with_user(self.controller).action_release()
        self._create_ceiling(self.customer_b, credit=10000, obligo=15000)
        order.partner_invoice_id = self.customer_b
        obligo.with_user(self.controller).action_release()
        self.assertNotConfirmed(order)

    def test_growth_within_the_tolerance_of_a_release_passes(self):
        order = self._waiting(110)
        order.authorization_ids.with_user(self.controller).action_release(tolerance=5)
        order.order_line.product_uom_qty = 115
        self.assertExposure(11500, 11500)
        with self.assertRaises(UserError), self.cr.savepoint():
            order.order_line.product_uom_qty = 116
        self.assertExposure(11500, 11500)

    def test_many_are_released_at_once(self):
        self.ceiling.has_obligo_ceiling = False
        orders = self._waiting(105) | self._waiting(108)
        wizard = self.env["sale.authorization.decision"].with_user(self.controller)
        wizard = wizard.with_context(active_model="sale.order", active_ids=orders.ids)
        wizard.create({"decision": "release", "note": "Agreed", "tolerance": 200}).action_decide()
        self.assertEqual(orders.mapped("state"), ["sale", "sale"])

    def test_suspended_customer_waits_until_it_is_lifted(self):
        suspension = self.env["credit.suspension"].create(
            {"partner_id": self.customer_a.id, "reason": "Court case", "company_id": self.company.id}
        )
        self.assertTrue(self.contact_a.is_suspended)
        self.assertIn(self.customer_a, self.env["res.partner"].search([("is_suspended", "=", True)]))
        order = self._waiting(1, **{})
        self.assertRecordValues(
            order.authorization_ids, [{"reason": "suspended", "detail": "Court case", "excess": 100}]
        )
        suspension.action_lift()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_overdue_debt(self):
        self._activate("overdue", overdue_days=10)
        today = fields.Date.context_today(self.customer_a)
        with freeze_time(fields.Date.subtract(today, days=11)):
            self._invoice(self._confirm(3))
        order = self._waiting(1)
        self.assertRecordValues(order.authorization_ids, [{"reason": "overdue", "value": 300, "excess": 300}])
        self.env.ref("crm_credit_control.rule_overdue").overdue_days = 11
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_stock_not_available_on_the_promised_date(self):
        self._activate("stock")
        self.env["stock.quant"]._update_available_quantity(
            self.goods,
            self.env["stock.warehouse"].search([("company_id", "=", self.company.id)]).lot_stock_id,
            4,
        )
        order = self._waiting(10)
        row = order.authorization_ids
        self.assertRecordValues(row, [{"reason": "stock", "value": 1000, "ceiling": 400, "excess": 600}])
        self.assertEqual(row.line_id, order.order_line)
        self._sell(4).action_confirm()
        fits = self._sell(1)
        fits.action_confirm()
        self.assertEqual(fits.authorization_state, "waiting")

    def test_price_below_cost_after_discount(self):
        self._activate("below_cost")
        order = self._sell(10)
        order.order_line.discount = 45
        order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertRecordValues(
            order.authorization_ids, [{"reason": "below_cost", "value": 550, "ceiling": 600, "excess": 50}]
        )
        order.order_line.discount = 40
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_cost_is_that_of_the_same_unit(self):
        self._activate("below_cost")
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self._sell(1)
        order.order_line.write({"product_uom_id": dozen.id, "price_unit": 700})
        order.action_confirm()
        self.assertRecordValues(
            order.authorization_ids, [{"reason": "below_cost", "value": 700, "ceiling": 720}]
        )

    def test_reason_without_active_rule_is_not_looked_at(self):
        self.env.ref("crm_credit_control.rule_credit").active = False
        order = self._sell(110)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_rule_of_the_company_goes_before_the_general_one(self):
        general = self.env.ref("crm_credit_control.rule_credit")
        own = general.copy({"company_id": self.company.id, "tolerance": 7})
        self.assertEqual(self.env["sale.authorization.rule"]._for_company(self.company)["credit"], own)
