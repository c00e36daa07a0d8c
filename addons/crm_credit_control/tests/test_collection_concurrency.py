"""Two jobs at the same moment, in real transactions on connections of their own."""

import threading
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

SIMULTANEOUS = 2
MUTED = ("odoo.sql_db", "odoo.service.model")


@tagged("post_install", "-at_install")
class TestCollectionConcurrency(BaseCase):
    """Commits for real and clears up after itself: a test inside one transaction cannot show this."""

    def setUp(self):
        super().setUp()
        # The runner holds the registry's lock while it tests; other threads need it, as in a running server.
        patcher = patch.object(Registry, "_lock", DummyRLock())
        patcher.start()
        self.addCleanup(patcher.stop)
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            partner = env["res.partner"].create(
                {"name": "Collection race", "is_company": True, "email": "race@example.com"}
            )
            rule = env["credit.suspension.rule"].create({"name": "Race", "cause": "bounced"})
            self.partner_id, self.company_id, self.rule_id = partner.id, env.company.id, rule.id
        self.addCleanup(self._clear)

    def _clear(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
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
        barrier, errors = threading.Barrier(SIMULTANEOUS), []

        def run():
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    steps = work(env)
                    barrier.wait(timeout=30)
                    env["credit.collection.case"]._work_off(steps)
            except Exception as error:
                errors.append(error)

        threads = [threading.Thread(target=run) for _number in range(SIMULTANEOUS)]
        with mute_logger(*MUTED):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        self.assertFalse(errors)

    def _open_steps(self, env):
        company = env["res.company"].browse(self.company_id)
        rule = env["credit.collection.rule"]._for_company(company)
        causes = {self.partner_id: ["over_ceiling"]}
        env["credit.collection.case"].search_count([("partner_id", "=", self.partner_id)])
        return [partial(env["credit.collection.case"]._open, rule, company, causes, [self.partner_id])]

    def test_two_jobs_open_one_case_and_send_one_letter(self):
        self._at_once(self._open_steps)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
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
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            case = env["credit.collection.case"].browse(case_id)
            self.assertEqual(len(case.letter_ids), 1)
            self.assertEqual(self._mails(env, case), case.letter_ids.mail_id)

    def test_two_jobs_suspend_once(self):
        def steps(env):
            rule = env["credit.suspension.rule"].browse(self.rule_id)
            company = env["res.company"].browse(self.company_id)
            env["credit.suspension"].search_count([])
            return [partial(rule._impose, company, [self.partner_id])]

        self._at_once(steps)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            suspensions = env["credit.suspension"].search([("partner_id", "=", self.partner_id)])
            self.assertEqual(len(suspensions), 1)
            self.assertTrue(suspensions.is_in_force)
