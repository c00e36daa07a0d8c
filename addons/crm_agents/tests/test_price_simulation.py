from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .price_common import PriceCommon

quantities = st.sampled_from([0.5, 1, 5, 9.99, 10, 12, 100])
discounts = st.integers(0, 9900).map(lambda number: number / 100)


@tagged("post_install", "-at_install")
class TestPriceSimulation(PriceCommon):
    """What a customer pays, and why."""

    def _ask(self, user=None, **values):
        simulations = self.env["agent.price.simulation"]
        if user:
            simulations = simulations.with_user(user)
        return simulations.create({"partner_id": self.customer_a.id, "product_id": self.desk.id, **values})

    def test_price_rule_chain_and_next_tier(self):
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        self._condition(self.customer_a, categ_id=self.family.id, discount=15, min_quantity=10)
        found = self._ask(quantity=3)
        self.assertAlmostEqual(found.price_untaxed, 82.80)
        self.assertAlmostEqual(found.price_taxed, 97.704)
        self.assertEqual((found.amount_untaxed, found.amount_total), (248.40, 293.11))
        self.assertEqual((found.list_price, round(found.discount, 2)), (100, 17.2))
        self.assertEqual((found.next_quantity, round(found.next_price, 6)), (10, 78.20))
        self.assertEqual(found.pricelist_id, self._list_of(self.customer_a))
        text = found.explanation.striptags()
        for words in ("Alfa Lda", "Category: Furniture", "Trade", "8 % discount on sales price", "92.00"):
            self.assertIn(words, text)
        self.assertEqual(self._ask(quantity=10).next_quantity, 0)

    def test_head_is_named(self):
        self.customer_a.price_head_id = self.customer_b
        self._condition(self.customer_b, categ_id=self.family.id, discount=50)
        found = self._ask(user=self.seller_a)
        self.assertAlmostEqual(found.price_untaxed, 46)
        self.assertIn("Beta Lda", found.explanation.striptags())

    def test_no_rule_holds(self):
        self.house.item_ids.unlink()
        found = self._ask()
        self.assertEqual((found.price_untaxed, found.discount), (100, 0))
        self.assertIn("No rule holds", found.explanation)

    def test_margin_and_cost_for_those_allowed(self):
        found = self._ask(user=self.manager, quantity=2)
        self.assertEqual((found.cost, found.margin), (60, 64))
        self.assertAlmostEqual(found.margin_percent, 64 / 184)
        with self.assertRaises(AccessError):
            self._ask(user=self.seller_a).read(["margin"])

    def test_how_a_price_follows_cost_is_no_sellers_business(self):
        self.house.item_ids.write(
            {"compute_price": "formula", "base": "standard_price", "price_discount": -33}
        )
        self.assertIn("33 % markup on product cost", self._ask(user=self.manager).explanation.striptags())
        text = self._ask(user=self.seller_a).explanation.striptags()
        self.assertNotIn("33", text)
        self.assertIn("Follows our own buying", text)
        self.assertIn("79.80", text)

    def test_strangers_are_refused(self):
        with self.assertRaises(AccessError):
            self._ask(user=self.seller_a, partner_id=self.customer_b.id).read(["price_untaxed"])
        with self.assertRaises(AccessError):
            self._ask(user=self.seller_a, partner_id=self.contact_b.id).read(["explanation"])

    def test_form_for_a_seller(self):
        action = self.customer_a.with_user(self.seller_a).action_price_simulation()
        simulations = self.env["agent.price.simulation"].with_user(self.seller_a)
        with Form(simulations.with_context(**action["context"])) as form:
            form.product_id = self.desk
            form.quantity = 5
            self.assertAlmostEqual(form.price_untaxed, 92)
            self.assertAlmostEqual(form.amount_untaxed, 460)

    @settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(
        quantities, discounts, discounts, st.booleans(), st.booleans(), st.integers(-400, 400), st.booleans()
    )
    def test_equal_to_the_line_of_a_quotation(
        self, quantity, family, general, shows_discount, included, days, dozens
    ):
        """Whatever the conditions, unit, day, tax and display of discounts."""
        with self.cr.savepoint() as savepoint:
            group = self.env.ref("sale.group_discount_per_so_line")
            self.env.ref("base.group_user").implied_ids = [
                Command.link(group.id) if shows_discount else Command.unlink(group.id)
            ]
            self.tax.price_include_override = "tax_included" if included else "tax_excluded"
            self.customer_a.price_general_discount = general
            self._condition(self.customer_a, categ_id=self.chairs.id, discount=family)
            self._condition(
                self.customer_a,
                product_tmpl_id=self.desk.product_tmpl_id.id,
                price=71.37,
                min_quantity=12,
                date_start="2026-01-01 00:00:00",
            )
            unit = self.env.ref("uom.product_uom_dozen" if dozens else "uom.product_uom_unit")
            day = date(2026, 6, 1) + timedelta(days)
            for product in (self.desk, self.chair):
                product.uom_ids = unit
                asked = self._ask(product_id=product.id, quantity=quantity, uom_id=unit.id, date=day)
                order = self._create_order(self.customer_a, date_order=asked._moment())
                order.order_line = [
                    Command.create(
                        {"product_id": product.id, "product_uom_id": unit.id, "product_uom_qty": quantity}
                    )
                ]
                line = order.order_line
                self.assertEqual(asked.amount_untaxed, line.price_subtotal)
                self.assertEqual(asked.amount_total, line.price_total)
                self.assertEqual(asked.pricelist_id, order.pricelist_id)
                self.assertEqual(asked._chain(asked._quotation_line(quantity))[:1], line.pricelist_item_id)
            savepoint.rollback()
        self.env.invalidate_all()
