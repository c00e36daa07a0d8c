import base64
import io

import openpyxl
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, new_test_user, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestFrequency(VisitsCommon):
    """Scenario 4: wanted every 30 days, made on day 0, 25 and 80."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.visit.cadence"].search([]).active = False
        (cls.customer_a + cls.customer_b).customer_class = "a"
        cls.cadence = cls.env["crm.visit.cadence"].create(
            {"name": "Monthly", "customer_class": "a", "days": 30}
        )
        for day in ("2026-01-01", "2026-01-26", "2026-03-22"):
            cls._create_occurrence(partner_id=cls.contact_a.id, date=f"{day} 10:00:00", state="done")

    def _frequency(self, user=None, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["crm.contact.frequency"].with_user(user or self.admin_user).search(domain)

    def test_deviation_of_past_contacts(self):
        rows = self.env["crm.contact.deviation"].search(
            [("partner_id", "=", self.customer_a.id)], order="date"
        )
        self.assertEqual(rows.mapped("deviation_days"), [-5, 25])
        self.assertEqual(rows.mapped("gap_days"), [25, 55])
        self.assertEqual(rows.mapped("late_count"), [0, 1])
        groups = self.env["crm.contact.deviation"]._read_group(
            [("partner_id", "=", self.customer_a.id)], ["user_id"], ["deviation_days:avg", "late_count:sum"]
        )
        self.assertEqual(groups, [(self.seller_a, 10.0, 1)])

    def test_two_contacts_of_a_day_are_one(self):
        self._create_occurrence(date="2026-01-26 16:00:00", state="done")
        self._create_occurrence(date="2026-02-10 16:00:00", state="missed")
        self._create_occurrence(date="2026-02-10 16:00:00", state="done", kind="call")
        rows = self.env["crm.contact.deviation"].search(
            [("partner_id", "=", self.customer_a.id)], order="date"
        )
        self.assertEqual(rows.mapped("deviation_days"), [-5, 25])

    def test_deviation_from_the_cadence_of_its_day(self):
        january = {"date_from": "2026-01-01", "date_to": "2026-01-31"}
        self.cadence.create({"name": "January", "partner_id": self.customer_a.id, "days": 20, **january})
        above = self.env["crm.customer.group"].create({"name": "All"})
        below = above.create([{"name": name, "parent_id": above.id} for name in ("North", "Shops")])
        self.customer_a.customer_group_ids = below
        self.cadence.create({"name": "Group", "customer_group_id": above.id, "days": 40})
        rows = self.env["crm.contact.deviation"].search(
            [("partner_id", "=", self.customer_a.id)], order="date"
        )
        self.assertEqual(rows.cadence_id.mapped("name"), ["January", "Group"])
        self.assertEqual(rows.mapped("deviation_days"), [5, 15])

    def test_late_from_the_day_after(self):
        for today, days_late, status in (
            ("2026-04-14", -7, "kept"),
            ("2026-04-15", -6, "due"),
            ("2026-04-21", 0, "due"),
            ("2026-04-22", 1, "late"),
            ("2026-04-30", 9, "late"),
        ):
            with self.subTest(today=today), freeze_time(f"{today} 10:00:00"):
                self.env.invalidate_all()
                row = self._frequency(partner_id=self.customer_a.id)
                self.assertEqual((row.days_late, row.status, row.wanted_days), (days_late, status, 30))
                self.assertEqual(str(row.last_contact_date), "2026-03-22")
                self.assertEqual(str(row.expected_date), "2026-04-21")

    def test_never_contacted_and_planned(self):
        with freeze_time("2026-04-14 10:00:00"):
            row = self._frequency(partner_id=self.customer_b.id)
            self.assertEqual((row.status, row.late_count), ("never", 1))
            self.assertEqual(str(row.expected_date), "2026-04-14")
            self.assertFalse(row.next_contact_date)
            context = row.action_plan_contact()["context"]
            planned = Form(self.env["crm.occurrence"].with_context(**context))
            self.assertEqual((planned.partner_id, planned.user_id), (self.customer_b, self.seller_b))
            self._create_occurrence(partner_id=self.customer_b.id, date="2026-04-20 10:00:00")
            self.env.invalidate_all()
            self.assertEqual(str(row.next_contact_date), "2026-04-20")

    def test_nearest_cadence_in_season(self):
        summer = self.env["crm.visit.cadence"].create(
            {
                "name": "Summer",
                "partner_id": self.customer_a.id,
                "days": 7,
                "date_from": "2020-06-01",
                "date_to": "2020-09-30",
                "every_year": True,
            }
        )
        for today, cadence in (
            ("2026-05-31", self.cadence),
            ("2026-06-01", summer),
            ("2026-10-01", self.cadence),
        ):
            with self.subTest(today=today), freeze_time(f"{today} 10:00:00"):
                self.env.invalidate_all()
                self.assertEqual(self._frequency(partner_id=self.customer_a.id).cadence_id, cadence)

    def test_season_is_the_same_in_sql_and_python(self):
        seasons = (("2020-06-01", "2020-09-30"), ("2020-11-15", "2021-02-28"), ("2020-02-29", "2020-02-29"))
        days = (
            "2026-02-27",
            "2026-02-28",
            "2026-03-01",
            "2026-05-31",
            "2026-06-01",
            "2026-09-30",
            "2026-12-31",
        )
        seller_days = self.seller_a._seller_days(self.env.company)[self.seller_a.id]
        for first, last in seasons:
            self.cadence.write({"date_from": first, "date_to": last, "every_year": True})
            for day in days:
                with self.subTest(season=first, day=day), freeze_time(f"{day} 10:00:00"):
                    self.env.invalidate_all()
                    today = self.env["crm.visit.cadence"]._fields["date_from"].to_date(day)
                    holds = self.cadence._as_logic(today, seller_days).season.holds(today)
                    self.assertEqual(bool(self._frequency(partner_id=self.customer_a.id)), holds)

    def test_each_sees_his_customers(self):
        for user, customers in (
            (self.seller_a, self.customer_a),
            (self.manager, self.customer_a),
            (self.other_manager, self.customer_b),
            (self.controller, self.customer_a + self.customer_b),
        ):
            rows = self._frequency(user).filtered(lambda row: row.cadence_id.id == self.cadence.id)
            self.assertEqual(set(rows.partner_id.ids), set(customers.ids))
        seen = self.env["crm.contact.deviation"].with_user(self.seller_b).search([])
        self.assertFalse(seen.filtered(lambda row: row.partner_id.id == self.customer_a.id))
        portal = new_test_user(
            self.env, "portal_customer", groups="base.group_portal", partner_id=self.contact_a.id
        )
        for model in ("crm.contact.frequency", "crm.contact.deviation"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])

    def test_on_paper_and_as_workbook(self):
        with freeze_time("2026-04-30 10:00:00"):
            wizard = (
                self.env["crm.contact.frequency.report"]
                .with_user(self.manager)
                .create({"user_ids": self.seller_a.ids, "customer_class": "a"})
            )
            wizard.action_export()
            sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.workbook))).active
            rows = list(sheet.iter_rows(values_only=True))
            self.assertEqual(len(rows), 2)
            self.assertEqual((rows[1][1], rows[1][6], rows[1][8], rows[1][9]), ("Alfa Lda", 30, 39, 9))
            html, _type = self.env["ir.actions.report"]._render_qweb_html(
                "crm_visits.report_contact_frequency", wizard.ids
            )
            self.assertIn("Alfa Lda", html.decode())
            self.assertNotIn("Beta Lda", html.decode())
            self.assertEqual(wizard.action_show()["res_model"], "crm.contact.frequency")
