"""Two jobs at the same moment, in real transactions on connections of their own."""

from functools import partial
from unittest.mock import patch

from odoo.addons.crm_base.tests.racing import RaceCase, at_once
from odoo.tests import tagged

SIMULTANEOUS = 2


@tagged("post_install", "-at_install")
class TestCollectionConcurrency(RaceCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            partner = env["res.partner"].create(
                {"name": "Collection race", "is_company": True, "email": "race@example.com"}
            )
            rule = env["credit.suspension.rule"].create({"name": "Race", "cause": "bounced"})
            self.partner_id, self.company_id, self.rule_id = partner.id, env.company.id, rule.id
        self.addCleanup(self._clear)

    def _clear(self):
        with self.transaction() as env:
            env["credit.suspension"].search([("rule_id", "=", self.rule_id)]).unlink()
            env["credit.suspension.rule"].browse(self.rule_id).unlink()
            cases = env["credit.collection.case"].search([("partner_id", "=", self.partner_id)])
            self._mails(env, cases).unlink()
            cases.unlink()
            env["res.partner"].browse(self.partner_id).unlink()

    @staticmethod
    def _mails(env, cases):
        return env["mail.mail"].search([("model", "=", cases._name), ("res_id", "in", cases.ids)])

    def _at_once(self, work):
        """Do `work(env)`, which returns steps of a job, in several sessions whose pictures are all old."""

        def run(ready):
            with self.transaction() as env:
                steps = work(env)
                ready()
                env["credit.collection.case"]._work_off(steps)

        self.assertEqual(at_once([run] * SIMULTANEOUS), [None] * SIMULTANEOUS)

    def _open_steps(self, env):
        company = env["res.company"].browse(self.company_id)
        rule = env["credit.collection.rule"]._for_company(company)
        causes = {self.partner_id: ["over_ceiling"]}
        env["credit.collection.case"].search_count([("partner_id", "=", self.partner_id)])
        return [partial(env["credit.collection.case"]._open, rule, company, causes, [self.partner_id])]

    def test_two_jobs_open_one_case_and_send_one_letter(self):
        self._at_once(self._open_steps)
        with self.transaction() as env:
            cases = env["credit.collection.case"].search([("partner_id", "=", self.partner_id)])
            self.assertEqual(len(cases), 1)
            self.assertLessEqual(len(cases.activity_ids), 1)
            case_id, level_id = cases.id, env["credit.collection.level"].search([], limit=1).id

        def letters(env):
            case = env["credit.collection.case"].browse(case_id)
            case.mapped("letter_ids")
            return [partial(case._send_next_letter, interval=0)]

        def due(case, interval):  # noqa: ARG001 -- the signature of what it replaces
            return case.env["credit.collection.level"].browse(level_id)

        with patch.object(self.registry["credit.collection.case"], "_next_level", due):
            self._at_once(letters)
            self._at_once(letters)
        with self.transaction() as env:
            case = env["credit.collection.case"].browse(case_id)
            self.assertEqual(len(case.letter_ids), 1)
            self.assertEqual(self._mails(env, case), case.letter_ids.mail_id)

    def test_each_step_of_a_job_sees_what_others_wrote_meanwhile(self):
        with self.transaction() as env:
            case_id = (
                env["credit.collection.case"]
                .create({"partner_id": self.partner_id, "company_id": self.company_id})
                .id
            )

        def another_session():
            with self.transaction() as env:
                env["credit.collection.case"].browse(case_id).priority = "1"

        seen = []
        with self.transaction() as env:
            case = env["credit.collection.case"].browse(case_id)
            self.assertEqual(case.priority, "0")
            case._work_off([another_session, lambda: seen.append(case.priority)])
        self.assertEqual(seen, ["1"])

    def test_two_jobs_suspend_once(self):
        def steps(env):
            rule = env["credit.suspension.rule"].browse(self.rule_id)
            company = env["res.company"].browse(self.company_id)
            env["credit.suspension"].search_count([])
            return [partial(rule._impose, company, [self.partner_id])]

        self._at_once(steps)
        with self.transaction() as env:
            suspensions = env["credit.suspension"].search([("partner_id", "=", self.partner_id)])
            self.assertEqual(len(suspensions), 1)
            self.assertTrue(suspensions.is_in_force)
