import base64
import io

import openpyxl
from odoo.tests import freeze_time, tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintAnalysis(ComplaintCommon):
    """The periodic review: by cause, product and seller; exact figures, one's own customers only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup = cls._create_goods("Cup")
        cls.transport = cls.env.ref("crm_visits.cause_transport")
        _order, _delivery, invoice = cls._sell(cls.customer_a, cls.cup)
        with freeze_time("2020-03-10"):
            cls.late = cls._create_complaint(
                date="2020-03-02", move_id=invoice.id, cause_id=cls.transport.id, product_id=cls.cup.id
            )
            cls._solve(cls.late)
            cls.late.action_close()
            cls.early = cls._create_complaint(date="2020-03-09", cause_id=cls.transport.id)
            cls._solve(cls.early)
            cls.early.action_close()
            cls.env.flush_all()  # the day of closing is found when it is written
        cls.open = cls._create_complaint(
            date="2020-03-16", partner_id=cls.customer_b.id, user_id=cls.seller_b.id, cost_amount=30
        )
        cls.late.rating_apply(3, token=cls.late._rating_get_access_token())
        note = invoice._reverse_moves([{"complaint_id": cls.late.id}])
        note.action_post()

    def _report(self, user):
        return self.env["crm.complaint.report"].with_user(user).create(
            {"date_from": "2020-03-01", "date_to": "2020-03-31"}
        )  # fmt: skip

    def test_figures(self):
        report = self._report(self.controller)
        total = report._total()
        self.assertEqual((total["count"], total["open"], total["late"]), (3, 1, 2))
        self.assertEqual((total["days"], total["rating"]), (4.5, 3.0))
        self.assertEqual((total["credited"], total["cost"]), (200.0, 30.0))
        causes, products, sellers = report._tables()
        self.assertEqual(causes[0], "Cause")
        self.assertEqual(
            [(name, row["count"], row["late"]) for name, row in causes[1]],
            [("Damage in transport", 2, 1), ("None given", 1, 1)],
        )
        self.assertEqual([name for name, _row in products[1]], ["None given", "Cup"])
        self.assertEqual(
            {name: row["count"] for name, row in sellers[1]}, {self.seller_a.name: 2, self.seller_b.name: 1}
        )

    def test_sellers_review_their_own(self):
        total = self._report(self.seller_a)._total()
        self.assertEqual((total["count"], total["late"]), (2, 1))
        self.assertNotIn("cost", total)
        rows = (
            self.env["crm.complaint.analysis"].with_user(self.seller_b).search([("date", "<", "2021-01-01")])
        )
        self.assertEqual(rows.complaint_id, self.open)
        self.assertEqual(rows.action_open_complaint()["res_id"], self.open.id)

    def test_satisfaction_is_of_those_who_answered(self):
        mine = [("id", "in", (self.late + self.early).ids)]
        complaints = self.env["crm.complaint"].with_user(self.seller_a)
        self.assertEqual(complaints._read_group(mine, [], ["rating_last_value:avg"]), [(3.0,)])
        silent = [("id", "=", self.early.id)]
        self.assertEqual(complaints._read_group(silent, [], ["rating_last_value:avg"]), [(False,)])

    def test_workbook_and_paper(self):
        report = self._report(self.controller)
        report.action_export()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(report.workbook)))
        self.assertEqual(book.sheetnames, ["Cause", "Product", "Seller", "Complaints"])
        self.assertEqual(book["Cause"]["A4"].value, "Damage in transport")
        self.assertEqual(book["Complaints"].max_row, 4)
        page = self.env["ir.actions.report"]._render_qweb_html(
            "crm_visits.report_complaint_review", report.ids
        )[0]
        self.assertIn(b"Damage in transport", page)
        page = self.env["ir.actions.report"]._render_qweb_html("crm_visits.report_complaint", self.late.ids)[
            0
        ]
        self.assertIn(b"Carrier changed.", page)

    def test_paper_in_hebrew(self):
        """From right to left, and what somebody wrote in his own direction, as are the two days of the period."""
        self.env["res.lang"]._activate_lang("he_IL")
        reports = self.env["ir.actions.report"].with_context(lang="he_IL")
        report = self._report(self.controller)
        page = reports._render_qweb_html("crm_visits.report_complaint_review", report.ids)[0].decode()
        self.assertIn('dir="rtl"', page)
        self.assertIn(f"<bdi>{report.company_id.name}</bdi>", page)
        self.assertEqual(page.count("table-layout: fixed"), 3, "figures of the tables stand below each other")
        page = reports._render_qweb_html("crm_visits.report_complaint", self.late.ids)[0].decode()
        self.assertIn("<bdi>Carrier changed.</bdi>", page)
