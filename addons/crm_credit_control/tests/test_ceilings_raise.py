"""A customer may owe more for a while: asked by a seller, approved by whoever may release as much, ends by itself."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestCeilingsRaise(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.customer_a)

    def _ask(self, credit=3000, obligo=0, user=None, days=10, **values):
        return (
            self.env["credit.ceiling.raise"]
            .with_user(user or self.seller_a)
            .create(
                {
                    "partner_id": self.customer_a.id,
                    "company_id": self.company.id,
                    "credit_raise": credit,
                    "obligo_raise": obligo,
                    "valid_until": fields.Date.add(self.today, days=days),
                    "reason": "Christmas trade",
                    **values,
                }
            )
        )

    def _limits(self):
        self.customer_a.invalidate_recordset()
        return (self.customer_a.credit_ceiling, self.customer_a.obligo_ceiling)

    def test_approved_raise_counts_until_its_last_day(self):
        request = self._ask()
        self.assertEqual(self._limits(), (10000, 15000))
        self.assertIn(self.manager, request.sudo().activity_ids.user_id)
        request.with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), (13000, 15000))
        self.assertRecordValues(
            request, [{"state": "approved", "decided_by": self.manager.id, "decided_for": False}]
        )
        self.assertFalse(request.sudo().activity_ids)
        order = self._sell(130)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        with freeze_time(request.valid_until):
            self.assertEqual(self._limits(), (13000, 15000))
        with freeze_time(fields.Date.add(request.valid_until, days=1)):
            self.assertEqual(self._limits(), (10000, 15000))
        self.assertEqual(request.ceiling_id.note, "Christmas trade")

    def test_the_level_counts_for_the_raise(self):
        request = self._ask(credit=5001)
        self.assertNotIn(self.manager, request.sudo().activity_ids.user_id)
        self.assertIn(self.controller, request.sudo().activity_ids.user_id)
        for user in (self.seller_a, self.manager):
            with self.assertRaises(AccessError):
                request.with_user(user).action_approve()
        self.assertEqual((request.state, self._limits()), ("requested", (10000, 15000)))
        request.with_user(self.controller).action_approve()
        self.assertEqual(self._limits(), (15001, 15000))

    def test_nobody_decides_what_no_rule_speaks_about(self):
        self.env.ref("crm_credit_control.rule_obligo").unlink()
        request = self._ask(credit=1, obligo=100000)
        with self.assertRaises(AccessError):
            request.with_user(self.controller).action_approve()
        self.assertEqual(request.state, "requested")

    def test_raises_do_not_stand_on_one_another(self):
        first = self._ask(credit=4000)
        first.with_user(self.manager).action_approve()
        second = self._ask(credit=2000, obligo=1000, days=30)
        second.with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), (12000, 16000))
        self.assertLess(first.ceiling_id.valid_until, self.today)

    def test_refused_with_a_reason_the_seller_reads(self):
        request = self._ask()
        with self.assertRaises(UserError):
            request.with_user(self.manager).action_refuse(" ")
        wizard = self.env["credit.ceiling.raise.refusal"].with_user(self.manager)
        wizard.with_context(active_ids=request.ids).create({"note": "Pay first"}).action_refuse()
        self.assertEqual(
            (request.state, request.note, self._limits()), ("refused", "Pay first", (10000, 15000))
        )
        message = request.sudo().message_ids[0]
        self.assertIn(self.seller_a.partner_id, message.partner_ids)
        self.assertIn("Pay first", message.body)
        with self.assertRaises(UserError):
            request.with_user(self.manager).action_approve()

    def test_nobody_approves_by_the_way_he_asks(self):
        for values in ({"state": "approved"}, {"ceiling_id": self.ceiling.id}, {"user_id": self.manager.id}):
            with self.assertRaises(AccessError):
                self._ask(**values)
        requests = self.env["credit.ceiling.raise"].with_user(self.seller_a)
        asked = requests.with_context(default_state="approved", default_user_id=self.manager.id).create(
            {
                "partner_id": self.customer_a.id,
                "company_id": self.company.id,
                "credit_raise": 1,
                "valid_until": self.today,
                "reason": "Christmas trade",
            }
        )
        self.assertRecordValues(asked, [{"state": "requested", "user_id": self.seller_a.id}])
        request = self._ask()
        for user in (self.seller_a, self.manager, self.controller):
            with self.assertRaises(AccessError):
                request.with_user(user).write({"state": "approved"})
        self.assertEqual(self._limits(), (10000, 15000))

    def test_other_sellers_neither_ask_nor_see(self):
        request = self._ask()
        with self.assertRaises(AccessError):
            self._ask(user=self.seller_b)
        self.assertFalse(request.with_user(self.seller_b).has_access("read"))
        with self.assertRaises(AccessError):
            request.with_user(self.other_manager).action_approve()

    def test_only_who_asked_withdraws(self):
        request = self._ask()
        with self.assertRaises(UserError):
            request.with_user(self.manager).action_withdraw()
        request.action_withdraw()
        self.assertEqual((request.state, request.sudo().activity_ids.ids), ("withdrawn", []))

    def test_what_has_no_ceiling_cannot_be_raised(self):
        self.ceiling.has_obligo_ceiling = False
        with self.assertRaises(ValidationError):
            self._ask(credit=0, obligo=100)
        with self.assertRaises(ValidationError):
            self._ask(days=-1)

    def test_ceiling_of_the_group_is_raised_for_one_customer(self):
        self.ceiling.unlink()
        self._create_ceiling(self._create_customer_group("All", customers=[self.customer_a]), credit=0)
        self._ask(credit=900).with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), (900, 0))
        self.assertTrue(self.customer_a.has_credit_ceiling)
        self.assertFalse(self.customer_a.has_obligo_ceiling)

    def test_deputy_approves_in_the_managers_name(self):
        self.env["sale.authorization.deputy"].create(
            {
                "user_id": self.manager.id,
                "deputy_id": self.other_manager.id,
                "date_from": self.today,
                "date_to": self.today,
            }
        )
        request = self._ask()
        request.with_user(self.other_manager).action_approve()
        self.assertRecordValues(
            request, [{"decided_by": self.other_manager.id, "decided_for": self.manager.id}]
        )

    def test_terms_are_said_in_words(self):
        group = self._create_customer_group("Cash only")
        nothing = self._create_ceiling(group, credit=0)
        self.assertEqual((nothing.credit_policy, nothing.obligo_policy), ("nothing", "unlimited"))
        self.assertEqual((self.ceiling.credit_policy, self.ceiling.obligo_policy), ("limited", "limited"))
