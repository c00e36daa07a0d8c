from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestSoldCost(AgentsCommon):
    """The cost of a sale, in company currency: frozen with the posting, whatever the product costs later."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.usd = cls.env.ref("base.USD")
        if cls.env.company.currency_id == cls.usd:
            cls.usd = cls.env.ref("base.EUR")
        cls.usd.active = True
        cls._set_rate("2026-01-01", 0.25)
        cls._set_rate("2026-03-01", 0.5)

    @classmethod
    def _set_rate(cls, day, rate):
        """How much foreign currency one unit of company currency is worth from a day on."""
        cls.env["res.currency.rate"].create({"name": day, "rate": rate, "currency_id": cls.usd.id})

    def _order(self, *lines, day="2026-01-10", **values):
        """A confirmed order with lines of values."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "order_line": [Command.create(line) for line in lines],
                **values,
            }
        )
        order.action_confirm()
        order.date_order = day
        return order

    def _bill(self, order, day="2026-03-10"):
        """The posted invoice of all of an order."""
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        return invoice

    def _costs(self, move):
        return move.invoice_line_ids.sorted("sequence").mapped("sold_cost")

    def test_without_order_the_cost_of_the_day_of_posting(self):
        self.desk.standard_price = 60
        invoice = self._invoice(
            self.customer_a, {"product_id": self.desk.id, "quantity": 3, "price_unit": 100}
        )
        self.desk.standard_price = 75
        self.assertEqual(self._costs(invoice), [180])

    def test_draft_has_none_and_posting_again_freezes_anew(self):
        self.desk.standard_price = 60
        invoice = self._invoice(self.customer_a, (self.desk, 100), post=False)
        self.assertEqual(self._costs(invoice), [0])
        invoice.action_post()
        self.desk.standard_price = 70
        self.assertEqual(self._costs(invoice), [60])
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(self._costs(invoice), [70])

    def test_cost_of_the_order_line_in_its_unit(self):
        """An order of 5 dozen at a cost of 25 a piece, invoiced after the cost rose: 60 pieces at 25."""
        self.desk.standard_price = 25
        order = self._order(
            {
                "product_id": self.desk.id,
                "product_uom_qty": 5,
                "product_uom_id": self.dozen.id,
                "price_unit": 480,
            }
        )
        self.desk.standard_price = 40
        invoice = self._bill(order)
        self.assertEqual(self._costs(invoice), [1500])
        self.assertEqual(invoice.amount_untaxed - 1500, 900)

    def test_order_in_dozens_invoiced_in_pieces(self):
        self.desk.standard_price = 25
        order = self._order(
            {
                "product_id": self.desk.id,
                "product_uom_qty": 1,
                "product_uom_id": self.dozen.id,
                "price_unit": 480,
            }
        )
        invoice = order._create_invoices()
        invoice.invoice_line_ids.write(
            {"product_uom_id": self.desk.uom_id.id, "quantity": 12, "price_unit": 40}
        )
        invoice.action_post()
        self.assertEqual(self._costs(invoice), [300])

    def test_cost_of_a_foreign_order_at_the_rate_of_the_order(self):
        """The rate doubles between order and invoice: the goods cost what they cost."""
        pricelist = self.env["product.pricelist"].create({"name": "Foreign", "currency_id": self.usd.id})
        self.desk.standard_price = 40
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer_a.id,
                "date_order": "2026-01-10",
                "pricelist_id": pricelist.id,
                "order_line": [
                    Command.create({"product_id": self.desk.id, "product_uom_qty": 2, "price_unit": 30})
                ],
            }
        )
        self.assertEqual(order.order_line.purchase_price, 10)
        order.action_confirm()
        order.date_order = "2026-01-10"
        invoice = self._bill(order)
        self.assertEqual(invoice.invoice_line_ids.balance, -120)
        self.assertEqual(self._costs(invoice), [80])

    def test_cost_typed_on_the_order_line_counts(self):
        order = self._order(
            {"product_id": self.desk.id, "product_uom_qty": 2, "price_unit": 100, "purchase_price": 33.333}
        )
        self.assertEqual(self._costs(self._bill(order)), [66.67])

    def test_credit_note_takes_the_cost_of_what_it_credits(self):
        self.desk.standard_price = 60
        invoice = self._invoice(
            self.customer_a, {"product_id": self.desk.id, "quantity": 3, "price_unit": 100}
        )
        self.desk.standard_price = 90
        note = invoice._reverse_moves([{"invoice_date": "2026-02-01", "date": "2026-02-01"}])
        note.invoice_line_ids.quantity = 1
        note.action_post()
        self.assertEqual(self._costs(note), [-60])
        again = note._reverse_moves([{"invoice_date": "2026-02-02", "date": "2026-02-02"}])
        again.action_post()
        self.assertEqual(self._costs(again), [60])

    def test_credit_note_tells_two_lines_of_one_product_apart(self):
        order = self._order(
            {"product_id": self.desk.id, "product_uom_qty": 1, "price_unit": 100, "purchase_price": 50},
            {"product_id": self.desk.id, "product_uom_qty": 1, "price_unit": 200, "purchase_price": 70},
        )
        invoice = self._bill(order)
        self.assertEqual(self._costs(invoice), [50, 70])
        note = invoice._reverse_moves([{"invoice_date": "2026-03-11", "date": "2026-03-11"}])
        note.invoice_line_ids.sorted("sequence")[0].unlink()
        note.action_post()
        self.assertEqual(self._costs(note), [-70])

    def test_credit_note_of_its_own_costs_what_the_product_costs(self):
        self.desk.standard_price = 60
        note = self._invoice(self.customer_a, (self.desk, 100), move_type="out_refund")
        self.assertEqual(self._costs(note), [-60])

    def test_purchases_and_entries_have_no_cost(self):
        bill = self._invoice(self.customer_a, (self.desk, 100), move_type="in_invoice")
        self.assertEqual(self._costs(bill), [0])
        invoice = self._invoice(self.customer_a, (self.desk, 100))
        others = invoice.line_ids - invoice.invoice_line_ids
        self.assertEqual(set(others.mapped("sold_cost")), {0})

    def test_an_upgrade_fills_what_is_missing_and_nothing_else(self):
        self.desk.standard_price = 60
        old, frozen = (
            self._invoice(self.customer_a, (self.desk, 100)),
            self._invoice(self.customer_a, (self.desk, 50)),
        )
        draft = self._invoice(self.customer_a, (self.desk, 100), post=False)
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE account_move_line SET sold_cost = NULL WHERE id = ANY(%s)", old.invoice_line_ids.ids)
        )
        self.env.invalidate_all()
        self.desk.standard_price = 80
        self.env["account.move.line"].init()
        self.assertEqual(self._costs(old | frozen | draft), [80, 60, 0])

    def test_only_those_who_may_see_cost_read_it(self):
        invoice = self._invoice(self.customer_a, (self.desk, 100))
        line = invoice.invoice_line_ids
        self.assertNotIn("sold_cost", line.with_user(self.seller_a).fields_get())
        with self.assertRaises(AccessError):
            line.with_user(self.seller_a).read(["sold_cost"])
        with self.assertRaises(AccessError):
            line.with_user(self.seller_a).search([("sold_cost", ">", 0)])
        self.assertEqual(line.with_user(self.manager).sold_cost, 60)
