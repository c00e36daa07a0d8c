from unittest.mock import patch

from odoo.addons.base.models.ir_cron import IrCron
from odoo.tests import freeze_time, tagged

from .complaint_common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintEscalation(ComplaintCommon):
    """What is late is told to managers, each level once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._create_user("boss", "crm_base.group_administrator")
        cls._create_team("Managers", cls.boss, cls.manager)
        cls.complaint = cls._create_complaint(
            date="2026-03-02"
        )  # to be solved by the 5th, second level after the 9th
        cls.env["crm.complaint"].search([("id", "!=", cls.complaint.id), ("is_closed", "=", False)]).write(
            {"escalation_level": 2}
        )

    def _run(self, day):
        # The progress of a job commits, which a test must not.
        with freeze_time(day), patch.object(IrCron, "_commit_progress", return_value=60.0):
            self.env["crm.complaint"]._cron_escalate()
        return self.complaint.activity_ids.mapped("user_id.login")

    def test_each_level_once(self):
        self.assertEqual(self._run("2026-03-05"), [])
        self.assertEqual(self._run("2026-03-06"), ["manager_a"])
        self.assertEqual(self._run("2026-03-06"), ["manager_a"])
        self.assertEqual(self._run("2026-03-09"), ["manager_a"])
        self.assertEqual(sorted(self._run("2026-03-10")), ["boss", "manager_a"])
        self.assertEqual(sorted(self._run("2026-04-10")), ["boss", "manager_a"])
        self.assertEqual(self.complaint.escalation_level, 2)

    def test_a_run_that_comes_late_tells_the_highest_level(self):
        self.assertEqual(self._run("2026-04-10"), ["boss"])
        self.assertEqual(self._run("2026-04-11"), ["boss"])

    def test_closed_ones_are_left_alone(self):
        self._solve(self.complaint)
        self.complaint.action_close()
        self._run("2026-03-20")
        self.assertEqual(self.complaint.escalation_level, 0)
        self.assertNotIn(self.manager, self.complaint.activity_ids.user_id)

    def test_without_a_leader_the_category_is_asked(self):
        self.team_a.user_id = False
        self.category.user_id = self.controller
        self.complaint.user_id = self.seller_a
        self.assertEqual(self._run("2026-03-06"), ["controller"])
