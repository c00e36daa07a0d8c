from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestAccessCustomers(ObligoCommon):
    """Whose customer it is: salesperson, groups of any depth, team leaders; and who decides about it."""

    def seen_by(self, user):
        """Which of the four partners of the two customers the user finds."""
        ours = self.customer_a | self.contact_a | self.customer_b | self.contact_b
        return self.env["res.partner"].with_user(user).search([("id", "in", ours.ids)])

    def test_seller_sees_his_customer_with_its_contacts_and_no_other(self):
        self.assertEqual(self.seen_by(self.seller_a), self.customer_a | self.contact_a)
        self.assertEqual(self.seen_by(self.seller_b), self.customer_b | self.contact_b)
        self.assertEqual(self.customer_a.allowed_user_ids, self.seller_a | self.manager)
        self.assertEqual(self.contact_a.allowed_user_ids, self.seller_a | self.manager)

    def test_manager_sees_the_customers_of_his_team(self):
        self.assertEqual(self.seen_by(self.manager), self.customer_a | self.contact_a)
        self.assertEqual(self.seen_by(self.other_manager), self.customer_b | self.contact_b)

    def test_leader_of_leaders_sees_down_through_all_levels(self):
        director = self._create_user("director", "crm_base.group_sales_manager")
        self._create_team("Direction", director, self.manager | self.other_manager)
        self.assertEqual(len(self.seen_by(director)), 4)

    def test_controller_administrator_and_users_without_role_see_all(self):
        clerk = self._create_user("clerk", "base.group_user")
        for user in (self.controller, self.admin_user, clerk):
            self.assertEqual(len(self.seen_by(user)), 4, user.login)

    def test_colleagues_suppliers_and_the_company_are_visible_to_all(self):
        supplier = self.env["res.partner"].create({"name": "Supplier", "supplier_rank": 1})
        employee = self.env["res.partner"].create({"name": "Employee", "employee": True})
        not_customers = supplier | employee | self.env.company.partner_id | self.seller_b.partner_id
        self.assertEqual(
            self.env["res.partner"].with_user(self.seller_a).search([("id", "in", not_customers.ids)]),
            not_customers,
        )

    def test_seller_sees_colleagues_and_our_company_but_changes_none_of_them(self):
        """Our own bank account and address stand on every invoice."""
        ours = self.env.company.partner_id
        bank = self.env["res.partner.bank"].create({"partner_id": ours.id, "acc_number": "PT50 0001"})
        seller = self.env(user=self.seller_a)
        self.assertEqual(bank.with_env(seller).acc_number, "PT50 0001")
        for partner in (ours, self.seller_b.partner_id):
            with self.assertRaises(AccessError), self.cr.savepoint():
                partner.with_env(seller).write({"street": "Elsewhere"})
        with self.assertRaises(AccessError), self.cr.savepoint():
            bank.with_env(seller).acc_number = "PT50 0002"
        self.assertEqual(bank.acc_number, "PT50 0001")
        self.assertTrue(self.customer_a.with_env(seller).write({"street": "Rua Nova"}))

    def test_supplier_who_buys_or_has_a_seller_is_a_customer(self):
        assigned = self.env["res.partner"].create(
            {"name": "Both", "supplier_rank": 1, "user_id": self.seller_b.id}
        )
        buying = self.env["res.partner"].create({"name": "Buys too", "supplier_rank": 1, "customer_rank": 1})
        found = (
            self.env["res.partner"].with_user(self.seller_a).search([("id", "in", (assigned | buying).ids)])
        )
        self.assertFalse(found)

    def test_unassigned_customers_follow_the_company_setting_at_once(self):
        free = self._create_customer("Free Lda")
        as_seller = self.env["res.partner"].with_user(self.seller_a)
        self.assertFalse(as_seller.search([("id", "=", free.id)]))
        self.env.company.sellers_see_unassigned = True
        self.assertEqual(as_seller.search([("id", "in", (free | self.customer_b).ids)]), free)
        self.env.company.sellers_see_unassigned = False
        self.assertFalse(as_seller.search([("id", "=", free.id)]))

    def test_customer_entered_by_a_seller_is_his(self):
        entered = (
            self.env["res.partner"].with_user(self.seller_a).create({"name": "New Lda", "user_id": False})
        )
        self.assertEqual(entered.sudo().user_id, self.seller_a)
        self.assertEqual(entered.sudo().allowed_user_ids, self.seller_a | self.manager)

    def test_seller_cannot_enter_customers_for_others_or_contacts_elsewhere(self):
        as_seller = self.env["res.partner"].with_user(self.seller_a)
        for values in ({"user_id": self.seller_b.id}, {"parent_id": self.customer_b.id}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                as_seller.create({"name": "Stray", **values})
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Stray")]))

    def test_seller_can_neither_take_nor_give_customers(self):
        group = self._create_customer_group("North", sellers=[self.seller_a])
        for customer, values in (
            (self.customer_b, {"user_id": self.seller_a.id}),
            (self.customer_a, {"user_id": self.seller_b.id}),
            (self.customer_a, {"customer_group_ids": [Command.link(group.id)]}),
            (self.customer_a, {"parent_id": self.customer_b.id}),
            (self.customer_a, {"allowed_user_ids": [Command.link(self.seller_b.id)]}),
        ):
            with self.assertRaises(AccessError, msg=values), self.cr.savepoint():
                customer.with_user(self.seller_a).write(values)
        with self.assertRaises(AccessError):
            group.with_user(self.seller_a).seller_ids = self.seller_b
        self.assertEqual(self.customer_a.user_id, self.seller_a)
        self.assertEqual(self.seen_by(self.seller_a), self.customer_a | self.contact_a)

    def test_nobody_writes_the_pairs_themselves(self):
        with self.assertRaises(AccessError):
            self.customer_b.with_user(self.admin_user).allowed_user_ids = self.seller_a

    def test_manager_hands_a_customer_of_his_team_to_another_seller(self):
        self.customer_a.with_user(self.manager).user_id = self.seller_b
        self.assertEqual(self.seen_by(self.seller_b), self.seen_by(self.admin_user))
        self.assertFalse(self.seen_by(self.seller_a))
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.manager).user_id = self.seller_a
