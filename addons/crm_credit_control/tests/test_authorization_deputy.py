"""Who stands in for an approver decides what he may, as long as he does, and every decision says so."""

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestAuthorizationDeputy(CreditCommon):
    """`other_manager` knows nothing of `customer_a` until he stands in for `manager`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.customer_a)

    def _waiting(self, quantity=110):
        order = self._sell(quantity, user_id=self.seller_a.id)
        order.action_confirm()
        self.assertNotConfirmed(order)
        return order

    def _name_deputy(self, approver=None, deputy=None, days=5):
        approver = approver or self.manager
        return self.env["sale.authorization.deputy"].with_user(approver).create(
            {
                "user_id": approver.id,
                "deputy_id": (deputy or self.other_manager).id,
                "date_from": self.today,
                "date_to": fields.Date.add(self.today, days=days),
            }
        )  # fmt: skip

    def test_deputy_is_asked_and_decides_in_the_approvers_name(self):
        self._name_deputy()
        order = self._waiting()
        self.assertLessEqual(self.manager | self.other_manager, order.activity_ids.user_id)
        row = order.authorization_ids.with_user(self.other_manager)
        self.assertTrue(row.may_release)
        row.action_release(note="Agreed by phone")
        self.assertEqual(order.state, "sale")
        self.assertRecordValues(
            order.authorization_ids, [{"decided_by": self.other_manager.id, "decided_for": self.manager.id}]
        )

    def test_a_new_deputy_has_no_name_yet(self):
        deputies = self.env["sale.authorization.deputy"].with_user(self.manager)
        self.assertFalse(deputies.new().display_name)
        name = f"{self.other_manager.name} for {self.manager.name}"
        self.assertEqual(self._name_deputy().display_name, name)

    def test_refusal_says_it_too(self):
        self._name_deputy()
        order = self._waiting()
        order.authorization_ids.with_user(self.other_manager).action_refuse("No")
        self.assertRecordValues(
            order.authorization_ids,
            [{"state": "refused", "decided_by": self.other_manager.id, "decided_for": self.manager.id}],
        )

    def test_deputy_decides_no_more_than_the_approver(self):
        self._name_deputy()
        order = self._waiting(155)
        credit = order.authorization_ids.filtered(lambda row: row.reason == "credit")
        with self.assertRaises(AccessError):
            credit.with_user(self.other_manager).action_release()
        self.assertNotConfirmed(order)

    def test_before_and_afterwards_he_sees_nothing(self):
        order = self._waiting()
        row = order.authorization_ids.with_user(self.other_manager)
        with self.assertRaises(AccessError):
            row.action_release()
        deputy = self._name_deputy(days=2)
        self.assertTrue(row.has_access("read"))
        with freeze_time(fields.Date.add(deputy.date_to, days=1)):
            self.env["sale.authorization.deputy"]._cron_follow_calendar()
            self.env.invalidate_all()
            self.assertFalse(row.has_access("read"))
            with self.assertRaises(AccessError):
                row.action_release()
        self.assertNotConfirmed(order)

    def test_customers_open_and_close_within_one_transaction(self):
        """What was found visible is forgotten with the rules it was found by."""
        customer = self.customer_a.with_user(self.other_manager)
        self.assertFalse(customer.is_visible)
        deputy = self._name_deputy()
        self.assertTrue(customer.is_visible)
        deputy.sudo().unlink()
        self.assertFalse(customer.is_visible)

    def test_who_stands_in_for_nobody_pays_nothing(self):
        """Each list of each seller asks this; not even his time zone is read."""
        self.env["sale.authorization.deputy"].search([]).unlink()
        seller = self.env["res.users"].with_user(self.seller_a).browse(self.seller_a.id)
        self.assertFalse(seller._stood_in_for())
        seller.env.invalidate_all()
        with self.assertQueryCount(0):
            self.assertFalse(seller._stood_in_for())

    def test_who_may_decide_himself_decides_in_his_own_name(self):
        self._name_deputy(deputy=self.controller)
        order = self._waiting()
        order.authorization_ids.with_user(self.controller).action_release()
        self.assertRecordValues(
            order.authorization_ids, [{"decided_by": self.controller.id, "decided_for": False}]
        )

    def test_deputy_of_the_controller_sees_every_customer_and_has_his_level(self):
        self._name_deputy(approver=self.controller)
        order = self._waiting(155)
        order.authorization_ids.with_user(self.other_manager).action_release()
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.authorization_ids.decided_for, self.controller)

    def test_what_was_delegated_is_not_delegated_further(self):
        third = self._create_user("third", "crm_base.group_sales_manager")
        third.write({"company_ids": [(4, self.company.id)], "company_id": self.company.id})
        self._name_deputy()
        self._name_deputy(approver=self.other_manager, deputy=third)
        order = self._waiting()
        self.assertIn(self.other_manager, order.activity_ids.user_id)
        self.assertNotIn(third, order.activity_ids.user_id)
        with self.assertRaises(AccessError):
            order.authorization_ids.with_user(third).action_release()
        self.assertNotConfirmed(order)

    def test_a_seller_is_no_deputy(self):
        with self.assertRaises(ValidationError):
            self._name_deputy(deputy=self.seller_a)

    def test_nobody_names_a_deputy_for_somebody_else(self):
        rows = self.env["sale.authorization.deputy"]
        values = {
            "user_id": self.controller.id,
            "deputy_id": self.manager.id,
            "date_from": self.today,
            "date_to": self.today,
        }
        for user in (self.manager, self.seller_a):
            with self.assertRaises(AccessError):
                rows.with_user(user).create(values)
        self.assertFalse(rows.search([("deputy_id", "=", self.manager.id)]))
        # Nor by a row of his own that he hands to somebody else afterwards.
        own = rows.with_user(self.manager).create(
            {**values, "user_id": self.manager.id, "deputy_id": self.other_manager.id}
        )
        with self.assertRaises(AccessError):
            own.write({"user_id": self.admin_user.id, "deputy_id": self.manager.id})
        self.assertFalse(self.manager._stood_in_for())
        rows.with_user(self.admin_user).create(values)
