from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 12:00:00")
class TestRegister(VisitsCommon):
    """Scenario 1: a seller's contacts with one customer, from the first note to the invoice."""

    def test_contacts_of_a_customer_to_the_invoice(self):
        occurrences = self.env["crm.occurrence"].with_user(self.seller_a)
        days = {"visit": "2026-03-09 10:00:00", "call": "2026-03-03 10:00:00", "mail": "2026-03-06 10:00:00"}
        for kind, date in days.items():
            with Form(occurrences) as form:
                form.kind, form.partner_id, form.date = kind, self.customer_a, date
        action = self.customer_a.with_user(self.seller_a).action_view_occurrences()
        register = occurrences.search(action["domain"])
        self.assertEqual(register.mapped("kind"), ["visit", "mail", "call"])
        visit, mail, call = register

        # Changed and deleted by whose it is, and by nobody else.
        mail.notes = "Sent the price list"
        with self.assertRaises(AccessError):
            call.with_user(self.seller_b).unlink()
        self.assertTrue(call.exists())
        call.unlink()
        self.assertEqual(occurrences.search(action["domain"]), visit + mail)

        # On paper.
        reports = self.env["ir.actions.report"].with_user(self.seller_a)
        html = reports._render_qweb_html("crm_visits.report_occurrence", mail.ids)[0].decode()
        self.assertIn("Sent the price list", html)

        # To the order and the invoice, each found from the visit with the count that its list has.
        orders = self.env["sale.order"].with_user(self.seller_a)
        defaults = visit.action_new_quotation()["context"]
        with Form(orders.with_context(**defaults)) as form, form.order_line.new() as line:
            line.product_id = self._create_goods()
        order = form.record
        self._assert_found(visit, quotation=1, order=0, invoice=0, receivable=0)
        order.sudo().action_confirm()
        self._assert_found(visit, quotation=0, order=1, invoice=0, receivable=0)
        order.sudo()._create_invoices().action_post()
        self._assert_found(visit, quotation=0, order=1, invoice=1, receivable=1)
        self.assertEqual((visit.order_ids, visit.order_count), (order, 1))

    def _assert_found(self, visit, **counts):
        visit.invalidate_recordset()
        for name, count in counts.items():
            action = visit._open_customer_documents(name)
            found = self.env[action["res_model"]].with_user(self.seller_a).search_count(action["domain"])
            self.assertEqual((visit[f"customer_{name}_count"], found), (count, count), name)

    def test_follow_ups_are_what_was_promised(self):
        call = self._create_occurrence(
            kind="call", date="2026-03-03 10:00:00", notes="Wants samples", next_date="2026-03-10"
        )
        call.action_done()
        later = self._create_occurrence(kind="call", date="2026-03-03 10:00:00", next_date="2026-03-20")
        later.action_done()
        action = self.env.ref("crm_visits.action_follow_up")
        due = self.env["crm.occurrence"].search(
            [("origin_id", "!=", False), ("state", "=", "planned"), ("date", "<", "2026-03-11")]
        )
        self.assertEqual(action.domain, "[('origin_id', '!=', False)]")
        self.assertEqual((due, due.origin_notes), (call.follow_up_ids, "Wants samples"))
        self.assertTrue(later.follow_up_ids)

    def test_today_shows_what_is_not_done(self):
        action = self.env.ref("crm_visits.action_occurrence_today")
        for name in ("search_default_today", "search_default_to_do", "search_default_mine"):
            self.assertIn(name, action.context)
