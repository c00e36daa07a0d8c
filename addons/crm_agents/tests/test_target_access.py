from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_targets import MONTH, TargetsCommon

SHOWN = ["agent.target", "agent.target.year", "agent.target.analysis", "agent.target.progress"]
MARGINS = {
    "agent.target": ["margin"],
    "agent.target.analysis": ["target_margin", "actual_margin", "deviation_margin", "margin_index"],
    "agent.target.progress": ["target_margin", "actual_margin", "margin_percent"],
}


@tagged("post_install", "-at_install")
class TestTargetAccess(TargetsCommon):
    """A seller reads his own targets, a manager sets those of his team, whichever way they ask."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        exporters = cls.env.ref("base.group_allow_export")
        exporters.user_ids |= cls.seller_a + cls.seller_b + cls.manager + cls.other_manager + cls.controller
        cls.own = cls._target(1000, margin=400)
        cls.other = cls._target(2000, agent=cls.colleague, margin=700)
        cls._invoice(cls.customer_a, (cls.desk, 300), (cls.lamp, 20), day="2026-06-02")
        cls._invoice(cls.customer_b, (cls.desk, 500), day="2026-06-02", invoice_user_id=cls.seller_b.id)
        cls._invoice(cls.customer_b, (cls.desk, 90), day="2025-06-02", invoice_user_id=cls.seller_b.id)
        cls.env.flush_all()

    def _seen(self, model, user, **criteria):
        domain = [(name, "=", value) for name, value in criteria.items()]
        return self.env[model].with_user(user).search(domain).agent_id & (self.agent_a + self.colleague)

    def test_search_read_group_and_export(self):
        for model in SHOWN:
            for user, seen in (
                (self.seller_a, self.agent_a),
                (self.seller_b, self.colleague),
                (self.manager, self.agent_a),
                (self.other_manager, self.colleague),
                (self.controller, self.agent_a + self.colleague),
                (self.admin_user, self.agent_a + self.colleague),
            ):
                with self.subTest(model=model, user=user.login):
                    records = self.env[model].with_user(user)
                    self.assertEqual(self._seen(model, user), seen)
                    groups = records.formatted_read_group([], ["agent_id"], ["__count"])
                    found = {group["agent_id"][0] for group in groups} & set(
                        (self.agent_a + self.colleague).ids
                    )
                    self.assertEqual(found, set(seen.ids))
                    rows = records.search([]).export_data(["agent_id/.id"])["datas"]
                    found = {int(row[0]) for row in rows} & set((self.agent_a + self.colleague).ids)
                    self.assertEqual(found, set(seen.ids))

    def test_others_figures_are_not_read(self):
        for model in SHOWN:
            foreign = self.env[model].search([("agent_id", "=", self.colleague.id)])
            self.assertTrue(foreign)
            foreign = foreign.with_user(self.seller_a)
            with self.subTest(model=model):
                if model == "agent.target.progress":  # others' rows are not even made for him
                    self.assertFalse(foreign.read(["agent_id"]))
                    continue
                with self.assertRaises(AccessError):
                    foreign.read(["agent_id"])
        for action in ("action_open_documents", "action_open_last_year", "action_open_orders"):
            rows = self.env["agent.target.analysis"].search([("agent_id", "=", self.colleague.id)])
            with self.subTest(action=action), self.assertRaises(AccessError):
                getattr(rows.with_user(self.seller_a), action)()

    def test_portal_reads_nothing(self):
        portal = new_test_user(
            self.env, "portal_customer", groups="base.group_portal", partner_id=self.contact_a.id
        )
        models = [*SHOWN, "agent.target.season", "agent.target.copy", "agent.target.spread"]
        for model in models:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])

    def test_seller_changes_nothing(self):
        row = self.env["agent.target.year"].search([("agent_id", "=", self.agent_a.id)], limit=1)
        attempts = (
            lambda: self.own.with_user(self.seller_a).write({"amount": 1}),
            lambda: self.own.with_user(self.seller_a).unlink(),
            lambda: self.env["agent.target"].with_user(self.seller_a).create({"agent_id": self.agent_a.id}),
            lambda: row.with_user(self.seller_a).write({"month_1": 1}),
            lambda: row.with_user(self.seller_a).unlink(),
            lambda: (
                self.env["agent.target.year"]
                .with_user(self.seller_a)
                .create({"agent_id": self.agent_a.id, "month_2": 5})
            ),
            lambda: self.env["agent.target.copy"].with_user(self.seller_a).create({}),
            lambda: self.env["agent.target.spread"].with_user(self.seller_a).create({}),
        )
        for attempt in attempts:
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(self.own.amount, 1000)
        self.assertEqual(self.env["agent.target"].search_count([("agent_id", "=", self.agent_a.id)]), 1)

    def test_manager_sets_his_team_only(self):
        sheet = self.env["agent.target.year"].with_user(self.manager)
        row = sheet.search([("measure", "=", "amount")])
        row.write({"month_7": 70})
        sheet.create({"agent_id": self.agent_a.id, "year": 2026, "brand_id": self.brand.id, "month_1": 5})
        attempts = (
            lambda: self.other.with_user(self.manager).write({"amount": 1}),
            lambda: self.own.with_user(self.manager).write(
                {"agent_id": self.colleague.id, "month": "2026-08-01"}
            ),
            lambda: sheet.create({"agent_id": self.colleague.id, "year": 2026, "month_1": 5}),
            lambda: (
                self.env["agent.target.year"]
                .search([("agent_id", "=", self.colleague.id)])
                .with_user(self.manager)
                .write({"month_6": 1})
            ),
        )
        for attempt in attempts:
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()
        self.assertEqual((self.own.agent_id, self.other.amount), (self.agent_a, 2000))
        self.assertEqual(self.env["agent.target"].search_count([("agent_id", "=", self.agent_a.id)]), 3)

    def test_margin_only_for_those_who_may_see_cost(self):
        """A seller sees no margin: not in fields, nor as a row of the sheet, nor by asking."""
        for model, names in MARGINS.items():
            records = self.env[model].with_user(self.seller_a)
            for name in names:
                with self.subTest(model=model, field=name):
                    self.assertNotIn(name, records.fields_get())
                    with self.assertRaises(AccessError):
                        records.search([]).read([name])
                    if records._fields[name].store:
                        with self.assertRaises(AccessError):
                            records.search([(name, ">", 0)])
                        with self.assertRaises(AccessError):
                            records.formatted_read_group([], [], [f"{name}:sum"])
        sheet = self.env["agent.target.year"]
        self.assertEqual(set(sheet.with_user(self.seller_a).search([]).mapped("measure")), {"amount"})
        self.assertEqual(
            set(sheet.with_user(self.manager).search([]).mapped("measure")), {"amount", "margin"}
        )
        offered = dict(sheet.with_user(self.seller_a).fields_get()["measure"]["selection"])
        self.assertNotIn("margin", offered)
        self.manager.group_ids -= self.env.ref("crm_base.group_see_cost")
        self.assertTrue(self.manager.has_group("crm_base.group_see_cost"))  # comes with the role

    def test_companies_are_apart(self):
        company = self.env["res.company"].create({"name": "Second"})
        self._target(5, company_id=company.id)
        for model in SHOWN:
            rows = self.env[model].with_user(self.admin_user).search([("agent_id", "=", self.agent_a.id)])
            self.assertEqual(rows.company_id, self.company)

    def test_names_stay_legible_when_the_customer_is_gone(self):
        self._target(10, partner_id=self.customer_a.id)
        self.customer_a.agent_assignment_ids.unlink()
        self.customer_a.user_id = self.seller_b
        self.env.flush_all()
        rows = self.env["agent.target.analysis"].with_user(self.seller_a)
        found = rows.web_search_read(
            [("month", "=", MONTH), ("partner_id", "!=", False)],
            {"partner_id": {"fields": {"display_name": {}}}, "actual_amount": {}},
        )["records"]
        self.assertEqual(
            [(row["partner_id"]["display_name"], row["actual_amount"]) for row in found], [("Alfa Lda", 320)]
        )
