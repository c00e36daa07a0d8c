from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestAccessGroups(ObligoCommon):
    """Customer groups of any depth open their customers to their sellers, at once and downwards only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.levels = cls.env["crm.customer.group"]
        for level in range(1, 8):
            cls.levels |= cls._create_customer_group(f"Level {level}", parent=cls.levels[-1:])
        cls.customers = cls.env["res.partner"]
        for level, group in enumerate(cls.levels, start=1):
            cls.customers |= cls._create_customer(f"Level{level} Lda", customer_group_ids=group.ids)
        cls.beside = cls._create_customer_group("Beside", parent=cls.levels[1])
        cls.customer_beside = cls._create_customer("Beside Lda", customer_group_ids=cls.beside.ids)

    def seen_by(self, user):
        """Which of the grouped customers the user finds."""
        ours = self.customers | self.customer_beside
        return self.env["res.partner"].with_user(user).search([("id", "in", ours.ids)], order="id")

    def test_seller_of_a_level_sees_it_and_all_below_and_none_beside(self):
        self.levels[2].seller_ids = self.seller_a
        self.assertEqual(self.seen_by(self.seller_a), self.customers[2:])
        self.assertEqual(self.seen_by(self.manager), self.customers[2:])
        self.assertFalse(self.seen_by(self.seller_b))
        self.levels[2].seller_ids = [Command.clear()]
        self.assertFalse(self.seen_by(self.seller_a))

    def test_moving_a_group_takes_effect_at_once(self):
        self.levels[0].seller_ids = self.seller_a
        elsewhere = self._create_customer_group("Elsewhere", sellers=[self.seller_b])
        self.levels[3].parent_id = elsewhere
        self.assertEqual(self.seen_by(self.seller_a), self.customers[:3] | self.customer_beside)
        self.assertEqual(self.seen_by(self.seller_b), self.customers[3:])

    def test_joining_and_leaving_a_group_from_either_side(self):
        self.levels[6].seller_ids = self.seller_b
        self.customer_a.customer_group_ids = self.levels[6]
        self.assertIn(self.seller_b, self.contact_a.allowed_user_ids)
        self.levels[6].partner_ids = [Command.unlink(self.customer_a.id)]
        self.assertEqual(self.contact_a.allowed_user_ids, self.seller_a | self.manager)

    def test_archived_group_opens_nothing_and_deleted_neither(self):
        self.levels[5].seller_ids = self.seller_a
        self.levels[5].active = False
        self.assertFalse(self.seen_by(self.seller_a))
        self.levels[5].active = True
        self.assertEqual(self.seen_by(self.seller_a), self.customers[5:])
        self.levels[6].unlink()
        self.assertEqual(self.seen_by(self.seller_a), self.customers[5])

    def test_a_group_is_never_below_itself(self):
        with self.assertRaises(UserError):
            self.levels[0].parent_id = self.levels[6]

    def test_copy_starts_without_customers(self):
        copy = self.levels[6].copy()
        self.assertEqual(copy.name, "Level 7 (copy)")
        self.assertFalse(copy.partner_ids)

    def test_customer_count_is_of_the_group_and_below_and_of_what_one_sees(self):
        self.levels[2].seller_ids = self.seller_a
        self.assertEqual(self.levels[0].customer_count, 8)
        self.assertEqual(self.levels[2].customer_count, 5)
        self.assertEqual(self.levels[0].with_user(self.seller_a).customer_count, 5)

    def test_manager_gives_groups_of_his_own_customers_to_his_own_sellers(self):
        group = self._create_customer_group("Mine", customers=self.customer_a)
        form = Form(group.with_user(self.manager))
        form.seller_ids.add(self.seller_a)
        form.save()
        with self.assertRaises(AccessError), self.cr.savepoint():
            group.with_user(self.manager).seller_ids |= self.seller_b
        self.assertEqual(group.seller_ids, self.seller_a)

    def test_manager_opens_no_customers_of_another_team(self):
        theirs = self._create_customer_group("Theirs", customers=self.customer_b)
        for values in (
            {"seller_ids": [Command.link(self.seller_a.id)]},
            {"parent_id": self.levels[0].id},
            {"active": False},
        ):
            with self.assertRaises(AccessError, msg=values), self.cr.savepoint():
                theirs.with_user(self.manager).write(values)
        mine = self._create_customer_group("Mine", sellers=[self.seller_a])
        with self.assertRaises(AccessError), self.cr.savepoint():
            mine.with_user(self.manager).partner_ids = [Command.link(self.customer_b.id)]
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.customer_b.with_user(self.manager).customer_group_ids = mine
        self.assertEqual(self.customer_b.allowed_user_ids, self.seller_b | self.other_manager)
