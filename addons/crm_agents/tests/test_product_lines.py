from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .product_line_common import ProductLineCommon


@tagged("post_install", "-at_install")
class TestProductLines(ProductLineCommon):
    """A line of a product line gives its share to that line's agents, the other lines to the customer's others."""

    def _shares(self, document):
        return {(row.agent_id, row.product_line_id): row.share for row in document.agent_ids}

    def _by_line(self, document):
        lines = document.order_line if document._name == "sale.order" else document.invoice_line_ids
        return dict(zip(lines.mapped("product_id.name"), lines.mapped("agent_shares"), strict=True))

    def test_every_document_carries_them(self):
        """Chairs 100 % of the outside agent, all else 60 % of agent A and 40 % of the house."""
        order = self._create_order(self.contact_a, (self.desk, 1), (self.chair, 1)).with_user(self.seller_a)
        shares = {
            (self.agent_a, self.none): 60.0,
            (self.house, self.none): 40.0,
            (self.agent_b, self.seating): 100.0,
        }
        earning = {
            "Desk": f"{self.agent_a.name} 60 %, {self.house.name} 40 %",
            "Chair": "Outside Agent 100 %",
        }
        self.assertEqual(self._shares(order), shares)
        self.assertEqual(self._by_line(order), earning)
        self.assertEqual(order.sudo().order_line.mapped("product_line_id"), self.seating)
        order.action_confirm()
        self.customer_a.agent_assignment_ids.unlink()
        invoice = order.sudo()._create_invoices()
        self.assertEqual((self._shares(invoice), self._by_line(invoice)), (shares, earning))
        invoice.action_post()
        # Chairs leave the product line: what is posted stays, and so does what is credited of it.
        self.seating.categ_ids = self.other
        self.assertEqual(self._by_line(invoice), earning)
        note = invoice._reverse_moves()
        note.action_post()
        self.assertEqual((self._shares(note), self._by_line(note)), (shares, earning))
        again = invoice.copy()
        self.assertEqual(self._by_line(again)["Chair"], self._by_line(again)["Desk"])

    def test_commission_of_each_on_his_lines(self):
        """1,000 of desks at 5 %, 400 of chairs at 7 %: 30.00 of 60 %, and 28.00; credited by half."""
        invoice = self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 400))
        terms = self.env["agent.commission.term"].search([("move_id", "=", invoice.id)])
        self.assertEqual(
            {(term.agent_id, term.product_id): term.amount for term in terms},
            {(self.agent_a, self.desk): 30.0, (self.agent_b, self.chair): 28.0},
        )
        self._credit(invoice, "2026-01-20", 500, 200)
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (15.0, 14.0))

    def test_one_agent_of_both(self):
        """60 % of desks and 30 % of chairs: 30.00 and 6.00; the chairs' other agent 19.60."""
        self._assign(self.customer_b, self.agent_a, 60)
        self._assign(self.customer_b, self.agent_a, 30, product_line_id=self.seating.id)
        self._assign(self.customer_b, self.agent_b, 70, product_line_id=self.seating.id)
        self._invoice(self.customer_b, (self.desk, 1000), (self.chair, 400))
        self.assertEqual(self._entries(self.agent_a).mapped("amount"), [30.0, 6.0])
        self.assertEqual(self._earned(self.agent_b), 19.6)

    def test_discount_of_the_whole_document_is_borne_by_all_lines(self):
        """140 off 1,400: desks 900, chairs 360."""
        discount = self._create_goods("Discount", type="service")
        self.env.company.sale_discount_product_id = discount
        self._invoice(self.customer_a, (self.desk, 1000), (self.chair, 400), (discount, -140))
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (27.0, 25.2))
        chairs_only = self._invoice(self.customer_a, (self.chair, 400), (discount, -40))
        self.assertEqual(chairs_only.invoice_line_ids.product_line_id, self.seating)

    def test_down_payment_earns_for_each_on_his_lines(self):
        """10 % of the order paid down: 3.00 and 2.80, and the rest with the final invoice."""
        self.env.company.commission_down_payment = "down_payment"
        order = self._create_order(self.customer_a, (self.desk, 1), (self.chair, 1))
        order.order_line[0].price_unit, order.order_line[1].price_unit = 1000, 400
        order.action_confirm()
        wizard = self.env["sale.advance.payment.inv"].with_context(active_ids=order.ids)
        wizard.create({"advance_payment_method": "percentage", "amount": 10}).create_invoices()
        order.invoice_ids.action_post()
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (3.0, 2.8))
        order.order_line.filtered("product_id.is_storable").qty_delivered = 1
        order._create_invoices(final=True).action_post()
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (30.0, 28.0))

    def test_orders_with_other_agents_of_a_line_do_not_share_an_invoice(self):
        orders = self._create_order(self.customer_a, (self.chair, 1))
        orders += self._create_order(self.customer_a, (self.chair, 1))
        row = orders[1].agent_ids.filtered("product_line_id")
        row.with_user(self.manager).agent_id = self.agent_a
        orders.action_confirm()
        self.assertEqual(len(orders._create_invoices()), 2)

    def test_shares_of_each_line_are_whole(self):
        order = self._create_order(self.customer_a, (self.chair, 1)).with_user(self.manager)
        row = order.agent_ids.filtered("product_line_id")
        with self.assertRaisesRegex(ValidationError, "Seating add up to 90 %"):
            order.agent_ids = [Command.update(row.id, {"share": 90})]
        with self.assertRaises(AccessError):
            row.with_user(self.seller_a).share = 50
        invoice = self._invoice(self.customer_a, (self.chair, 1))
        with self.assertRaisesRegex(UserError, "posted document"):
            invoice.agent_ids.product_line_id = False
        self.assertEqual(invoice.agent_ids.mapped("product_line_id"), self.seating)
        with self.assertRaisesRegex(ValidationError, "more than 100 %"), self.env.cr.savepoint():
            self._assign(self.customer_a, self.agent_a, 1, product_line_id=self.seating.id)
        self.assertEqual(len(self.customer_a.agent_assignment_ids), 2)

    def test_nobody_says_by_hand_whose_line_it_is(self):
        invoice = self._invoice(self.customer_a, (self.desk, 1000))
        order = self._create_order(self.customer_a, (self.desk, 1))
        for line, user in (
            (order.order_line, self.seller_a),
            (invoice.invoice_line_ids, self._create_user("biller", "account.group_account_manager")),
        ):
            with self.assertRaisesRegex(AccessError, "follows from its product"):
                line.with_user(user).product_line_id = self.seating
            line.invalidate_recordset()
            self.assertFalse(line.product_line_id)

    def test_only_the_administrator_says_what_a_product_line_is(self):
        with self.assertRaises(AccessError):
            self.seating.with_user(self.manager).categ_ids = self.family
        self.seating.with_user(self.admin_user).name = "Seats"
        with self.assertRaisesRegex(ValidationError, "a family or a brand"), self.env.cr.savepoint():
            self.seating.categ_ids = False
        self.assertEqual(self.seating.categ_ids, self.chairs)
        self.assertEqual(
            self.seating.action_view_assignments()["domain"], [("product_line_id", "=", self.seating.id)]
        )

    def test_brand_and_family(self):
        brand = self.env["product.brand"].create({"name": "Norte"})
        branded = self.env["agent.product.line"].create({"name": "Norte", "brand_ids": brand.ids})
        furniture = self.env["agent.product.line"].create({"name": "All", "categ_ids": self.family.ids})
        lines = branded | furniture | self.seating
        self.assertEqual(lines._closest(self.chair), self.seating)
        self.assertEqual(lines._closest(self.desk), furniture)
        self.chair.product_brand_id = brand
        self.assertEqual(lines._closest(self.chair), branded)
        self.assertFalse((lines - furniture)._closest(self.desk))

    def test_agent_of_one_line_sees_the_customer(self):
        customers = self.env["res.partner"].with_user(self.seller_b)
        self.assertFalse(customers.search([("id", "=", self.customer_a.id)]))
        self.seller_b.partner_id.is_agent = True
        self._assign(self.customer_a, self.seller_b.partner_id, product_line_id=self.other_line.id)
        self.assertTrue(customers.search([("id", "=", self.customer_a.id)]))
        self._invoice(self.customer_a, (self.chair, 400))
        self.assertFalse(self.env["agent.commission.entry"].with_user(self.seller_b).search([]))
        self.assertFalse(self.env["agent.sales.analysis"].with_user(self.seller_b).search([]))

    def test_handed_over_by_line(self):
        order = self._create_order(self.customer_a, (self.desk, 1), (self.chair, 1))
        self._assign(self.customer_b, self.agent_b)
        values = {"agent_id": self.agent_b.id, "successor_id": self.agent_a.id, "date": "2026-07-01"}
        handover = self.env["agent.handover"].create({**values, "product_line_ids": self.seating.ids})
        self.assertEqual(handover.customer_count, 1)
        handover.action_hand_over()
        rows = [
            (row.agent_id, row.product_line_id, str(row.date_from or ""))
            for row in self.customer_a.agent_assignment_ids.sorted("id")
        ]
        self.assertEqual(
            rows,
            [
                (self.agent_a, self.none, ""),
                (self.agent_b, self.seating, ""),
                (self.agent_a, self.seating, "2026-07-01"),
            ],
        )
        self.assertEqual(self._shares(order)[self.agent_a, self.seating], 100.0)
        self.assertFalse(self.customer_b.agent_assignment_ids.date_to)
        self.assertIn("100 %, Seating (2026-07-01", self.customer_a.message_ids[0].body)
