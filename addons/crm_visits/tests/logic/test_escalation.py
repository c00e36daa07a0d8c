"""Managers hear of what is late in its order, and only on working days after it."""

import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from logic_loader import load_logic

escalation = load_logic("crm_visits", "escalation")
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


class TestEscalation(unittest.TestCase):
    def test_weekends_do_not_count(self):
        for day, number, after in (
            (date(2026, 3, 2), 1, date(2026, 3, 3)),
            (date(2026, 3, 6), 1, date(2026, 3, 9)),
            (date(2026, 3, 7), 5, date(2026, 3, 13)),
            (date(2026, 3, 2), 0, date(2026, 3, 2)),
        ):
            self.assertEqual(escalation.weekdays_after(day, number), after)

    @given(days, st.integers(1, 60))
    def test_as_many_weekdays_as_asked(self, day, number):
        after = escalation.weekdays_after(day, number)
        between = (day + timedelta(days=count) for count in range(1, (after - day).days + 1))
        self.assertEqual(sum(one.weekday() < escalation.SATURDAY for one in between), number)
        self.assertLess(after.weekday(), escalation.SATURDAY)

    @given(days, st.integers(0, 30), st.integers(-10, 60))
    def test_levels_only_rise(self, deadline, second, late):
        today = deadline + timedelta(days=late)
        levels = [
            escalation.level_due(deadline, deadline + timedelta(days=second), today + timedelta(days=more))
            for more in (0, 1)
        ]
        self.assertLessEqual(levels[0], levels[1])
        self.assertEqual(levels[0] > 0, late > 0)
