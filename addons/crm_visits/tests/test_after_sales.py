from odoo import Command, fields
from odoo.tests import Form, freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")  # a Monday
class TestAfterSales(VisitsCommon):
    """Deliveries plan the contacts after them, once; a full return cancels them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["crm.visit.rule"]
        cls.rules.search([]).active = False
        machines = cls.env["product.category"].create({"name": "Machines"})
        cls.drills = cls.env["product.category"].create({"name": "Drills", "parent_id": machines.id})
        cls.drill = cls._create_goods("Drill", categ_id=cls.drills.id)
        cls.glove = cls._create_goods("Glove")
        cls.stock = cls.env.ref("stock.warehouse0").lot_stock_id
        for product in (cls.drill, cls.glove):
            cls.env["stock.quant"]._update_available_quantity(product, cls.stock, 100)
        cls.rule = cls._create_rule(categ_id=machines.id)

    @classmethod
    def _create_rule(cls, **values):
        return cls.rules.create({"name": "Running well?", "days": 10, **values})

    def _order(self, *lines, customer=None):
        order = self._create_order(customer or self.customer_a, *(lines or ((self.drill, 4),)))
        order.action_confirm()
        return order

    def _deliver(self, picking, quantity=None):
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty if quantity is None else quantity
            move.picked = True
        picking._action_done()
        return picking

    def _return(self, picking, quantity):
        form = Form(
            self.env["stock.return.picking"].with_context(active_id=picking.id, active_model="stock.picking")
        )
        wizard = form.save()
        wizard.product_return_moves.quantity = quantity
        action = wizard.action_create_returns()
        return self._deliver(self.env["stock.picking"].browse(action["res_id"]), quantity)

    def _planned(self, state="planned"):
        domain = [("visit_rule_id", "in", self.rules.search([]).ids), ("state", "=", state)]
        return self.env["crm.occurrence"].search(domain, order="date")

    def test_once_after_a_delivery(self):
        mails = self.env["mail.mail"].sudo().search_count([])
        order = self._order((self.drill, 4), (self.glove, 2))
        self.assertFalse(self._planned())
        self._deliver(order.picking_ids)
        visit = self._planned()
        # Ten days later, at ten in Lisbon, with the customer's salesperson.
        self.assertEqual(str(visit.date), "2026-03-12 10:00:00")
        self.assertEqual((visit.user_id, visit.kind, visit.name), (self.seller_a, "visit", "Running well?"))
        self.assertEqual(visit.commercial_partner_id, self.customer_a)
        self.assertEqual(visit.picking_id, order.picking_ids)
        self.assertFalse(visit.message_partner_ids & (self.customer_a | self.contact_a))
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)

    def test_repeating_on_working_days(self):
        self.rule.write({"times": 3, "repeat_days": 30, "days": 13, "kind": "service"})
        self._deliver(self._order().picking_ids)
        days = [str(fields.Date.to_date(row.date)) for row in self._planned()]
        # 15 March is a Sunday, 14 April a Tuesday, 14 May a Thursday.
        self.assertEqual(days, ["2026-03-16", "2026-04-14", "2026-05-14"])
        self.assertEqual(self._planned().mapped("visit_rule_number"), [1, 2, 3])

    def test_what_a_rule_covers(self):
        self.rule.active = False
        self._create_rule(product_id=self.drill.id, name="Drill")
        self._create_rule(categ_id=self.drills.id, customer_class="a", name="Drills of A customers")
        self._create_rule(customer_class="b", name="B customers")
        self._create_rule(name="Everybody")
        self.customer_a.customer_class = "a"
        self._deliver(self._order((self.glove, 1)).picking_ids)
        self.assertEqual(self._planned().mapped("name"), ["Everybody"])
        self._planned().unlink()
        self._deliver(self._order().picking_ids)
        self.assertEqual(
            sorted(self._planned().mapped("name")), ["Drill", "Drills of A customers", "Everybody"]
        )

    def test_second_part_of_an_order_plans_nothing_anew(self):
        order = self._order((self.drill, 4))
        self._deliver(order.picking_ids, 1)
        self._deliver(order.picking_ids.filtered(lambda picking: picking.state != "done"))
        self.assertEqual(len(self._planned()), 1)
        self.assertEqual(len(order.picking_ids), 2)

    def test_part_returned_keeps_it_and_full_return_cancels_it(self):
        picking = self._deliver(self._order().picking_ids)
        self._return(picking, 3)
        self.assertEqual(len(self._planned()), 1)
        self._return(picking, 1)
        self.assertFalse(self._planned())
        self.assertEqual(len(self._planned("cancelled")), 1)

    def test_made_contacts_stay_when_goods_come_back(self):
        self.rule.write({"times": 2, "repeat_days": 30})
        picking = self._deliver(self._order().picking_ids)
        self._planned()[0].action_done()
        self._return(picking, 4)
        self.assertEqual(
            (len(self._planned()), len(self._planned("done")), len(self._planned("cancelled"))), (0, 1, 1)
        )

    def test_delivered_again_after_a_return(self):
        order = self._order()
        self._return(self._deliver(order.picking_ids), 4)
        order.order_line.product_uom_qty = 8
        again = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        self._deliver(again)
        self.assertEqual(self._planned().picking_id, again)

    def test_by_whom(self):
        self.rule.user_id = self.seller_b
        self._deliver(self._order().picking_ids)
        self.assertEqual(self._planned().user_id, self.seller_b)
        self._planned().unlink()
        self.rule.user_id = False
        nobodys = self._create_customer("Nobody's")
        order = self._order(customer=nobodys)
        order.user_id = False
        self._deliver(order.picking_ids)
        self.assertFalse(self._planned())

    def test_stock_people_need_no_right_on_visits(self):
        keeper = self._create_user("keeper", "stock.group_stock_user")
        self._deliver(self._order().picking_ids.with_user(keeper))
        self.assertEqual(len(self._planned()), 1)

    def test_purchases_and_moves_inside_plan_nothing(self):
        self._create_rule(name="Everybody")
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.env.ref("stock.picking_type_in").id,
                "partner_id": self.customer_a.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.drill.id,
                            "product_uom_qty": 1,
                            "location_id": self.env.ref("stock.stock_location_suppliers").id,
                            "location_dest_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        self._deliver(receipt)
        self.assertFalse(self._planned())
