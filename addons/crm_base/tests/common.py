"""What the tests of all Obligo modules start from: users of each role, two teams, two customers, products."""

from odoo import Command
from odoo.addons.base.tests.common import BaseCommon
from odoo.tests import new_test_user


class ObligoCommon(BaseCommon):
    """Two teams that know nothing of each other.

    `manager` leads `team_a` with `seller_a`, who has `customer_a` with the contact `contact_a`;
    `other_manager` leads `team_b` with `seller_b`, who has `customer_b` with the contact `contact_b`.
    `controller` and `admin_user` see all.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller_a = cls._create_user("seller_a", "crm_base.group_seller")
        cls.seller_b = cls._create_user("seller_b", "crm_base.group_seller")
        cls.manager = cls._create_user("manager_a", "crm_base.group_sales_manager")
        cls.other_manager = cls._create_user("manager_b", "crm_base.group_sales_manager")
        cls.controller = cls._create_user("controller", "crm_base.group_credit_controller")
        cls.admin_user = cls._create_user("obligo_admin", "crm_base.group_administrator")
        cls.team_a = cls._create_team("Team A", cls.manager, cls.seller_a)
        cls.team_b = cls._create_team("Team B", cls.other_manager, cls.seller_b)
        cls.customer_a = cls._create_customer("Alfa Lda", user_id=cls.seller_a.id)
        cls.contact_a = cls._create_contact(cls.customer_a, "Ana Alves")
        cls.customer_b = cls._create_customer("Beta Lda", user_id=cls.seller_b.id)
        cls.contact_b = cls._create_contact(cls.customer_b, "Bruno Brito")

    @classmethod
    def _create_user(cls, login, *groups, **values):
        """An internal user with these roles, an address, and mail kept inside Odoo."""
        values = {"email": f"{login}@example.com", "notification_type": "inbox", **values}
        return new_test_user(cls.env, login, groups=",".join(groups or ("base.group_user",)), **values)

    @classmethod
    def _create_team(cls, name, leader, members):
        """A sales team with its leader and members."""
        return cls.env["crm.team"].create(
            {
                "name": name,
                "user_id": leader.id,
                "crm_team_member_ids": [Command.create({"user_id": member.id}) for member in members],
            }
        )

    @classmethod
    def _create_customer(cls, name, **values):
        """A company that we sell to."""
        slug = name.split()[0].lower()
        values = {"is_company": True, "email": f"office@{slug}.example.com", "customer_rank": 1, **values}
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def _create_contact(cls, customer, name, **values):
        """A person at a customer."""
        return cls.env["res.partner"].create({"name": name, "parent_id": customer.id, **values})

    @classmethod
    def _create_customer_group(cls, name, parent=None, sellers=(), customers=()):
        """A customer group with its sellers and customers."""
        return cls.env["crm.customer.group"].create(
            {
                "name": name,
                "parent_id": parent.id if parent else False,
                "seller_ids": [Command.set([seller.id for seller in sellers])],
                "partner_ids": [Command.set([customer.id for customer in customers])],
            }
        )

    @classmethod
    def _create_goods(cls, name="Widget", price=100.0, cost=60.0, **values):
        """A product kept in stock, sold without tax, invoiced as ordered."""
        values = {
            "type": "consu",
            "is_storable": True,
            "list_price": price,
            "standard_price": cost,
            "invoice_policy": "order",
            "taxes_id": [Command.clear()],
            "supplier_taxes_id": [Command.clear()],
            **values,
        }
        return cls.env["product.product"].create({"name": name, **values})

    @classmethod
    def _create_order(cls, customer, *lines, **values):
        """A quotation with lines of (product, quantity)."""
        return cls.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": quantity})
                    for product, quantity in lines
                ],
                **values,
            }
        )
