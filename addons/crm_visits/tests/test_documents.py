from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestDocuments(VisitsCommon):
    """What is made from an occurrence is linked to it; what is shown belongs to the customer."""

    def test_quotation_from_visit(self):
        visit = self._create_occurrence(partner_id=self.contact_a.id)
        own = visit.with_user(self.seller_a)
        action = own.action_new_quotation()
        self.assertEqual((action["res_model"], action["view_mode"]), ("sale.order", "form"))
        orders = self.env["sale.order"].with_user(self.seller_a).with_context(**action["context"])
        with Form(orders) as form:
            self.assertEqual(form.partner_id, self.contact_a)
        order = form.record
        self.assertEqual((order.occurrence_id, order.user_id), (visit, self.seller_a))
        own.invalidate_recordset()
        self.assertEqual(own.order_count, 1)
        self.assertEqual(orders.search(own.action_view_occurrence_orders()["domain"]), order)
        with self.assertRaisesRegex(UserError, "order was made"):
            own.unlink()
        self.assertTrue(visit.exists())

    def test_documents_of_the_customer(self):
        product = self._create_goods()
        orders = self._create_order(self.customer_a, (product, 1)) + self._create_order(
            self.contact_a, (product, 1)
        )
        quotation = self._create_order(self.contact_a, (product, 1))
        self._create_order(self.customer_a, (product, 1), date_order="2020-01-01 10:00:00")
        self._create_order(self.customer_b, (product, 1))
        orders.action_confirm()
        invoices = orders[0]._create_invoices() + orders[1]._create_invoices()
        complaint = self.env["crm.complaint"].create({"name": "Late", "partner_id": self.customer_a.id})
        visit = self._create_occurrence().with_user(self.seller_a)
        seen = self.env["sale.order"].with_user(self.seller_a)
        self.assertEqual(seen.search(visit.action_view_orders()["domain"]), orders.sorted("id", reverse=True))
        self.assertEqual(seen.search(visit.action_view_quotations()["domain"]), quotation)
        moves = self.env["account.move"].with_user(self.seller_a)
        self.assertEqual(set(moves.search(visit.action_view_invoices()["domain"]).ids), set(invoices.ids))
        self.assertFalse(moves.search(visit.action_view_receivables()["domain"]))
        invoices[0].action_post()
        self.assertEqual(moves.search(visit.action_view_receivables()["domain"]), invoices[0])
        complaints = self.env["crm.complaint"].search(visit.action_view_customer_complaints()["domain"])
        self.assertEqual(complaints, complaint)
        self.assertEqual(visit.action_view_sales_history()["res_model"], "sale.report")

    def test_counts_are_those_of_the_lists(self):
        product = self._create_goods()
        for customer in (self.customer_a, self.contact_a, self.customer_b):
            order = self._create_order(customer, (product, 1))
            order.action_confirm()
            order._create_invoices().action_post()
            self._create_order(customer, (product, 2))
        self._create_occurrence(kind="call", partner_id=self.contact_a.id)
        visit = self._create_occurrence().with_user(self.seller_a)
        expected = {
            "quotation": 2,
            "order": 2,
            "invoice": 2,
            "receivable": 2,
            "complaint": 0,
            "occurrence": 2,
        }
        for name, count in expected.items():
            with self.subTest(kind=name):
                self.assertEqual(visit[f"customer_{name}_count"], count)
                action = visit._open_customer_documents(name)
                self.assertEqual(
                    self.env[action["res_model"]].with_user(self.seller_a).search_count(action["domain"]),
                    count,
                )

    def test_the_company_says_how_far_back_the_buttons_look(self):
        order = self._create_order(self.customer_a, (self._create_goods(), 1))
        order.date_order = fields.Date.subtract(fields.Date.today(), months=7)
        visit = self._create_occurrence().with_user(self.seller_a)
        self.assertEqual(visit.customer_quotation_count, 1)
        # The web client shows `display_name` where there is one.
        self.assertIn("last 12 months", visit.action_view_quotations()["display_name"])
        self.env.company.history_months = 6
        visit.invalidate_recordset()
        self.assertEqual(visit.customer_quotation_count, 0)
        self.assertIn("last 6 months", visit.action_view_quotations()["display_name"])
        unpaid = visit.action_view_receivables()
        self.assertEqual(unpaid["display_name"], "Unpaid")
        self.assertNotIn("Create", unpaid["help"])

    def test_instruments_where_they_are_kept(self):
        visit = self._create_occurrence().with_user(self.seller_a)
        if "credit.instrument" not in self.env:
            self.assertEqual(visit.customer_instrument_count, 0)
            return
        self.env["credit.instrument"].create(
            {
                "name": "4711",
                "partner_id": self.customer_a.id,
                "amount": 100,
                "issue_date": fields.Date.today(),
                "maturity_date": fields.Date.today(),
            }
        )
        self.assertEqual(visit.customer_instrument_count, 1)
        action = visit.action_view_instruments()
        self.assertEqual(
            (action["res_model"], len(self.env["credit.instrument"].search(action["domain"]))),
            ("credit.instrument", 1),
        )

    def test_opportunity_and_invoice_from_visit(self):
        visit = self._create_occurrence(partner_id=self.contact_a.id, name="New shelves")
        action = visit.with_user(self.seller_a).action_new_opportunity()
        with Form(self.env["crm.lead"].with_user(self.seller_a).with_context(**action["context"])) as form:
            self.assertEqual((form.name, form.partner_id), ("New shelves", self.contact_a))
        self.assertEqual((form.record.occurrence_id, visit.opportunity_ids), (visit, form.record))
        self._assert_opens(visit, "opportunity", form.record)
        action = visit.with_user(self.admin_user).action_new_invoice()
        moves = self.env["account.move"].with_context(**action["context"])
        with Form(moves) as form:
            self.assertEqual((form.partner_id, form.move_type), (self.contact_a, "out_invoice"))
        self.assertEqual((form.record.occurrence_id, form.record.invoice_user_id), (visit, self.seller_a))
        self._assert_opens(visit, "invoice", form.record)

    def test_invoice_of_an_order_from_a_visit(self):
        """What was ordered at a contact and invoiced later is found from the contact as well."""
        visit = self._create_occurrence()
        order = self._create_order(self.customer_a, (self._create_goods(), 3), occurrence_id=visit.id)
        self._create_order(self.customer_a, (self._create_goods(), 1)).action_confirm()
        order.action_confirm()
        invoice = order._create_invoices()
        order.copy().action_confirm()  # not made at the visit
        self._assert_opens(visit, "invoice", invoice)

    def test_who_sees_no_opportunities_opens_a_contact(self):
        """A credit controller reads contacts, and no opportunities: there are none for him."""
        visit = self._create_occurrence()
        self._create_lead(occurrence_id=visit.id)
        own = visit.with_user(self.controller)
        self.assertEqual((own.opportunity_count, own.invoice_count, own.order_count), (0, 0, 0))

    def _assert_opens(self, visit, name, records):
        """The button of a visit counts and opens these records, for its seller."""
        own = visit.with_user(self.seller_a)
        own.invalidate_recordset()
        action = getattr(own, f"action_view_occurrence_{name}s".replace("ys", "ies"))()
        found = self.env[action["res_model"]].with_user(self.seller_a).search(action["domain"])
        self.assertEqual((own[f"{name}_count"], found), (len(records), records))

    def test_printed(self):
        visits = self._create_occurrence(name="Samples", notes="Brings the list") + self._create_occurrence(
            partner_id=False, lead_id=self._create_lead().id, kind="call"
        )
        reports = self.env["ir.actions.report"].with_user(self.seller_a)
        for name in ("report_occurrence", "report_occurrence_list"):
            html = reports._render_qweb_html(f"crm_visits.{name}", visits.ids)[0].decode()
            for text in ("Alfa Lda", "Samples", "Brings the list", "Prospect"):
                self.assertIn(text, html, name)

    def test_prospect_has_no_quotation(self):
        call = self._create_occurrence(partner_id=False, lead_id=self._create_lead().id)
        with self.assertRaisesRegex(UserError, "Convert the prospect"):
            call.action_new_quotation()
