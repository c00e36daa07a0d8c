"""Two who ask for the statements of the same customers, and two processes that send them, at the same moment."""

from functools import partial
from unittest.mock import patch

from odoo import fields
from odoo.addons.base.models.ir_actions_report import IrActionsReport
from odoo.addons.crm_base.tests.racing import RaceCase, at_once
from odoo.service.model import retrying
from odoo.tests import tagged

SIMULTANEOUS = 2
CUSTOMERS = 5


@tagged("post_install", "-at_install")
class TestStatementConcurrency(RaceCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            self.company_id, self.today = env.company.id, fields.Date.context_today(env.company)
            names = [f"Statement race {number}" for number in range(CUSTOMERS)]
            partners = env["res.partner"].create(
                [{"name": name, "is_company": True, "email": "race@example.com"} for name in names]
            )
            self.partner_ids = partners.ids
        self.addCleanup(self._clear)
        # The PDF tool is slow and reads styles from a running server; what is printed is tested as HTML.
        patcher = patch.object(IrActionsReport, "_render_qweb_pdf", return_value=(b"%PDF-1.4", "pdf"))
        patcher.start()
        self.addCleanup(patcher.stop)

    def _clear(self):
        with self.transaction() as env:
            statements = self._statements(env)
            self._outgoing(env, statements).unlink()
            env["ir.attachment"].search(
                [("res_model", "=", statements._name), ("res_id", "in", statements.ids)]
            ).unlink()
            statements.unlink()
            env["res.partner"].browse(self.partner_ids).unlink()

    def _statements(self, env):
        return env["credit.statement.mail"].search([("partner_id", "in", self.partner_ids)])

    def _outgoing(self, env, statements):
        return env["mail.mail"].search([("model", "=", statements._name), ("res_id", "in", statements.ids)])

    def _queue(self, env):
        first = fields.Date.subtract(self.today, days=90)
        return env["credit.statement.mail"]._queue(
            env["res.partner"].browse(self.partner_ids),
            env["res.company"].browse(self.company_id),
            first,
            self.today,
        )

    def _ask(self, ready):
        with self.transaction() as env:
            # The picture of this transaction is taken here, before anybody of the others has asked.
            self.assertFalse(self._statements(env))
            ready()
            return retrying(partial(self._queue, env), env)

    def _send(self, ready):
        with self.transaction() as env:
            waiting = self._statements(env).filtered(lambda mail: mail.state == "waiting")
            ready()
            env["credit.statement.mail"]._cron_send()
            return len(waiting)

    def test_each_is_queued_once_and_sent_once(self):
        self.assertEqual(sorted(at_once([self._ask] * SIMULTANEOUS)), [0, CUSTOMERS])
        # All of them were there for each of the two to send.
        self.assertEqual(at_once([self._send] * SIMULTANEOUS), [CUSTOMERS] * SIMULTANEOUS)
        with self.transaction() as env:
            statements = self._statements(env)
            self.assertEqual(statements.mapped("state"), ["sent"] * CUSTOMERS)
            mails = self._outgoing(env, statements)
            self.assertEqual(sorted(mails.mapped("res_id")), sorted(statements.ids))
            self.assertEqual(sorted(mails.recipient_ids.ids), sorted(self.partner_ids))
