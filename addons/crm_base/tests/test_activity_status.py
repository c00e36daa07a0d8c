"""The activity status of all customers comes from one statement and is what the rule in Python says."""

import random
from datetime import date, datetime, time, timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from ..logic.activity_status import ActivityRule, activity_status
from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestActivityStatus(ObligoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env["res.partner"])
        cls.History = cls.env["crm.activity.status.history"]
        cls.env["crm.activity.rule"].search([]).unlink()
        cls.rule = cls.env["crm.activity.rule"].create(
            {"new_days": 30, "dormant_days": 60, "lost_days": 120, "contact_days": 20}
        )
        cls.goods = cls._create_goods()

    def _order(self, customer, days_ago):
        """A confirmed order so many days ago."""
        order = self._create_order(customer, (self.goods, 1))
        order.action_confirm()
        order.date_order = datetime.combine(self.today - timedelta(days=days_ago), time(12))
        return order

    def _speak(self, customer, days_ago):
        """A call done so many days ago."""
        activity = customer.activity_schedule("mail.mail_activity_data_call")
        with freeze_time(datetime.combine(self.today - timedelta(days=days_ago), time(12))):
            activity.action_done()
            activity.flush_recordset()

    def _status(self, customer):
        customer._refresh_activity_status()
        return customer.activity_status

    def test_orders_and_contacts_are_gathered_once(self):
        """Whatever the planner thinks of the number of customers, it cannot gather them once for each."""
        query = self.customer_a._activity_status_query(SQL("TRUE"), self.today)
        plan = "\n".join(row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query)))
        for part in ("sold", "spoken", "open_partner"):
            self.assertIn(f"CTE {part}", plan)

    def test_stages(self):
        self.assertEqual(self._status(self.customer_a), "prospect")
        order = self._order(self.customer_a, 0)
        self.assertEqual(self._status(self.customer_a), "new")
        for days_ago, status in ((30, "new"), (31, "active"), (60, "active"), (61, "dormant"), (121, "lost")):
            order.date_order = datetime.combine(self.today - timedelta(days=days_ago), time(12))
            self.assertEqual(self._status(self.customer_a), status, days_ago)
        self._speak(self.contact_a, 20)
        self.assertEqual(self._status(self.customer_a), "dormant")
        self.assertEqual(self.customer_a.last_contact_date, self.today - timedelta(days=20))
        self.assertEqual(self.customer_a.first_order_date, self.today - timedelta(days=121))

    def test_order_of_a_contact_person_counts_and_a_quotation_does_not(self):
        self._create_order(self.customer_b, (self.goods, 1))
        self.assertEqual(self._status(self.customer_b), "prospect")
        self._order(self.contact_b, 1)
        self.assertEqual(self._status(self.customer_b), "new")
        self.assertFalse(self.contact_b.activity_status)

    def test_rule_of_a_class_comes_before_the_rule_of_all(self):
        self.env["crm.activity.rule"].create(
            {"customer_class": "a", "new_days": 1, "dormant_days": 10, "lost_days": 20, "contact_days": 0}
        )
        self._order(self.customer_a, 40)
        self.assertEqual(self._status(self.customer_a), "active")
        self.customer_a.customer_class = "a"
        self.assertEqual(self._status(self.customer_a), "lost")

    def test_history_and_second_run(self):
        self.customer_a.is_key_customer = True
        self._order(self.customer_a, 61)
        self.env["res.partner"]._cron_refresh_activity_status()
        changes = self.History.search([("partner_id", "=", self.customer_a.id)], order="id")
        self.assertRecordValues(
            changes,
            [
                {"from_status": False, "to_status": "prospect", "date": self.today},
                {"from_status": "prospect", "to_status": "dormant", "date": self.today},
            ],
        )
        count = self.History.search_count([])
        with self.assertQueryCount(5):
            self.env["res.partner"]._cron_refresh_activity_status()
        self.assertEqual(self.History.search_count([]), count)
        self.assertTrue(self.customer_a.is_key_customer)

    def test_colleagues_and_mere_suppliers_have_no_status(self):
        supplier = self._create_customer("Fornecedor SA", customer_rank=0, supplier_rank=1)
        self.env["res.partner"]._cron_refresh_activity_status()
        self.assertFalse(supplier.activity_status)
        self.assertFalse(self.seller_a.partner_id.activity_status)
        self.assertFalse(self.env.company.partner_id.activity_status)

    def test_statement_equals_the_rule_in_python(self):
        """Two hundred customers with dates around every border, in one run."""
        rule, numbers = ActivityRule(30, 60, 120, 20), random.Random(19)
        borders = [0, 1, 19, 20, 21, 29, 30, 31, 59, 60, 61, 119, 120, 121, 700]
        template = self._order(self.customer_a, 5)
        customers = self.env["res.partner"].create([{"name": f"Random {number}"} for number in range(200)])
        self.env.flush_all()
        expected = {}
        for customer in customers:
            orders = sorted(self._day(numbers.choice(borders)) for _order in range(numbers.randrange(3)))
            contact = self._day(numbers.choice(borders)) if numbers.random() < 0.5 else None
            self._insert(template, customer, orders, contact)
            first, last = (orders[0], orders[-1]) if orders else (None, None)
            expected[customer] = activity_status(first, last, contact, rule, self.today)
        self.env["res.partner"]._cron_refresh_activity_status()
        self.assertEqual({customer: customer.activity_status for customer in customers}, expected)
        self.assertEqual(set(expected.values()), {"prospect", "new", "active", "dormant", "lost"})

    def _day(self, days_ago) -> date:
        return self.today - timedelta(days=days_ago)

    def _insert(self, template, customer, orders, contact):
        """Copies of a confirmed order on these days, and a call done, written past the ORM for speed."""
        for day in orders:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO sale_order
                    SELECT (jsonb_populate_record(NULL::sale_order, to_jsonb(sale) || jsonb_build_object(
                               'id', nextval('sale_order_id_seq'), 'partner_id', %s, 'date_order', %s))).*
                      FROM sale_order sale WHERE id = %s
                    """,
                    customer.id,
                    f"{day} 12:00:00",
                    template.id,
                )
            )
        if contact:
            activity = customer.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_call", user_id=self.env.uid
            )
            activity.write({"date_done": contact, "active": False})
            self.env.flush_all()

    def test_rules_are_a_managers(self):
        with self.assertRaises(AccessError):
            self.rule.with_user(self.seller_a).write({"new_days": 1})
        with self.assertRaises(AccessError):
            self.env["crm.activity.rule"].with_user(self.seller_a).action_apply()
        self._order(self.customer_a, 40)
        self.rule.with_user(self.manager).write({"new_days": 50})
        self.env["crm.activity.rule"].with_user(self.manager).action_apply()
        self.assertEqual(self.customer_a.activity_status, "new")

    def test_rules_must_make_sense(self):
        for values in ({"lost_days": 60}, {"dormant_days": 0}, {"new_days": -1}):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.rule.write(values)
                self.env.flush_all()

    def test_history_is_closed_to_hands_and_follows_the_customer(self):
        change = self.History.search([("partner_id", "=", self.customer_a.id)], limit=1)
        with self.assertRaises(AccessError):
            change.with_user(self.admin_user).unlink()
        self.assertTrue(self.History.with_user(self.seller_a).search_count([("id", "=", change.id)]))
        self.assertFalse(self.History.with_user(self.seller_b).search_count([("id", "=", change.id)]))

    def test_seller_refreshes_only_his_customer(self):
        self.customer_a.with_user(self.seller_a).action_refresh_activity_status()
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.seller_b).action_refresh_activity_status()

    def test_modules_add_kinds_of_contact(self):
        """What crm_visits does: one more select."""
        sources = [SQL("SELECT %s AS partner_id, %s AS date", self.contact_a.id, self.today)]
        self.patch(type(self.env["res.partner"]), "_last_contact_sources", lambda _partner: sources)
        self._status(self.customer_a)
        self.assertEqual(self.customer_a.last_contact_date, self.today)
