from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestDocuments(AgentsCommon):
    """The agents of the customer appear on every document by themselves, and stay."""

    def _shares(self, document):
        return {row.agent_id: row.share for row in document.agent_ids}

    def test_order_invoice_and_credit_note_carry_agents(self):
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.agent_b, 40)
        shares = {self.agent_a: 60.0, self.agent_b: 40.0}
        order = self._create_order(self.contact_a, (self.desk, 1)).with_user(self.seller_a)
        self.assertEqual(self._shares(order), shares)
        order.action_confirm()
        self.assertEqual(order.picking_ids.sudo().agent_partner_ids, self.agent_a + self.agent_b)
        # Who the agents are changes: documents in being keep theirs.
        self.customer_a.agent_assignment_ids.unlink()
        invoice = order.sudo()._create_invoices()
        self.assertEqual(self._shares(invoice), shares)
        invoice.action_post()
        self.assertEqual(self._shares(invoice._reverse_moves()), shares)

    def test_seller_writes_order_of_shared_customer(self):
        self._assign(self.customer_a, self.agent_a, 60)
        self._assign(self.customer_a, self.agent_b, 40)
        with Form(self.env["sale.order"].with_user(self.seller_a)) as form:
            form.partner_id = self.customer_a
        self.assertEqual(form.record.agent_partner_ids, self.agent_a + self.agent_b)

    def test_rest_is_the_house(self):
        self._assign(self.customer_a, self.agent_a, 60)
        order = self._create_order(self.customer_a, (self.desk, 1))
        self.assertEqual(self._shares(order), {self.agent_a: 60.0, self.env.company.partner_id: 40.0})

    def test_agents_of_the_day_of_the_order(self):
        self._assign(self.customer_a, self.agent_a, date_to="2026-03-31")
        self._assign(self.customer_a, self.agent_b, date_from="2026-04-01")
        order = self._create_order(self.customer_a, (self.desk, 1), date_order="2026-03-31 12:00:00")
        self.assertEqual(order.agent_partner_ids, self.agent_a)
        order = self._create_order(self.customer_a, (self.desk, 1), date_order="2026-04-01 12:00:00")
        self.assertEqual(order.agent_partner_ids, self.agent_b)

    def test_day_of_the_order_is_that_of_the_house(self):
        """Half past one in Jerusalem is the evening before in UTC."""
        self.env.company.resource_calendar_id.tz = "Asia/Jerusalem"
        self._assign(self.customer_a, self.agent_a, date_to="2026-03-31")
        self._assign(self.customer_a, self.agent_b, date_from="2026-04-01")
        order = self._create_order(self.customer_a, (self.desk, 1), date_order="2026-03-31 22:30:00")
        self.assertEqual(order.agent_partner_ids, self.agent_b)
        order = self._create_order(self.customer_a, (self.desk, 1), date_order="2026-03-31 20:30:00")
        self.assertEqual(order.agent_partner_ids, self.agent_a)

    def test_shares_other_than_whole_refused(self):
        self._assign(self.customer_a, self.agent_a)
        order = self._create_order(self.customer_a, (self.desk, 1)).with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "add up to 90 %"):
            order.agent_ids = [Command.update(order.agent_ids.id, {"share": 90})]
        order.agent_ids = [
            Command.update(order.agent_ids.id, {"share": 90}),
            Command.create({"agent_id": self.agent_b.id, "share": 10}),
        ]
        self.assertEqual(self._shares(order), {self.agent_a: 90.0, self.agent_b: 10.0})

    def test_seller_cannot_change_agents(self):
        self._assign(self.customer_a, self.agent_b)
        order = self._create_order(self.customer_a, (self.desk, 1)).with_user(self.seller_a)
        with self.assertRaises(AccessError):
            order.agent_ids = [Command.update(order.agent_ids.id, {"agent_id": self.agent_a.id})]
        self.assertEqual(self._shares(order), {self.agent_b: 100.0})

    def test_posted_document_is_never_rewritten(self):
        self._assign(self.customer_a, self.agent_a)
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        with self.assertRaisesRegex(UserError, "posted document"):
            invoice.agent_ids.agent_id = self.agent_b
        with self.assertRaisesRegex(UserError, "posted document"):
            invoice.agent_ids.unlink()
        with self.assertRaisesRegex(UserError, "posted document"):
            self.env["account.move.agent"].create({"move_id": invoice.id, "agent_id": self.agent_b.id})
        self.assertEqual(self._shares(invoice), {self.agent_a: 100.0})

    def test_orders_with_different_agents_do_not_share_an_invoice(self):
        self._assign(self.customer_a, self.agent_a)
        first = self._create_order(self.customer_a, (self.desk, 1))
        second = self._create_order(self.customer_a, (self.desk, 1))
        third = self._create_order(self.customer_a, (self.desk, 1))
        third.agent_ids.agent_id = self.agent_b
        orders = first + second + third
        orders.action_confirm()
        invoices = orders._create_invoices()
        self.assertEqual(
            {invoice.agent_partner_ids: len(invoice.invoice_line_ids) for invoice in invoices},
            {self.agent_a: 2, self.agent_b: 1},
        )
        with self.assertRaises(UserError):
            orders._create_invoices()

    def test_vendor_bill_has_no_agents(self):
        self._assign(self.customer_a, self.agent_a)
        bill = self._invoice(self.customer_a, (self.desk, 10), post=False, move_type="in_invoice")
        self.assertFalse(bill.agent_ids)

    def test_an_agent_whom_the_user_may_not_see_does_not_close_the_list(self):
        self.customer_b.is_agent = True
        self._assign(self.customer_a, self.agent_a, share=50)
        self._assign(self.customer_a, self.customer_b, share=50)
        order = self._create_order(self.customer_a, (self.desk, 1))
        wanted = {"agent_partner_ids": {"fields": {"display_name": {}}}}
        for user, seen in ((self.seller_a, self.agent_a), (self.controller, self.agent_a + self.customer_b)):
            rows = order.with_user(user).web_search_read([("id", "=", order.id)], wanted)["records"]
            names = {agent["display_name"] for agent in rows[0]["agent_partner_ids"]}
            self.assertEqual(names, set(seen.mapped("display_name")), user.login)
        order.with_user(self.seller_a).sudo().agent_partner_ids.mapped("name")
        self.assertEqual(order.with_user(self.seller_a).agent_partner_ids, self.agent_a)

    def test_found_by_agent(self):
        self._assign(self.customer_a, self.agent_a)
        order = self._create_order(self.customer_a, (self.desk, 1))
        self.assertIn(order, self.env["sale.order"].search([("agent_partner_ids", "in", self.agent_a.ids)]))
        self.assertNotIn(
            order, self.env["sale.order"].search([("agent_partner_ids", "in", self.agent_b.ids)])
        )
