import random

from odoo import Command
from odoo.tests import tagged

from .common import ObligoCommon

STEPS = 60


@tagged("post_install", "-at_install")
class TestAccessRefresh(ObligoCommon):
    """The stored pairs are at every moment what their sources say: after merges, archiving, new leaders, anything."""

    def assert_pairs_are_true(self):
        """Recomputing all pairs from nothing changes none."""
        self.assertEqual(self.env["res.partner"]._update_allowed_users(), (0, 0))

    def test_merging_two_customers_keeps_the_sight_of_the_one_that_stays(self):
        group = self._create_customer_group("North", sellers=[self.seller_b], customers=self.customer_a)
        self.customer_b.email = self.customer_a.email
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer_a | self.customer_b).ids, dst_partner=self.customer_a)
        everybody_of_it = self.seller_a | self.manager | self.seller_b | self.other_manager
        self.assertEqual(self.customer_a.allowed_user_ids, everybody_of_it)
        self.assertEqual(self.contact_b.allowed_user_ids, everybody_of_it)
        group.seller_ids = [Command.clear()]
        self.assertEqual(self.contact_b.allowed_user_ids, self.seller_a | self.manager)
        self.assert_pairs_are_true()

    def test_customers_of_an_archived_seller_stay_with_his_manager_or_become_unassigned(self):
        self.seller_a.active = False
        self.assertEqual(self.customer_a.allowed_user_ids, self.manager)
        self.assertFalse(self.customer_a.is_unassigned)
        self.team_a.user_id = False
        self.assertTrue(self.customer_a.is_unassigned)
        self.assertIn(self.customer_a, self.env["res.partner"].search([("is_unassigned", "=", True)]))
        self.seller_a.active = True
        self.assertEqual(self.customer_a.allowed_user_ids, self.seller_a)

    def test_leading_a_team_opens_and_losing_it_closes(self):
        self.team_a.user_id = self.other_manager
        self.assertFalse(self.customer_a.with_user(self.manager).has_access("read"))
        self.assertTrue(self.customer_a.with_user(self.other_manager).has_access("read"))
        self.team_a.crm_team_member_ids.unlink()
        self.assertEqual(self.customer_a.allowed_user_ids, self.seller_a)
        self.team_a.member_ids = self.seller_a
        self.assertEqual(self.customer_a.allowed_user_ids, self.seller_a | self.other_manager)

    def test_contact_that_changes_company_changes_hands(self):
        self.contact_a.parent_id = self.customer_b
        self.assertEqual(self.contact_a.allowed_user_ids, self.seller_b | self.other_manager)
        self.contact_a.write({"parent_id": False, "user_id": self.seller_a.id})
        self.assertEqual(self.contact_a.allowed_user_ids, self.seller_a | self.manager)

    def test_prospect_that_becomes_a_supplier_and_a_customer_again(self):
        partner = self._create_customer("Gamma Lda", customer_rank=0)
        as_seller = partner.with_user(self.seller_a)
        self.assertFalse(as_seller.has_access("read"))
        partner.supplier_rank = 1
        self.assertTrue(as_seller.has_access("read"))
        partner.customer_rank = 1
        self.assertFalse(as_seller.has_access("read"))
        partner.employee = True
        self.assertTrue(as_seller.has_access("read"))
        self.assert_pairs_are_true()

    def test_nightly_check_mends_and_reports_what_differs(self):
        self.env.cr.execute(
            "DELETE FROM res_partner_allowed_user_rel WHERE partner_id = %s AND user_id = %s",
            (self.customer_a.id, self.seller_a.id),
        )
        with self.assertLogs("odoo.addons.crm_base.models.res_partner_access_pairs", "WARNING") as logs:
            self.env["res.partner"]._cron_check_allowed_users()
        self.assertIn("0 pairs removed, 1 added", logs.output[0])
        self.assertIn(self.seller_a, self.customer_a.allowed_user_ids)

    def test_any_sequence_of_changes_leaves_true_pairs(self):
        """Random changes of every kind; after each, recomputing from nothing finds nothing to do."""
        dice = random.Random(20261121)
        world = _World(self, dice)
        for step in range(STEPS):
            change = dice.choice(world.changes)
            with self.subTest(step=step, change=change.__name__):
                change()
                self.env.flush_all()
                self.assert_pairs_are_true()


class _World:
    """Customers, groups, teams and users that change at random."""

    def __init__(self, case, dice):
        self.dice, self.env = dice, case.env
        self.users = case.seller_a | case.seller_b | case.manager | case.other_manager
        self.teams = case.team_a | case.team_b
        self.groups = case.env["crm.customer.group"]
        for number in range(6):
            self.groups |= case._create_customer_group(f"Group {number}")
        self.customers = case.env["res.partner"]
        for number in range(12):
            self.customers |= case._create_customer(f"Customer{number} Lda", email="same@example.com")
        self.contacts = case.env["res.partner"]
        for number in range(6):
            self.contacts |= case._create_contact(self.any(self.customers), f"Contact {number}")
        self.changes = [
            self.salesperson,
            self.membership,
            self.sellers,
            self.move_group,
            self.archive_group,
            self.contact_moves,
            self.contact_becomes_company,
            self.leader,
            self.member,
            self.archive_user,
            self.merge,
            self.rank,
        ]

    def any(self, records):
        return self.dice.choice(list(records.exists()))

    def some(self, records):
        return records.browse(self.dice.sample(records.ids, self.dice.randint(0, len(records) // 2)))

    def salesperson(self):
        self.any(self.customers).user_id = self.dice.choice([False, *self.users.ids])

    def membership(self):
        self.any(self.customers | self.contacts).customer_group_ids = self.some(self.groups)

    def sellers(self):
        self.any(self.groups).seller_ids = self.some(self.users)

    def move_group(self):
        group = self.any(self.groups)
        below = (
            self.env["crm.customer.group"]
            .with_context(active_test=False)
            .search([("id", "child_of", group.id)])
        )
        group.parent_id = self.dice.choice([False, *(self.groups - below).ids])

    def archive_group(self):
        group = self.any(self.groups)
        group.active = not group.active

    def contact_moves(self):
        self.any(self.contacts).parent_id = self.any(self.customers)

    def contact_becomes_company(self):
        contact = self.any(self.contacts)
        contact.is_company = not contact.is_company

    def leader(self):
        self.any(self.teams).user_id = self.dice.choice([False, *self.users.ids])

    def member(self):
        self.any(self.teams).member_ids = self.some(self.users)

    def archive_user(self):
        user = self.any(self.users)
        user.active = not user.active

    def merge(self):
        pair = self.customers.exists()[:2]
        if len(self.customers.exists()) > 6:
            self.env["base.partner.merge.automatic.wizard"].create({})._merge(pair.ids, dst_partner=pair[0])
            self.customers = self.customers.exists()

    def rank(self):
        self.any(self.customers).write(
            {"supplier_rank": self.dice.randint(0, 1), "customer_rank": self.dice.randint(0, 1)}
        )
