"""Random orders, in both ways of rounding taxes: fresh they count what they total, in parts what is left of it."""

from fractions import Fraction
from math import floor

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from odoo import Command
from odoo.tests import tagged

from .common import FIGURES, CreditCommon

METHODS = st.sampled_from(["round_globally", "round_per_line"])
TAXES = st.sets(st.sampled_from(["reduced", "standard", "included", "fixed"]), max_size=2)
LINE = st.fixed_dictionaries(
    {
        "quantity": st.integers(1, 4000).map(lambda hundredths: hundredths / 100),
        "price": st.integers(0, 100_000).map(lambda cents: cents / 100),
        "discount": st.sampled_from([0, 5, 12.5, 33.33]),
        "taxes": TAXES,
        # How much of the line is delivered, and is invoiced.
        "delivered": st.sampled_from([0, 25, 30, 50, 100]),
        "invoiced": st.sampled_from([0, 25, 30, 50, 100]),
    }
)
# Half of 1.69 is left, and 1.69 / 4.82 is no float.
HALF_A_CENT = [
    {"quantity": 4.82, "price": 0.28, "discount": 0, "taxes": {"fixed"}, "delivered": 0, "invoiced": 50}
]


def to_cents(amount):
    """A fraction of money in whole cents, halves away from zero."""
    cents = floor(abs(amount) * 100 + Fraction(1, 2))
    return cents if amount >= 0 else -cents


def exact(number):
    """The decimal number that a float was made from."""
    return Fraction(str(round(number, 6)))


@tagged("post_install", "-at_install")
class TestExposureCentProperties(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ceiling.unlink()
        kinds = {
            "reduced": {"amount": 6},
            "standard": {"amount": 23},
            "included": {"amount": 13, "price_include_override": "tax_included"},
            "fixed": {"amount": 0.07, "amount_type": "fixed"},
        }
        cls.taxes = {
            kind: cls.env["account.tax"].create({"name": kind, "company_id": cls.company.id, **values})
            for kind, values in kinds.items()
        }
        cls.dollars = cls._dollars()
        cls._rate(cls.dollars.currency_id, "2020-01-02", 1.37)

    def _order(self, lines, **values):
        """A quotation over these lines for a customer of its own."""
        taxes = self.env["account.tax"]
        commands = [
            Command.create(
                {
                    "product_id": self.service.id,
                    "product_uom_qty": line["quantity"],
                    "price_unit": line["price"],
                    "discount": line["discount"],
                    "tax_ids": [Command.set(taxes.concat(*map(self.taxes.get, line["taxes"])).ids)],
                }
            )
            for line in lines
        ]
        return self.env["sale.order"].create(
            {"partner_id": self._create_customer("Random").id, "order_line": commands, **values}
        )

    def _rounding(self, method, check, *arguments):
        """Check in a company that rounds taxes so, and leave nothing behind."""
        with self.cr.savepoint() as savepoint:
            self.company.tax_calculation_rounding_method = method
            check(*arguments)
            savepoint.rollback()
        self.env.invalidate_all()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        method=METHODS,
        lines=st.lists(LINE, min_size=1, max_size=5),
        is_return=st.booleans(),
        is_foreign=st.booleans(),
    )
    def test_fresh_order_counts_what_it_totals(self, method, lines, is_return, is_foreign):
        if is_return:
            lines[0]["quantity"] = -lines[0]["quantity"]
        self._rounding(method, self._check_fresh, lines, is_foreign)

    def _check_fresh(self, lines, is_foreign):
        order = self._order(lines, **({"pricelist_id": self.dollars.id} if is_foreign else {}))
        self.assertEqual(order.exposure_remaining, order.amount_total)
        self.env.flush_all()
        found = order._find_exposure().get(order.id, {"remaining": 0})
        self.assertEqual(float(found["remaining"]), order.amount_total)
        worth = order._in_company_currency(order.amount_total)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertExposure(worth, worth, order.partner_id, open=worth, delivered=0)
        reckoned = self.env["credit.exposure.day"].search([("order_id", "=", order.id)])
        self.assertEqual(sum(reckoned.mapped("open_orders_amount")), worth)

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @example(method="round_per_line", lines=HALF_A_CENT)
    @given(method=METHODS, lines=st.lists(LINE, min_size=1, max_size=4))
    def test_parts_are_what_is_left_of_each_line(self, method, lines):
        self._rounding(method, self._check_parts, lines)

    def _check_parts(self, lines):
        order = self._order(lines)
        order.action_confirm()
        self._go_on(order, lines)
        figures = self._figures(order.partner_id)
        reckoned = self.env["credit.exposure.day"].search([("order_id", "=", order.id)])
        for name in FIGURES[:2]:
            self.assertEqual(sum(reckoned.mapped(name)), figures[name], name)
        left, delivered = self._parts_left(order)
        self.assertEqual(
            (
                to_cents(exact(figures["open_orders_amount"] + figures["delivered_uninvoiced_amount"])),
                to_cents(exact(figures["delivered_uninvoiced_amount"])),
            ),
            (left, delivered),
        )
        invoiced = sum(order.invoice_ids.mapped("amount_total"))
        self.assertAlmostEqual(figures["receivable_amount"], invoiced, 2)
        # Once all is delivered, all that is not invoiced is due, and nothing is open.
        for line in order.order_line:
            line.qty_delivered = line.product_uom_qty
        figures = self._figures(order.partner_id)
        self.assertEqual(figures["open_orders_amount"], 0)
        self.assertEqual(to_cents(exact(figures["delivered_uninvoiced_amount"])), left)

    def _go_on(self, order, lines):
        """Deliver and invoice of each line its share."""
        for record, line in zip(order.order_line, lines, strict=True):
            record.qty_delivered = record.product_uom_qty * line["delivered"] / 100
        shares = {record: line["invoiced"] for record, line in zip(order.order_line, lines, strict=True)}
        if not any(shares.values()):
            return
        invoice = order._create_invoices()
        for invoiced in invoice.invoice_line_ids.filtered("sale_line_ids"):
            invoiced.quantity = invoiced.quantity * shares[invoiced.sale_line_ids] / 100
        invoice.action_post()

    def _parts_left(self, order):
        """What the order still comes to and what of that is delivered, in cents, from its own total and quantities."""
        totals = {line: to_cents(exact(line.price_total)) for line in order.order_line}
        # By their size, the largest first, cent by cent: as Odoo shares out a difference.
        between = to_cents(exact(order.amount_total)) - sum(totals.values())
        self.assertLessEqual(abs(between), len(totals) * 3)
        shares = self.env["account.tax"]._distribute_delta_amount_smoothly(
            2, between / 100, [{"factor": total} for total in totals.values()]
        )
        left, delivered = [], []
        for (line, total), share in zip(totals.items(), shares, strict=True):
            ordered, sent, invoiced = (
                exact(line[name]) for name in ("product_uom_qty", "qty_delivered", "posted_quantity")
            )
            price = Fraction(total + to_cents(exact(share)), 100) / ordered
            left.append((max(ordered, sent, invoiced) - invoiced) * price)
            delivered.append(max(sent - invoiced, 0) * price)
        if self.company.tax_calculation_rounding_method == "round_globally":
            return to_cents(sum(left)), to_cents(sum(delivered))
        return sum(map(to_cents, left)), sum(map(to_cents, delivered))
