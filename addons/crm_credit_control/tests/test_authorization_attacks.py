"""Who could want an order released and may not: by RPC, by others' orders, by deputies in a ring, by a mail's link."""

from itertools import pairwise

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CreditCommon
from .common_collection import CollectionCommon


class WaitingCommon(CreditCommon):
    def _waiting(self, customer=None, quantity=110, **values):
        order = self._sell(quantity, customer=customer, user_id=self.seller_a.id, **values)
        order.action_confirm()
        self.assertNotConfirmed(order)
        return order


@tagged("post_install", "-at_install")
class TestAuthorizationAttacks(WaitingCommon):
    def _assert_waiting(self, order, rows):
        self.env.invalidate_all()
        self.assertNotConfirmed(order)
        self.assertEqual(order.authorization_ids, rows)
        self.assertEqual(set(rows.mapped("state")), {"waiting"})

    def _assert_refused(self, user, model, method, *args):
        with self.assertRaises(UserError), self.cr.savepoint():
            call_kw(self.env[model].with_user(user), method, list(args), {})
            self.env.flush_all()

    def test_release_is_not_written(self):
        """Not on the finding, not through its order, by nobody who may decide either."""
        order = self._waiting()
        row = order.authorization_ids
        released = {"state": "released", "tolerance": 1000, "decided_by": self.manager.id}
        forged = {**released, "order_id": order.id, "reason": "credit", "partner_id": self.customer_a.id}
        commands = (
            Command.update(row.id, released),
            Command.create(forged),
            Command.delete(row.id),
            Command.unlink(row.id),
            Command.clear(),
            Command.set([]),
        )
        for user in (self.seller_a, self.manager, self.controller, self.admin_user):
            for method, *args in (
                ("write", row.ids, released),
                ("create", [forged]),
                ("copy", row.ids, released),
                ("unlink", row.ids),
            ):
                self._assert_refused(user, "sale.authorization", method, *args)
            for command in commands:
                self._assert_refused(user, "sale.order", "write", order.ids, {"authorization_ids": [command]})
            self._assert_waiting(order, row)

    def test_release_does_not_come_with_a_new_order(self):
        elsewhere = self._waiting()
        elsewhere.authorization_ids.with_user(self.manager).action_release()
        own = {"partner_id": self.customer_a.id, "user_id": self.seller_a.id}
        rows = elsewhere.authorization_ids
        for command in (Command.create({"reason": "credit", "state": "released"}), Command.link(rows.id)):
            self._assert_refused(
                self.seller_a, "sale.order", "create", [{**own, "authorization_ids": [command]}]
            )
        self.assertEqual(rows.order_id, elsewhere)

    def test_many_at_once_by_who_may_not(self):
        orders = self._waiting() | self._waiting()
        rows = orders.authorization_ids
        for user in (self.seller_a, self.seller_b):
            self._assert_refused(user, "sale.authorization", "action_release", rows.ids)
            self._assert_refused(user, "sale.authorization", "action_refuse", rows.ids, "No")
            self._assert_refused(
                user,
                "sale.authorization.decision",
                "create",
                [{"decision": "release", "authorization_ids": [Command.set(rows.ids)]}],
            )
        for order in orders:
            self._assert_waiting(order, order.authorization_ids)

    def test_one_above_his_level_among_many_releases_none(self):
        small = self._waiting()
        large = self._waiting(quantity=2000)
        rows = small.authorization_ids | large.authorization_ids
        self._assert_refused(self.manager, "sale.authorization", "action_release", rows.ids)
        for order in small | large:
            self._assert_waiting(order, order.authorization_ids)

    def test_deputies_in_a_ring_gain_nothing(self):
        """Each stands in for the next, and the last for the first: nobody has more than his own and one other's."""
        today = self.company._today()
        third = self._create_user("third", "crm_base.group_sales_manager")
        third.write({"company_ids": [Command.link(self.company.id)], "company_id": self.company.id})
        ring = (self.manager, self.other_manager, third, self.manager)
        for approver, deputy in pairwise(ring):
            self.env["sale.authorization.deputy"].create(
                {"user_id": approver.id, "deputy_id": deputy.id, "date_from": today, "date_to": today}
            )
        order = self._waiting()
        row = order.authorization_ids
        self.assertEqual(
            [row._decider(user).login for user in (self.manager, self.other_manager)],
            ["manager_a", "manager_a"],
        )
        self._assert_refused(third, "sale.authorization", "action_release", row.ids)
        self._assert_waiting(order, row)

    def test_sight_is_not_delegated_further(self):
        """The manager sees every customer while he stands in for the controller; his own deputy does not."""
        today = self.company._today()
        for approver, deputy in ((self.controller, self.manager), (self.manager, self.other_manager)):
            self.env["sale.authorization.deputy"].create(
                {"user_id": approver.id, "deputy_id": deputy.id, "date_from": today, "date_to": today}
            )
        stranger = self._create_customer("Gamma Lda", user_id=self.admin_user.id)
        seen = [
            user for user in (self.manager, self.other_manager) if stranger.with_user(user).has_access("read")
        ]
        self.assertEqual(seen, [self.manager])
        self.assertTrue(self.customer_a.with_user(self.other_manager).has_access("read"))

    def test_tolerance_ends_with_the_release(self):
        order = self._waiting()
        row = order.authorization_ids
        row.with_user(self.controller).action_release(tolerance=5)
        self.assertEqual(order.state, "sale")
        self.env.flush_all()
        with freeze_time(fields.Date.add(row.valid_until, days=1)):
            with self.assertRaises(UserError), self.cr.savepoint():
                order.order_line.product_uom_qty = 111
            self.env.invalidate_all()
        with freeze_time(row.valid_until):
            order.order_line.product_uom_qty = 115
        self.assertEqual(order.amount_total, 11500)

    def test_tolerance_that_is_no_number(self):
        row = self._waiting().authorization_ids
        for tolerance in (-1, float("nan"), float("inf")):
            self._assert_refused(self.manager, "sale.authorization", "action_release", row.ids, "", tolerance)
        self._assert_waiting(row.order_id, row)


