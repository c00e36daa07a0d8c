"""A seller is told that a price is below cost, and nothing by which he could reckon the cost."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestAuthorizationCost(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("crm_credit_control.rule_below_cost").active = True
        cls.goods.standard_price = 57.13

    def _hold(self):
        """An order of 400 that costs 571.30, confirmed by its seller and held."""
        order = self._sell(10, user_id=self.seller_a.id)
        order.order_line.price_unit = 40
        order.with_user(self.seller_a).action_confirm()
        self.assertNotConfirmed(order)
        self.assertRecordValues(
            order.authorization_ids,
            [{"reason": "below_cost", "value": 400.0, "ceiling": 571.3, "excess": 171.3}],
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return order

    def test_held_order_tells_its_seller_no_cost(self):
        row = self._hold().authorization_ids.with_user(self.seller_a)
        [told] = row.web_read(
            {"reason": {}, "value": {}, "shown_ceiling": {}, "shown_excess": {}, "detail": {}}
        )
        self.assertEqual((told["reason"], told["value"]), ("below_cost", 400.0))
        self.assertEqual((told["shown_ceiling"], told["shown_excess"]), (0.0, 0.0))
        for name in ("ceiling", "excess"):
            for way in (
                lambda name: row.read([name]),
                lambda name: row.search([(name, ">", 0)]),
                lambda name: row.search([], order=name),
                lambda name: row._read_group([], [], [f"{name}:sum"]),
            ):
                with self.subTest(field=name), self.assertRaises(AccessError):
                    way(name)
        for view_type in ("list", "form", "kanban"):
            arch = row.get_view(view_type=view_type)["arch"]
            self.assertNotIn('name="excess"', arch)
            self.assertIn('name="shown_excess"', arch)

    def test_manager_and_controller_see_by_how_much(self):
        row = self._hold().authorization_ids
        for user in (self.manager, self.controller):
            self.assertEqual(row.with_user(user).excess, 171.3)
            arch = row.with_user(user).get_view(view_type="list")["arch"]
            self.assertIn('name="excess"', arch)
            self.assertNotIn('name="shown_excess"', arch)

    def test_other_reasons_keep_their_figures(self):
        self.env.ref("crm_credit_control.rule_below_cost").active = False
        self.ceiling.credit_ceiling = 100
        order = self._sell(10, user_id=self.seller_a.id)
        order.with_user(self.seller_a).action_confirm()
        row = order.authorization_ids.filtered(lambda row: row.reason == "credit").with_user(self.seller_a)
        self.assertEqual((row.value, row.shown_ceiling, row.shown_excess), (1000.0, 100.0, 900.0))

    def test_nothing_written_on_the_order_tells_it(self):
        order = self._hold()
        order.authorization_ids.with_user(self.manager).action_refuse("Too cheap")
        self.env.flush_all()
        written = self.env["mail.message"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        text = " ".join(written.mapped("body"))
        self.assertIn("Below cost: ", text)
        for figure in ("571", "171", "57.13", "57,13"):
            self.assertNotIn(figure, text)

    def test_refused_change_tells_it_neither(self):
        order = self._sell(10, user_id=self.seller_a.id)
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "Below cost") as refusal, self.cr.savepoint():
            order.with_user(self.seller_a).order_line.write({"price_unit": 40})
        self.assertNotIn("571", str(refusal.exception))
        self.assertEqual(order.order_line.price_unit, 100.0)
