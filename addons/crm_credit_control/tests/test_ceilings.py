"""Which ceiling counts for a customer, and what is left of it."""

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestCeilings(CreditCommon):
    def _limits(self, partner=None):
        partner = partner or self.customer_b
        partner.invalidate_recordset()
        return (
            partner.credit_ceiling if partner.has_credit_ceiling else None,
            partner.obligo_ceiling if partner.has_obligo_ceiling else None,
        )

    def test_available_is_the_ceiling_less_the_figure(self):
        self._confirm(30)
        self._register(500)
        self.customer_a.invalidate_recordset()
        self.assertEqual(self._figures()["credit_amount"], 2500)
        self.assertEqual((self.customer_a.credit_available, self.customer_a.obligo_available), (7500, 12000))
        self.assertEqual(self.contact_a.credit_available, 7500)

    def test_nearest_group_wins_and_the_customer_before_all_groups(self):
        world = self._create_customer_group("World")
        europe = self._create_customer_group("Europe", parent=world)
        lisbon = self._create_customer_group("Lisbon", parent=europe, customers=[self.customer_b])
        self.assertEqual(self._limits(), (None, None))
        self._create_ceiling(world, credit=100, obligo=200)
        self.assertEqual(self._limits(), (100, 200))
        self._create_ceiling(europe, credit=300)
        self.assertEqual(self._limits(), (300, None))
        self._create_ceiling(lisbon, obligo=500)
        self.assertEqual(self._limits(), (None, 500))
        own = self._create_ceiling(self.customer_b, credit=0, obligo=0)
        self.assertEqual(self._limits(), (0, 0))
        own.unlink()
        lisbon.parent_id = world
        self.assertEqual(self._limits(), (None, 500))

    def test_two_groups_at_the_same_distance_give_the_lower(self):
        for name, credit in (("North", 900), ("Chain", 700)):
            group = self._create_customer_group(name, customers=[self.customer_b])
            self._create_ceiling(group, credit=credit)
        self.assertEqual(self._limits(), (700, None))

    def test_a_temporary_ceiling_ends_by_itself(self):
        today = fields.Date.context_today(self.customer_a)
        self._create_ceiling(self.customer_a, credit=20000, obligo=20000, valid_until=today)
        self.assertEqual(self._limits(self.customer_a), (20000, 20000))
        with freeze_time(fields.Date.add(today, days=1)):
            self.assertEqual(self._limits(self.customer_a), (10000, 15000))

    def test_over_ceiling_is_found_in_the_database(self):
        nothing = self._create_customer("Nothing on account")
        self._create_ceiling(nothing, credit=0)
        partners = self.customer_a | self.contact_a | self.customer_b | nothing
        over = [("is_over_ceiling", "=", True), ("id", "in", partners.ids)]
        self.assertFalse(self.env["res.partner"].search(over))
        self._confirm(110)
        self._invoice(self._confirm(1, customer=nothing))
        self.assertEqual(self.env["res.partner"].search(over), self.customer_a | self.contact_a | nothing)
        within = [("is_over_ceiling", "=", False), ("id", "in", partners.ids)]
        self.assertEqual(self.env["res.partner"].search(within), self.customer_b)
        partners.invalidate_recordset()
        self.assertEqual(partners.filtered("is_over_ceiling"), self.customer_a | self.contact_a | nothing)

    def test_list_has_one_row_for_each_customer(self):
        self._confirm(110)
        row = self.env["credit.exposure"].search([("partner_id", "=", self.customer_a.id)])
        self.assertRecordValues(
            row,
            [
                {
                    "company_id": self.company.id,
                    "credit_amount": 11000,
                    "obligo_amount": 11000,
                    "credit_ceiling": 10000,
                    "credit_excess": 1000,
                    "obligo_excess": 0,
                    "credit_use": 110,
                    "is_over_ceiling": True,
                    "user_id": self.seller_a.id,
                }
            ],
        )
        [(excess,)] = self.env["credit.exposure"]._read_group(
            [("company_id", "=", self.company.id)], aggregates=["credit_excess:sum"]
        )
        self.assertEqual(excess, 1000)
        self.assertEqual(row.action_open_partner()["res_id"], self.customer_a.id)

    def test_account_page_gets_the_figures_and_what_is_left(self):
        self._invoice(self._confirm(30))
        figures = self.customer_a.sudo()._portal_account_figures()
        self.assertEqual([amount for _label, amount in figures], [0, 0, 3000, 0, 7000, 12000])
        self.assertEqual(len(self.customer_b.sudo()._portal_account_figures()), 4)

    def test_one_permanent_ceiling_each(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_ceiling(self.customer_a, credit=1)
        with self.assertRaises(ValidationError):
            self._create_ceiling(self.contact_a, credit=1)
