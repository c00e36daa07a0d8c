from datetime import date
from random import Random

from odoo.tests import tagged

from .common_targets import MONTH, TargetsCommon

TRIALS = 6


@tagged("post_install", "-at_install")
class TestTargetAny(TargetsCommon):
    """Whatever targets there are, a sale counts once, and toward the target that a plain search would find."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        randomness = Random(4)
        goods = (cls.desk, cls.chair, cls.stool, cls.lamp)
        cls._assign(cls.customer_b, cls.agent_a, 30)
        cls._assign(cls.customer_b, cls.colleague, 70)
        for number in range(12):
            customer = randomness.choice((cls.customer_a, cls.customer_b))
            lines = [(randomness.choice(goods), randomness.randint(1, 99999) / 100) for _line in range(3)]
            cls._invoice(customer, *lines, day=date(2025 + number % 2, 6, 1 + number))

    def _closest(self, targets, sale):
        """The target of a sale: looked for one by one, as the help says it."""
        families = list(map(int, sale["path"].rstrip("/").split("/")))
        fitting = [
            target
            for target in targets
            if target.agent_id.id == sale["agent_id"]
            and target.partner_id.id in (False, sale["partner_id"])
            and target.brand_id.id in (False, sale["product_brand_id"])
            and (not target.categ_id or target.categ_id.id in families)
        ]
        return max(
            fitting,
            key=lambda target: (
                bool(target.partner_id),
                bool(target.brand_id),
                families.index(target.categ_id.id) + 1 if target.categ_id else 0,
            ),
            default=self.env["agent.target"],
        )

    def _sales(self, year):
        source = self.env["agent.sales.source"]._rows_query()
        rows = self.env.execute_query_dict(source)
        paths = {family.id: family.parent_path for family in self.env["product.category"].search([])}
        wanted = [row for row in rows if row["date"].replace(day=1) == date(year, 6, 1)]
        return [{**row, "path": paths[row["categ_id"]]} for row in wanted]

    def _random_targets(self, randomness):
        model = self.env["agent.target"]
        model.search([]).unlink()
        figures = {}
        for _number in range(randomness.randint(0, 14)):
            key = model._key(
                month=MONTH,
                agent_id=randomness.choice((self.agent_a, self.colleague)).id,
                partner_id=randomness.choice((False, self.customer_a.id, self.customer_b.id)),
                categ_id=randomness.choice((False, False, self.family.id, self.chairs.id)),
                brand_id=randomness.choice((False, False, self.brand.id)),
            )
            figures[key] = {"amount": randomness.randint(0, 10**6) / 100}
        return model._put(figures)

    def test_each_sale_counts_once_toward_the_closest(self):
        for seed in range(TRIALS):
            targets = self._random_targets(Random(seed))
            for year, name in ((2026, "actual_amount"), (2025, "last_year_amount")):
                sales = self._sales(year)
                expected = {}
                for sale in sales:
                    target = self._closest(targets, sale)
                    expected[target] = expected.get(target, 0) + sale["amount"]
                rows = self._rows()
                for target in [*targets, self.env["agent.target"]]:
                    found = sum(rows.filtered(lambda row, t=target: row.target_id == t).mapped(name))
                    self.assertEqual(round(found, 2), round(float(expected.get(target, 0)), 2))
                self.assertAlmostEqual(
                    sum(rows.mapped(name)), float(sum(sale["amount"] for sale in sales)), 2
                )
            self.assertAlmostEqual(
                sum(self._rows().mapped("target_amount")), sum(targets.mapped("amount")), 2
            )
            self.assertEqual(len(self._rows()), len(set(self._rows().ids)))
