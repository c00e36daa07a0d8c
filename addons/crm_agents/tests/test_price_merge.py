from odoo.tests import tagged

from .price_common import PriceCommon


@tagged("post_install", "-at_install")
class TestPriceMerge(PriceCommon):
    """Merging customers keeps one set of prices, and no loop."""

    def _merge(self, kept, *others):
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge([kept.id, *(other.id for other in others)], kept, extra_checks=False)
        self.env.invalidate_all()

    def test_the_kept_customers_conditions_stay(self):
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        self._condition(self.customer_b, categ_id=self.family.id, discount=20)
        order = self._create_order(self.customer_b, (self.desk, 1))
        own_b = order.pricelist_id
        self._merge(self.customer_a, self.customer_b)
        self.assertEqual(self._price(self.customer_a, self.desk), 82.80)
        self.assertEqual(len(self.customer_a.price_condition_ids), 1)
        self.assertEqual((order.pricelist_id, own_b.active, own_b.customer_id.id), (own_b, False, False))

    def test_conditions_come_along_where_the_kept_customer_has_none(self):
        self._condition(self.customer_b, categ_id=self.family.id, discount=20)
        self._merge(self.customer_a, self.customer_b)
        self.assertEqual(self._price(self.customer_a, self.desk), 73.60)
        self.assertEqual(self.customer_a.price_condition_ids.customer_id, self.customer_a)

    def test_nobody_follows_himself(self):
        other = self._create_customer("Gama Lda")
        (self.customer_b + other).price_head_id = self.customer_a
        self._condition(self.customer_a, categ_id=self.family.id, discount=10)
        self._merge(self.customer_a, self.customer_b)
        self.assertFalse(self.customer_a.price_head_id)
        self.assertEqual(self.customer_a.price_follower_ids, other)
        self.assertEqual(self._price(other, self.desk), 82.80)

    def test_one_level_stays_one_level(self):
        head, follower = self._create_customer("Head SA"), self._create_customer("Gama Lda")
        self._condition(head, categ_id=self.family.id, discount=50)
        self.customer_a.price_head_id = head
        follower.price_head_id = self.customer_b
        self._merge(self.customer_a, self.customer_b)
        self.assertEqual((self.customer_a + follower).price_head_id, head)
        self.assertFalse(head.price_head_id)
