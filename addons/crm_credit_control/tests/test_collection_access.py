"""Who sees cases, who works on them, and who only adds what the customer promised."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_collection import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionAccess(CollectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._owe(300, days=20)
        cls._owe(700, days=20, customer=cls.customer_b)
        customers = (cls.customer_a | cls.customer_b).ids
        causes = cls.rule._causes(cls.company)
        cls.case_a, cls.case_b = cls.cases._open(cls.rule, cls.company, causes, customers)

    def _seen(self, user):
        return self.cases.with_user(user).search([("id", "in", (self.case_a | self.case_b).ids)])

    def test_each_role_sees_its_customers(self):
        both = self.case_a | self.case_b
        for user, expected in [
            (self.seller_a, self.case_a),
            (self.seller_b, self.case_b),
            (self.manager, self.case_a),
            (self.other_manager, self.case_b),
            (self.controller, both),
            (self.admin_user, both),
        ]:
            self.assertEqual(self._seen(user), expected, user.login)
            self.assertEqual(
                self.cases.with_user(user)._read_group([("id", "in", both.ids)], [], ["overdue_amount:sum"])[
                    0
                ][0],
                sum(expected.mapped("overdue_amount")),
            )

    def test_seller_reads_and_promises_on_his_own_only(self):
        case = self.case_a.with_user(self.seller_a)
        self.assertEqual((case.overdue_amount, case.credit_amount), (300, 300))
        promise = self._promise(self.case_a, 300, 5, user=self.seller_a)
        self.assertEqual((promise.user_id, promise.state), (self.seller_a, "open"))
        with self.assertRaises(AccessError):
            case.priority = "1"
        with self.assertRaises(AccessError):
            case.action_check()
        with self.assertRaises(AccessError):
            case.action_send_letter()
        with self.assertRaises(AccessError):
            promise.with_user(self.seller_a).amount = 1
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._promise(self.case_b, 700, 5, user=self.seller_a)
        self.assertFalse(self.case_b.promise_ids)
        self.assertEqual((self.case_a.priority, self.case_a.letter_ids.ids, promise.amount), ("0", [], 300))

    def test_an_outcome_cannot_be_typed(self):
        promise = (
            self.env["credit.promise"]
            .with_user(self.seller_a)
            .create(
                {
                    "case_id": self.case_a.id,
                    "amount": 300,
                    "date_due": "2199-01-01",
                    "state": "kept",
                    "paid_amount": 300,
                }
            )
        )
        self.assertEqual((promise.state, promise.paid_amount), ("open", 0))
        with self.assertRaises(UserError):
            promise.with_user(self.controller).state = "kept"
        with self.assertRaises(UserError):
            self.case_a.with_user(self.controller).date_closed = "2026-01-01"
        self.assertFalse(self.case_a.date_closed)

    def test_an_outcome_is_no_default_either(self):
        defaults = {"state": "kept", "paid_amount": 5, "date_made": "2020-01-01", "user_id": self.seller_b.id}
        promises = self.env["credit.promise"].with_user(self.seller_a)
        promise = promises.with_context(
            **{f"default_{name}": value for name, value in defaults.items()}
        ).create({"case_id": self.case_a.id, "amount": 10, "date_due": fields.Date.context_today(promises)})
        made = {"date_made": fields.Date.context_today(promises), "user_id": self.seller_a.id}
        self.assertRecordValues(promise, [{"state": "open", "paid_amount": 0, **made}])

    def test_controller_works_on_a_case_and_nobody_makes_one(self):
        case = self.case_a.with_user(self.controller)
        case.write(
            {"priority": "1", "stage_id": self.env.ref("crm_credit_control.collection_stage_legal").id}
        )
        case.action_check()
        self.assertFalse(case.date_closed)
        for user in (self.seller_a, self.manager, self.controller):
            with self.assertRaises(AccessError):
                self.cases.with_user(user).create(
                    {"partner_id": self.customer_a.id, "company_id": self.company.id}
                )
            with self.assertRaises(AccessError):
                self.case_a.with_user(user).unlink()

    def test_smart_button_of_the_customer(self):
        partner = self.customer_a.with_user(self.seller_a)
        self.assertEqual((partner.collection_case_count, partner.has_open_collection_case), (1, True))
        self.assertEqual(partner.action_open_collection_cases()["res_id"], self.case_a.id)
        self.assertEqual(self.contact_a.with_user(self.seller_a).collection_case_count, 1)

    def test_portal_user_reads_nothing(self):
        portal = self._create_user(
            "collection_portal",
            "base.group_portal",
            partner_id=self.contact_a.id,
            notification_type="email",
        )
        for record in (self.case_a, self.rule, self.case_a.stage_id):
            with self.assertRaises(AccessError):
                record.with_user(portal).read(["id"])
        for name in ("is_disputed", "dispute_reason"):
            with self.assertRaises(AccessError):
                self.env["account.move"].with_user(portal).search([]).read([name])
