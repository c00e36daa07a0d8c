from datetime import datetime

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .price_common import PriceCommon

TODAY = "2026-05-05 10:00:00"


@tagged("post_install", "-at_install")
class TestPriceRevision(PriceCommon):
    """Maintenance of a list: preview, dated start, undo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.supplier = cls.env["res.partner"].create({"name": "Maker", "supplier_rank": 1})
        cls.chair.seller_ids = [Command.create({"partner_id": cls.supplier.id, "price": 40})]
        cls.desk.product_tmpl_id.product_brand_id = cls.brand
        cls.list = cls.env["product.pricelist"].create(
            {"name": "Fixed", "currency_id": cls.house.currency_id.id}
        )
        cls.desk_price = cls._fixed(cls.desk, 100)
        cls.desk_ten = cls._fixed(cls.desk, 95, min_quantity=10)
        cls.chair_price = cls._fixed(cls.chair, 19.9)

    @classmethod
    def _fixed(cls, product, price, **values):
        return cls.env["product.pricelist.item"].create(
            {
                "pricelist_id": cls.list.id,
                "applied_on": "1_product",
                "product_tmpl_id": product.product_tmpl_id.id,
                "compute_price": "fixed",
                "fixed_price": price,
                **values,
            }
        )

    def _revision(self, **values):
        return self.env["agent.price.revision"].create({"pricelist_id": self.list.id, **values})

    def _prices(self, day="2026-05-05 12:00:00"):
        day = fields.Datetime.to_datetime(day)
        asked = ((self.desk, 1), (self.desk, 10), (self.chair, 1))
        return [self.list._get_product_price(product, quantity, date=day) for product, quantity in asked]

    def test_raise_by_percent_with_rounding_from_a_day_on_and_undo(self):
        before = self.list.item_ids.copy_data()
        revision = self._revision(change_percent=3.3, round_step=0.05, date_start="2026-06-01")
        revision.action_preview()
        self.assertEqual(
            [
                (line.old_price, line.new_price, line.change_percent)
                for line in revision.line_ids.sorted("id")
            ],
            [(100.0, 103.3, 3.3), (95.0, 98.15, 3.32), (19.9, 20.55, 3.27)],
        )
        self.assertEqual((revision.line_count, revision.raised_count, revision.lowered_count), (3, 3, 0))
        self.assertEqual(self._prices("2026-07-01"), [100, 95, 19.9])  # a preview changes nothing
        revision.action_apply()
        self.assertEqual(self._prices("2026-05-31 23:59:59"), [100, 95, 19.9])
        self.assertEqual(self._prices("2026-06-01 00:00:00"), [103.3, 98.15, 20.55])
        self.assertEqual(len(self.list.item_ids), 6)
        self.assertEqual(self.desk_price.date_end, datetime(2026, 5, 31, 23, 59, 59))
        revision.action_undo()
        self.assertEqual(self.list.item_ids.copy_data(), before)
        self.assertEqual(self._prices("2026-07-01"), [100, 95, 19.9])
        self.assertEqual((revision.state, revision.undone_by), ("undone", self.env.user))

    def test_new_rules_are_as_odoo_would_make_them(self):
        revision = self._revision(change_amount=-1)
        revision.action_apply()
        new = self.list.item_ids - self.desk_price - self.desk_ten - self.chair_price
        self.assertEqual(
            sorted(new.mapped("fixed_price")),
            [18.9, 94.0, 99.0],
        )
        twin = self._fixed(self.desk, 99)
        ours = new.filtered(lambda item: item.product_tmpl_id == self.desk.product_tmpl_id)[-1:]
        for name in ("company_id", "currency_id", "applied_on", "display_applied_on", "base", "customer_id"):
            self.assertEqual(ours[name], twin[name], name)
        self.assertEqual(self._prices(), [99, 94, 18.9])  # at once

    def test_groups(self):
        for values, products in (
            ({"categ_ids": self.family.ids}, self.desk + self.chair),
            ({"categ_ids": self.chairs.ids}, self.chair),
            ({"brand_ids": self.brand.ids}, self.desk),
            ({"supplier_ids": self.supplier.ids}, self.chair),
            ({"product_tmpl_ids": self.desk.product_tmpl_id.ids}, self.desk),
            ({"categ_ids": self.family.ids, "brand_ids": self.brand.ids}, self.desk),
        ):
            with self.subTest(values=values):
                commands = {name: [Command.set(ids)] for name, ids in values.items()}
                revision = self._revision(change_percent=10, **commands)
                revision.action_preview()
                self.assertEqual(revision.line_ids.product_tmpl_id, products.product_tmpl_id)

    def test_add_products_that_have_no_price_of_their_own(self):
        lamp = self._create_sold("Lamp", self.family, price=33.33, cost=10)
        gift = self._create_sold("Gift", self.family, price=0, cost=0)
        self.env["product.pricelist.item"].create(
            {"pricelist_id": self.list.id, "compute_price": "percentage", "percent_price": 10}
        )
        found = {}
        for source in ("pricelist", "list_price", "standard_price"):
            revision = self._revision(
                operation="add",
                source=source,
                change_percent=20,
                round_step=1,
                round_ending=-0.01,
                categ_ids=[Command.set(self.family.ids)],
            )
            revision.action_preview()
            self.assertEqual(revision.line_ids.product_tmpl_id, lamp.product_tmpl_id)
            found[source] = (revision.line_ids.old_price, revision.line_ids.new_price)
        self.assertEqual(
            found,
            {"pricelist": (29.997, 35.99), "list_price": (33.33, 39.99), "standard_price": (10.0, 11.99)},
        )
        revision.action_apply()
        self.assertEqual(self.list._get_product_price(lamp, 1), 11.99)
        self.assertEqual(self.list._get_product_price(gift, 1), 0)
        added = self.list.item_ids.filtered(lambda item: item.product_tmpl_id == lamp.product_tmpl_id)
        self.assertEqual((len(added), added.applied_on, added.compute_price), (1, "1_product", "fixed"))
        revision.action_undo()
        self.assertAlmostEqual(self.list._get_product_price(lamp, 1), 29.997)
        self.assertFalse(added.exists())

    def test_what_follows_other_prices_or_begins_later_is_left_alone(self):
        self._fixed(self.chair, 10, date_start="2026-08-01 00:00:00", date_end="2026-08-31 00:00:00")
        ended = self._fixed(self.chair, 11, date_end="2026-01-01 00:00:00")
        discount = {"compute_price": "percentage", "percent_price": 5, "pricelist_id": self.list.id}
        self.env["product.pricelist.item"].create(
            [
                {**discount, "categ_id": self.family.id},
                {**discount, "product_tmpl_id": self.chair.product_tmpl_id.id, "min_quantity": 999},
            ]
        )
        revision = self._revision(change_percent=10)
        revision.action_preview()
        self.assertEqual((revision.line_count, revision.left_alone_count), (3, 3))
        revision.action_apply()
        self.assertEqual(ended.date_end, datetime(2026, 1, 1))
        august = fields.Datetime.to_datetime("2026-08-15")
        self.assertEqual(self.list._get_product_price(self.chair, 1, date=august), 10)

    def test_dated_rule_keeps_its_end(self):
        promotion = self._fixed(self.desk, 90, date_end="2026-09-30 22:59:59", min_quantity=5)
        revision = self._revision(change_amount=1, date_start="2026-06-01")
        revision.action_apply()
        self.assertEqual(promotion.date_end, datetime(2026, 5, 31, 23, 59, 59))
        for day, price in (("2026-06-02", 91), ("2026-09-30", 91), ("2026-10-01", 101)):
            found = self.list._get_product_price(self.desk, 5, date=fields.Datetime.to_datetime(day))
            self.assertEqual(found, price)
        revision.action_undo()
        self.assertEqual(promotion.date_end, datetime(2026, 9, 30, 22, 59, 59))

    def test_day_begins_where_the_user_is(self):
        self.env.user.tz = "America/Sao_Paulo"
        revision = self._revision(change_percent=10, date_start="2026-06-01")
        revision.action_preview()
        self.assertEqual(revision.starts_on, datetime(2026, 6, 1, 3))

    def test_undo_refused_when_something_changed_since(self):
        template = self.desk.product_tmpl_id
        newest = lambda: self.list.item_ids.sorted("id")[-1:]  # noqa: E731
        for change in (
            lambda: newest().write({"fixed_price": 1}),
            lambda: newest().write({"date_end": "2027-01-01 00:00:00"}),
            lambda: newest().write({"product_tmpl_id": template.id, "min_quantity": 7}),
            lambda: newest().unlink(),
            self.desk_price.unlink,
            lambda: self.desk_price.write({"date_end": False}),
            lambda: self._revision(change_percent=1).action_apply(),
        ):
            with self.subTest(), self.cr.savepoint() as savepoint:
                revision = self._revision(change_percent=10, name="First")
                revision.action_apply()
                with freeze_time(datetime(2026, 5, 6)):
                    change()
                after = self.list.item_ids.copy_data()
                with self.assertRaisesRegex(UserError, "changed since.*(Desk|Chair)"):
                    revision.action_undo()
                self.assertEqual(self.list.item_ids.copy_data(), after)
                self.assertEqual(revision.state, "applied")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_two_revisions_are_undone_from_the_last(self):
        first = self._revision(change_percent=10)
        first.action_apply()
        with freeze_time("2026-05-06 10:00:00"):
            second = self._revision(change_percent=10)
            second.action_apply()
            self.assertEqual(self._prices("2026-05-07"), [121, 114.95, 24.08])
            with self.assertRaises(UserError):
                first.action_undo()
            second.action_undo()
            self.assertEqual(self._prices("2026-05-07"), [110, 104.5, 21.89])
            first.action_undo()
        self.assertEqual(self._prices("2026-05-07"), [100, 95, 19.9])
        self.assertEqual(len(self.list.item_ids), 3)

    def test_preview_out_of_date_is_refused(self):
        revision = self._revision(change_percent=10)
        revision.action_preview()
        self.desk_price.fixed_price = 50
        with self.assertRaisesRegex(UserError, "since the preview.*1 prices, among them: Desk"):
            revision.action_apply()
        self.assertEqual(self._prices(), [50, 95, 19.9])
        revision.change_percent = 20
        self.assertFalse(revision.line_ids)
        revision.action_apply()
        self.assertEqual(self._prices(), [60, 114, 23.88])
        with self.assertRaisesRegex(UserError, "dealt with already"):
            revision.action_apply()
        with self.assertRaisesRegex(UserError, "keeps its terms"):
            revision.change_percent = 1
        with self.assertRaisesRegex(UserError, "undone first"):
            revision.unlink()

    def test_nothing_is_given_away(self):
        """Neither an amount above the price nor nearly all of it in percent leaves a price of nothing."""
        for values in ({"change_amount": -20}, {"change_percent": -99.99}):
            text = "for nothing.* 1 prices, among them: Chair"
            with self.subTest(values=values), self.assertRaisesRegex(UserError, text), self.cr.savepoint():
                self._revision(**values).action_apply()
        self.assertEqual(self._prices(), [100, 95, 19.9])
        self.chair_price.fixed_price = 0  # free already, and stays so
        revision = self._revision(change_amount=-20)
        revision.action_preview()
        self.assertEqual(sorted(revision.line_ids.mapped("new_price")), [75, 80])

    def test_refused_input(self):
        for values, text in (
            ({"change_percent": -100}, "100 % or more"),
            ({"change_percent": 1, "round_step": -1}, "above zero"),
            ({"change_percent": 1, "round_step": 0.05, "round_ending": 0.05}, "less than the amount"),
            ({"change_percent": 1, "date_start": "2026-05-04"}, "05/04/2026, which has passed"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, text):
                self._revision(**values)
        for values, text in (
            ({}, "by how much"),
            ({"change_percent": 5, "brand_ids": self.brand.copy({"name": "Unused"}).ids}, "No price changes"),
            ({"operation": "add", "categ_ids": self.family.ids}, "No product to add"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, text):
                self._revision(**values).action_preview()
        self.assertEqual(self._prices(), [100, 95, 19.9])

    def test_manager_revises_his_customers_prices_only(self):
        self._condition(self.customer_a, product_tmpl_id=self.desk.product_tmpl_id.id, price=80)
        self._condition(self.customer_b, product_tmpl_id=self.desk.product_tmpl_id.id, price=70)
        revisions = self.env["agent.price.revision"].with_user(self.manager)
        own = revisions.create({"pricelist_id": self._list_of(self.customer_a).id, "change_percent": 10})
        own.action_apply()
        self.assertEqual(self._price(self.customer_a, self.desk), 88)
        for pricelist in (self.list, self._list_of(self.customer_b)):
            with self.assertRaises(AccessError), self.cr.savepoint():
                revisions.create({"pricelist_id": pricelist.id, "change_percent": 10})
        with self.assertRaises(AccessError), self.cr.savepoint():
            own.copy().pricelist_id = self._list_of(self.customer_b)
        foreign = self._revision(change_percent=10, pricelist_id=self._list_of(self.customer_b).id)
        foreign.action_preview()
        with self.assertRaises(AccessError):
            foreign.line_ids.with_user(self.manager).read(["old_price"])
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).action_apply()
        with self.assertRaises(AccessError):
            self._revision(change_percent=1).with_user(self.seller_a).action_preview()
        self.assertEqual(self._price(self.customer_b, self.desk), 70)

    def test_thousands_of_prices_with_few_statements(self):
        templates = self.env["product.template"].create([{"name": f"P{number}"} for number in range(300)])
        self.env["product.pricelist.item"].create(
            [
                {"pricelist_id": self.list.id, "product_tmpl_id": template.id, "fixed_price": number + 1}
                for number, template in enumerate(templates)
            ]
        )
        self.env.flush_all()
        revision = self._revision(change_percent=5)
        with self.assertQueryCount(__system__=60):
            revision.action_preview()
            revision.action_apply()
            revision.action_undo()
            self.env.flush_all()
        self.assertEqual(revision.line_count, 303)
