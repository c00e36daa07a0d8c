from decimal import Decimal
from itertools import product
from unittest import TestCase

from logic_loader import load_logic

Spending = load_logic("crm_orders_portal", "spending").Spending


class TestSpending(TestCase):
    def test_to_the_cent(self):
        buyer = Spending("limited", order_limit=Decimal(100), month_limit=Decimal(150))
        for amount, spent, reasons in (
            ("100.00", "50.00", ()),
            ("100.01", "0", ("order",)),
            ("100.00", "50.01", ("month",)),
            ("150.01", "0", ("order", "month")),
            ("0", "200", ("month",)),
        ):
            self.assertEqual(buyer.reasons(Decimal(amount), Decimal(spent)), reasons)

    def test_nought_is_no_limit(self):
        huge = Decimal(10**12)
        self.assertEqual(Spending("limited").reasons(huge, huge), ())
        self.assertEqual(Spending("limited", month_limit=Decimal(1)).reasons(huge, Decimal(0)), ("month",))

    def test_splitting_never_helps(self):
        buyer = Spending("limited", month_limit=Decimal(100))
        for first, second in product(range(0, 151, 10), repeat=2):
            together = buyer.reasons(Decimal(first + second), Decimal(0))
            parts = buyer.reasons(Decimal(first), Decimal(0)) + buyer.reasons(Decimal(second), Decimal(first))
            self.assertEqual(bool(together), bool(parts))
