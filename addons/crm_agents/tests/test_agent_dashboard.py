from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestAgentDashboard(AgentsCommon):
    """One page of a seller and of a team: exact figures, and each opens what it is made of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.agent_a | cls.agent_b).commission_plan_id = cls._create_plan(5)
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, 40)
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer_a.id,
                "user_id": cls.seller_a.id,
                "order_line": [
                    Command.create({"product_id": cls.desk.id, "product_uom_qty": 1, "price_unit": 500})
                ],
            }
        )
        cls.order.action_confirm()
        cls.order.date_order = "2026-03-20 10:00:00"
        due = {"invoice_date_due": "2026-03-15"}
        cls.before = cls._invoice(cls.customer_a, (cls.desk, 800), day="2025-03-10", **due)
        cls.invoice = cls._invoice(cls.customer_a, (cls.desk, 1000), day="2026-03-10", **due)
        cls.direct = cls._invoice(
            cls.customer_b, (cls.desk, 200), day="2026-03-11", invoice_user_id=cls.seller_b.id, **due
        )
        cls._pay(cls.invoice, 590, "2026-03-25")

    def _page(self, user, who="", period="month", offset=0):
        """The page at the end of March 2026."""
        with freeze_time("2026-03-31 12:00:00"):
            self.env.invalidate_all()
            return self.env["agent.dashboard"].with_user(user).figures(who, period, offset)

    def _amounts(self, page):
        return [round(tile["amount"], 2) for tile in page["tiles"]]

    def test_figures_of_a_seller(self):
        """Sold, invoiced and collected by his share; due and balance whole; commission earned and pending."""
        page = self._page(self.seller_a)
        self.assertEqual(page["who"], f"agent-{self.agent_a.id}")
        self.assertEqual(page["label"], "March 2026")
        self.assertEqual(self._amounts(page), [300, 600, 354, 1534, 1534, 30, 54])
        self.assertEqual(page["tiles"][1]["note"], "+25 % on last year")

    def test_figures_of_a_quarter_and_of_the_month_before(self):
        self.assertEqual(self._amounts(self._page(self.seller_a, period="quarter"))[:3], [300, 600, 354])
        page = self._page(self.seller_a, offset=-1)
        self.assertEqual(page["label"], "February 2026")
        self.assertEqual(self._amounts(page), [0, 0, 0, 0, 1534, 0, 54])
        self.assertEqual(self._amounts(self._page(self.seller_a, period="year", offset=-1))[1], 480)

    def test_a_team_counts_each_customer_once(self):
        """The manager's team with the outside agent of its seller: shares of both, the balance once."""
        self.agent_b.user_id = self.seller_a
        page = self._page(self.manager, f"team-{self.team_a.id}")
        self.assertEqual(self._amounts(page), [500, 1000, 590, 1534, 1534, 50, 90])
        self.assertIn("margin 94.0 %", page["tiles"][1]["note"])
        agents = page["lists"][0]
        self.assertEqual(
            [(row["name"], row["amount"], row["part"]) for row in agents["rows"]],
            [(self.agent_a.display_name, 600, 100), (self.agent_b.display_name, 400, 100 * 400 / 600)],
        )

    def test_every_figure_opens_its_documents_for_a_seller(self):
        """Sums of what the actions show, read as the seller himself."""
        page = self._page(self.seller_a)
        expected = [
            self.order,
            self.invoice,
            self.invoice,
            self.before | self.invoice,
            self.before | self.invoice,
        ]
        for tile, documents in zip(page["tiles"], expected, strict=False):
            with self.subTest(tile=tile["title"]):
                action = tile["action"]
                self.assertEqual(action["views"][0][1], "list")
                found = self.env[action["res_model"]].with_user(self.seller_a).search(action["domain"])
                if action["res_model"] not in ("sale.order", "account.move"):
                    self.assertEqual(round(sum(found.mapped("amount")), 2), round(tile["amount"], 2))
                    found = found.move_id
                self.assertEqual(found, documents)
        for tile in page["tiles"][5:]:
            found = (
                self.env["agent.commission.entry"].with_user(self.seller_a).search(tile["action"]["domain"])
            )
            self.assertEqual(round(sum(found.mapped("amount")), 2), round(tile["amount"], 2))

    def test_lists_of_a_seller(self):
        self.customer_a.activity_schedule(
            "mail.mail_activity_data_call",
            fields.Date.to_date("2026-03-01"),
            "Ring Ana",
            user_id=self.seller_a.id,
        )
        done = self.customer_a.activity_schedule("mail.mail_activity_data_todo", user_id=self.seller_a.id)
        done.with_user(self.seller_a).action_feedback("Spoke to Ana")
        page = self._page(self.seller_a)
        lists = {entry["title"]: entry["rows"] for entry in page["lists"]}
        self.assertNotIn("Agents", lists)
        [best] = lists["Best customers"]
        self.assertEqual((best["name"], best["amount"]), ("Alfa Lda", 600))
        [owing] = lists["Overdue customers"]
        self.assertEqual(
            (owing["name"], round(owing["amount"], 2), owing["detail"]), ("Alfa Lda", 1534, "16 days")
        )
        [planned] = lists["Planned"]
        self.assertEqual((planned["name"], planned["tone"]), ("Ring Ana", "danger"))
        latest = [(row["record"], row["detail"]) for row in lists["Lately"]]
        self.assertIn((["sale.order", self.order.id], "Alfa Lda"), latest)
        self.assertIn((["account.move", self.invoice.id], "Alfa Lda"), latest)
        self.assertIn((["res.partner", self.customer_a.id], "Alfa Lda"), latest)

    def test_whom_one_may_choose(self):
        keys = {
            user: {choice["key"] for group in self._page(user)["choices"] for choice in group["choices"]}
            for user in (self.seller_a, self.manager, self.controller)
        }
        own, other = f"agent-{self.agent_a.id}", f"agent-{self.seller_b.partner_id.id}"
        self.assertEqual(keys[self.seller_a], {own})
        self.assertLessEqual({"all", own, f"team-{self.team_a.id}"}, keys[self.manager])
        self.assertFalse({other, f"team-{self.team_b.id}"} & keys[self.manager])
        self.assertLessEqual({"all", own, other, f"team-{self.team_a.id}"}, keys[self.controller])

    def test_others_cannot_be_asked_for(self):
        """A program that asks for somebody else gets its own page."""
        for who in (f"agent-{self.seller_b.partner_id.id}", f"team-{self.team_b.id}", "all", "nonsense"):
            page = self._page(self.seller_a, who)
            self.assertEqual((page["who"], self._amounts(page)[1]), (f"agent-{self.agent_a.id}", 600))

    def test_everybody_is_all_of_the_company(self):
        sold = self._amounts(self._page(self.controller, "all"))
        self.assertGreaterEqual(sold[1], 1200)
        with self.assertRaises(AccessError):
            self._page(self._create_user("clerk", "base.group_user"))

    def test_margin_only_for_those_who_may_see_it(self):
        self.assertNotIn("margin", self._page(self.seller_a)["tiles"][1]["note"])
        self.assertIn("margin", self._page(self.controller, f"agent-{self.agent_a.id}")["tiles"][1]["note"])

    def test_few_queries(self):
        """The page costs the same number of queries whatever was sold."""
        self._page(self.manager, "all")
        with self.assertQueryCount(120):
            self._page(self.manager, "all")
