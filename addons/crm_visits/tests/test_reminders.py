from ast import literal_eval

from lxml import etree
from odoo.tests import freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestReminders(VisitsCommon):
    """The lists that a seller opens in the morning."""

    def _listed(self, name, user=None):
        """The occurrences that the search filters of this name leave over."""
        view = self.env.ref("crm_visits.crm_occurrence_view_search")
        node = etree.fromstring(view.arch).find(f".//filter[@name='{name}']")
        occurrences = self.env["crm.occurrence"].with_user(user or self.seller_a)
        return occurrences.with_context(tz="Europe/Lisbon").search(
            literal_eval(node.get("domain")), order="date"
        )

    def test_days_begin_and_end_at_local_midnight(self):
        dates = {
            "yesterday": "2026-07-14 22:30:00",  # 23:30 in Lisbon
            "midnight": "2026-07-14 23:00:00",
            "evening": "2026-07-15 22:59:00",
            "tomorrow": "2026-07-15 23:00:00",
            "week": "2026-07-19 22:59:00",
            "later": "2026-07-19 23:00:00",
        }
        visits = {name: self._create_occurrence(date=date, name=name) for name, date in dates.items()}
        expected = {
            "today": ["midnight", "evening"],
            "tomorrow": ["tomorrow"],
            "overdue": ["yesterday"],
            "this_week": ["yesterday", "midnight", "evening", "tomorrow", "week"],
        }
        self.env["res.lang"]._lang_get("en_US").week_start = "1"
        with freeze_time("2026-07-15 09:00:00"):  # a Wednesday
            for name, names in expected.items():
                with self.subTest(filter=name):
                    self.assertEqual(self._listed(name).mapped("name"), names)
            own = visits["yesterday"].with_user(self.seller_a).with_context(tz="Europe/Lisbon")
            self.assertTrue(own.is_overdue)
            visits["yesterday"].action_miss()
            self.assertFalse(self._listed("overdue"))

    def test_planned_for_tomorrow_shows_in_his_list_only(self):
        with freeze_time("2026-07-15 09:00:00"):
            visit = self._create_occurrence(date="2026-07-16 09:00:00")
            self.assertEqual(self._listed("tomorrow"), visit)
            self.assertFalse(self._listed("tomorrow", self.seller_b))

    def test_every_action_opens(self):
        for name in ("today", "tomorrow", "overdue", "calendar", "board"):
            action = self.env.ref(f"crm_visits.action_occurrence_{name}")
            for mode in action.view_mode.split(","):
                self.env["crm.occurrence"].with_user(self.seller_a).get_view(view_type=mode)
