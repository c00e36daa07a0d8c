from odoo.exceptions import AccessError
from odoo.tests import tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestOverview(ComplaintCommon):
    """All of a customer on one screen; each figure is that of the list behind it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cup = cls._create_goods("Cup", price=50.0)
        cls.order, _delivery, cls.invoice = cls._sell(cls.contact_a, cls.cup)
        cls._sell(cls.customer_b, cls.cup)
        cls._create_order(cls.customer_a, (cls.cup, 1))
        cls._create_complaint(partner_id=cls.contact_a.id)
        cls._create_complaint(date="2020-01-01")
        cls._create_occurrence(partner_id=cls.contact_a.id)
        cls.service = cls._create_occurrence(kind="service", state="done")
        cls.env["crm.manager.comment"].create({"partner_id": cls.customer_a.id, "text": "Key"})

    def _overview(self, user):
        action = self.contact_a.with_user(user).action_overview()
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

    def test_counts_are_those_of_the_lists(self):
        overview = self._overview(self.seller_a)
        expected = {
            "occurrence": 2,
            "complaint": 1,
            "service": 2,
            "quotation": 1,
            "order": 1,
            "invoice": 1,
            "receivable": 1,
            "competitor": 0,
            "comment": 1,
        }
        for kind, count in expected.items():
            action = overview.with_context(kind=kind).action_open()
            listed = self.env[action["res_model"]].with_user(self.seller_a).search_count(action["domain"])
            self.assertEqual((kind, overview[f"{kind}_count"], listed), (kind, count, count))
            if listed and kind in ("invoice", "receivable"):
                # Without it Odoo's list shows neither customer nor date.
                self.assertEqual(action["context"]["default_move_type"], "out_invoice")
        self.assertEqual((overview.invoice_amount, overview.receivable_amount), (100.0, 100.0))
        self.assertEqual(overview.has_instruments, "credit.instrument" in self.env)

    def test_period(self):
        overview = self._overview(self.seller_a)
        overview.date_from = "2019-12-31"
        self.assertEqual(overview.complaint_count, 2)
        overview.write({"date_from": "2019-12-31", "date_to": "2020-12-31"})
        self.assertEqual((overview.complaint_count, overview.order_count, overview.invoice_count), (1, 0, 0))
        self.assertEqual(overview.receivable_count, 1)

    def test_lists_say_what_and_when(self):
        overview = self._overview(self.seller_a)
        overview.write({"date_from": "2026-01-05", "date_to": "2026-02-28"})
        titles = {
            kind: overview.with_context(kind=kind).action_open()["display_name"]
            for kind in ("order", "receivable", "comment")
        }
        self.assertEqual(
            titles,
            {
                "order": "Orders, 01/05/2026 to 02/28/2026",
                "receivable": "Unpaid",
                "comment": "Managers' Comments",
            },
        )

    def test_closed_complaints_are_not_folded_away(self):
        for opened in (
            self._overview(self.seller_a).with_context(kind="complaint").action_open(),
            self.contact_a.with_user(self.seller_a).action_view_complaints(),
            self.service.with_user(self.seller_a).action_view_customer_complaints(),
            self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_complaint_to_check"),
        ):
            views = dict(map(reversed, opened["views"]))
            self.assertEqual(next(iter(views)), "list")
            complaints = self.env["crm.complaint"].with_user(self.seller_a)
            cards = complaints.get_view(views["kanban"], "kanban")["arch"]
            self.assertNotIn("default_group_by", cards)

    def test_of_ones_own_customers_only(self):
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.seller_b).action_overview()
        with self.assertRaises(AccessError):
            self.env["crm.customer.overview"].with_user(self.seller_b).create(
                {"partner_id": self.customer_a.id}
            )
        overview = self._overview(self.seller_a)
        with self.assertRaises(AccessError):
            overview.with_user(self.seller_b).read(["invoice_amount"])

    def test_from_a_contact(self):
        visit = self._create_occurrence().with_user(self.seller_a)
        self.assertEqual(visit.action_overview()["res_model"], "crm.customer.overview")

    def test_complaints_and_services_in_one_history(self):
        records = self.env["crm.service.record"].with_user(self.seller_a)
        found = records.search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual(found.mapped("kind").count("complaint"), 2)
        service = found.filtered(lambda record: record.kind == "service")
        self.assertEqual((service.occurrence_id, service.is_open), (self.service, False))
        self.assertEqual(service.action_open_record()["res_id"], self.service.id)
        self.assertFalse(records.with_user(self.seller_b).search([("partner_id", "=", self.customer_a.id)]))

    def test_a_service_stands_on_the_day_of_its_seller(self):
        """Half past midnight in Lisbon's summer is the day before in UTC, whoever reads it."""
        service = self._create_occurrence(kind="service", date="2026-07-14 23:30:00")
        for zone in ("Europe/Lisbon", "America/Sao_Paulo"):
            records = self.env["crm.service.record"].with_context(tz=zone)
            record = records.search([("occurrence_id", "=", service.id), ("date", "=", "2026-07-15")])
            self.assertEqual(str(record.date), "2026-07-15")
