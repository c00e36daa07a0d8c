from odoo import Command
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestSalesAccess(AgentsCommon):
    """Whose sales who may see, and who sees cost and margin; by the calls that a program makes over RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.seller_a | cls.seller_b | cls.manager | cls.controller | cls.admin_user
        users.write({"group_ids": [Command.link(cls.env.ref("base.group_allow_export").id)]})
        cls.agent_c = cls.env["res.partner"].create(
            {"name": "Agent of Seller A", "is_agent": True, "user_id": cls.seller_a.id}
        )
        cls.customer_c = cls._create_customer("Gama Lda", user_id=cls.seller_b.id)
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, 30)
        cls._assign(cls.customer_c, cls.agent_a, 50)
        cls._assign(cls.customer_c, cls.agent_c, 10)
        cls.shared = cls._invoice(cls.customer_a, (cls.desk, 1000), invoice_user_id=cls.seller_a.id)
        cls.direct = cls._invoice(cls.customer_b, (cls.desk, 500), invoice_user_id=cls.seller_b.id)
        cls.foreign = cls._invoice(cls.customer_c, (cls.desk, 200), invoice_user_id=cls.seller_b.id)
        cls.domain = [["move_id", "in", (cls.shared | cls.direct | cls.foreign).ids]]

    def _call(self, user, method, *args, **kwargs):
        """Call a public method of the analysis as a program of this user does."""
        model = self.env["agent.sales.analysis"].with_user(user)
        self.env.invalidate_all()
        return call_kw(model, method, list(args), kwargs)

    def _seen(self, user):
        """What the user reads: (invoice, agent, amount)."""
        rows = self._call(user, "search_read", self.domain, ["move_id", "agent_id", "amount"], order="id")
        return [(row["move_id"][0], row["agent_id"][0], row["amount"]) for row in rows]

    def test_a_seller_sees_his_own_part(self):
        """Of a shared invoice his share only, also at a customer of somebody else; not even the house's rest."""
        self.assertEqual(
            self._seen(self.seller_a),
            [(self.shared.id, self.agent_a.id, 600), (self.foreign.id, self.agent_a.id, 100)],
        )
        self.assertEqual(self._seen(self.seller_b), [(self.direct.id, self.seller_b.partner_id.id, 500)])

    def test_a_manager_sees_his_teams_their_agents_and_the_house_at_his_customers(self):
        house = self.env.company.partner_id
        self.assertEqual(
            self._seen(self.manager),
            [
                (self.shared.id, self.agent_a.id, 600),
                (self.shared.id, house.id, 100),
                (self.foreign.id, self.agent_a.id, 100),
                (self.foreign.id, self.agent_c.id, 20),
                (self.foreign.id, house.id, 80),
            ],
        )

    def test_controllers_and_administrators_see_all(self):
        for user in (self.controller, self.admin_user):
            self.assertEqual(sum(row[2] for row in self._seen(user)), 1700)

    def test_every_way_to_read_gives_the_same(self):
        for user, total, count in (
            (self.seller_a, 700, 2),
            (self.manager, 900, 5),
            (self.controller, 1700, 7),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._call(user, "search_count", self.domain), count)
                [group] = self._call(user, "formatted_read_group", self.domain, [], ["amount:sum"])
                self.assertEqual(group["amount:sum"], total)
                [sums] = self._call(user, "formatted_read_grouping_sets", self.domain, [[]], ["amount:sum"])
                self.assertEqual(sums[0]["amount:sum"], total)
                ids = self._call(user, "search", self.domain)
                exported = self._call(user, "export_data", ids, ["amount"])["datas"]
                self.assertEqual(sum(row[0] for row in exported), total)
                listed = self._call(
                    user, "web_search_read", self.domain, {"amount": {}, "agent_id": {}, "partner_id": {}}
                )
                self.assertEqual(sum(row["amount"] for row in listed["records"]), total)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_rows_of_others_cannot_be_read_by_their_number(self):
        ids = self._call(self.controller, "search", self.domain)
        with self.assertRaises(AccessError):
            self._call(self.seller_a, "read", ids, ["amount"])
        own = self._call(self.seller_a, "search", self.domain)
        self.assertEqual(
            sum(row["amount"] for row in self._call(self.seller_a, "read", own, ["amount"])), 700
        )

    def test_the_past_of_others_stays_closed(self):
        """Rows counted again for comparison obey the same rule."""
        [group] = self._call(
            self.seller_a, "formatted_read_group", self.domain, [], ["amount_last_year:sum", "amount:sum"]
        )
        self.assertEqual((group["amount_last_year:sum"], group["amount:sum"]), (700, 700))

    def test_cost_and_margin_are_closed_to_sellers_in_every_call(self):
        closed = [
            name
            for name in self.env["agent.sales.analysis"]._fields
            if name.startswith(("cost", "margin", "profit"))
        ]
        self.assertEqual(len(closed), 16)
        offered = self._call(self.seller_a, "fields_get")
        self.assertFalse(offered.keys() & set(closed))
        self.assertIn("amount", offered)
        ids = self._call(self.seller_a, "search", self.domain)
        for name in closed:
            aggregate = f"{name}:{'avg' if 'percent' in name or 'index' in name else 'sum'}"
            for method, args in (
                ("read", (ids, [name])),
                ("search_read", (self.domain, [name])),
                ("export_data", (ids, [name])),
                ("search", ([*self.domain, [name, ">", 0]],)),
                ("search", (self.domain, 0, None, f"{name} desc")),
                ("formatted_read_group", (self.domain, ["agent_id"], [aggregate])),
                ("formatted_read_group", (self.domain, ["agent_id"], ["amount:sum"], [[aggregate, ">", 0]])),
                ("formatted_read_grouping_sets", (self.domain, [[]], [aggregate])),
            ):
                with self.subTest(field=name, method=method), self.assertRaises(AccessError):
                    self._call(self.seller_a, method, *args)

    def test_those_who_may_see_cost_read_it(self):
        """Of 60 for each of the three desks: the manager's parts are 42 of the first and 60 of the third."""
        for user, cost, margin in ((self.manager, 102, 798), (self.controller, 180, 1520)):
            [group] = self._call(user, "formatted_read_group", self.domain, [], ["cost:sum", "margin:sum"])
            self.assertEqual((group["cost:sum"], group["margin:sum"]), (cost, margin))

    def test_a_seller_opens_the_invoice_behind_a_figure(self):
        """All that the form of an invoice shows him can be read by him, payments received included."""
        self._pay(self.shared, 590, "2026-01-20")
        row = (
            self.env["agent.sales.analysis"].with_user(self.seller_a).search(self.domain, order="id", limit=1)
        )
        document = (
            self.env["account.move"].with_user(self.seller_a).browse(row.action_open_document()["res_id"])
        )
        with Form(document) as form:
            self.assertEqual(form.name, self.shared.name)

    def test_views_of_a_seller_hold_no_cost(self):
        for kind in ("pivot", "list", "search"):
            arch = self._call(self.seller_a, "get_views", [[False, kind]])["views"][kind]["arch"]
            self.assertNotIn("margin", arch)
            self.assertNotIn("cost", arch)

    def test_a_user_without_a_role_reads_nothing(self):
        nobody = self._create_user("warehouse", "base.group_user")
        with self.assertRaises(AccessError):
            self._call(nobody, "search", [])