@tagged("post_install", "-at_install")
class TestAuthorizationLink(WaitingCommon, HttpCase):
    def test_link_of_the_mail_in_wrong_hands(self):
        order = self._waiting()
        new_test_user(self.env, "portal_b", groups="base.group_portal", partner_id=self.contact_b.id)
        link = f"/mail/view?model=sale.order&res_id={order.id}"
        for login in (None, "portal_b", "seller_b"):
            with self.subTest(login=login), mute_logger("odoo.http", "odoo.addons.mail.controllers.mail"):
                self.authenticate(login, login)
                page = self.url_open(link)
                self.assertNotIn(f"sale.order/{order.id}", page.url)
                self.assertNotIn(order.name, page.text)
        self.authenticate("seller_a", "seller_a")
        self.assertIn(f"/{order.id}", self.url_open(link, allow_redirects=False).headers["Location"])
        self.assertNotConfirmed(order)


@tagged("post_install", "-at_install")
class TestLettersTwice(CollectionCommon):
    def test_one_case_named_twice_in_one_call(self):
        self.rule.overdue_days = 5
        self._owe(300, days=10)
        self._collect()
        case = self._case()
        with self.assertRaises(AccessError), self.cr.savepoint():
            call_kw(self.cases.with_user(self.seller_a), "action_send_letter", [case.ids], {})
        self.assertFalse(case.letter_ids)
        with self.assertRaises(UserError), self.cr.savepoint():
            call_kw(self.cases.with_user(self.controller), "action_send_letter", [case.ids * 2], {})
        self.env.invalidate_all()
        self.assertFalse(case.letter_ids)
        call_kw(self.cases.with_user(self.controller), "action_send_letter", [case.ids], {})
        self.assertEqual(len(case.letter_ids), 1)
        for user in (self.controller, self.admin_user):
            with self.assertRaises(AccessError):
                case.letter_ids.with_user(user).unlink()
