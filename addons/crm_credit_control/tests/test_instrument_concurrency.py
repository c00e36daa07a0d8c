"""A double click, in real transactions on connections of their own: the step is taken once."""

from functools import partial

from odoo import SUPERUSER_ID, api, fields
from odoo.addons.crm_base.tests.racing import RaceCase, at_once
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import SQL

SIMULTANEOUS = 3
STEPS = [
    ("action_receive", "in_hand", 1),
    ("action_deposit", "deposited", 2),
    ("action_bounce", "bounced", 3),
]


@tagged("post_install", "-at_install")
class TestInstrumentConcurrency(RaceCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            company = self._company_with_books(env)
            bank = env["account.journal"].search(
                [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
            )
            partner = env["res.partner"].create({"name": "Double click", "is_company": True})
            cheque = env["credit.instrument"].create(
                {
                    "name": "RACE",
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "currency_id": company.currency_id.id,
                    "amount": 1000,
                    "maturity_date": fields.Date.context_today(partner),
                    "bank_journal_id": bank.id,
                }
            )
            self.cheque_id, self.partner_id = cheque.id, partner.id
        self.addCleanup(self._clear)

    @staticmethod
    def _company_with_books(env):
        """A company that keeps books; the first one begins to when none does, and that may stay."""
        company = env["res.company"].search([("chart_template", "!=", False)], limit=1)
        if not company:
            company = env.company
            env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        return company

    def _clear(self):
        """Posted entries cannot be deleted by the ORM, and nothing of this may stay for the other tests."""
        with self.transaction() as env:
            cheque = env["credit.instrument"].browse(self.cheque_id)
            moves, payment = tuple(cheque.move_ids.ids) or (0,), cheque.payment_id.id or 0
            cheque.move_ids.line_ids.remove_move_reconcile()
            env.flush_all()
            for statement in (
                SQL("UPDATE credit_instrument SET payment_id = NULL WHERE id = %s", cheque.id),
                SQL("UPDATE account_payment SET move_id = NULL WHERE id = %s", payment),
                SQL("UPDATE account_move SET origin_payment_id = NULL WHERE id IN %s", moves),
                SQL("DELETE FROM account_move WHERE id IN %s", moves),
                SQL("DELETE FROM account_payment WHERE id = %s", payment),
                SQL("DELETE FROM credit_instrument WHERE id = %s", cheque.id),
            ):
                env.cr.execute(statement)
            env.invalidate_all()
            env["res.partner"].browse(self.partner_id).unlink()

    def _click(self, method, ready):
        try:
            with self.transaction() as env:
                # The picture of this transaction is taken here, before anybody of the others has clicked.
                env["credit.instrument"].browse(self.cheque_id).mapped("state")
                ready()
                retrying(partial(self._press, env, method), env)
        except UserError:
            return "refused"
        return "taken"

    def _press(self, env, method):
        getattr(env["credit.instrument"].browse(self.cheque_id), method)()

    def test_each_step_is_taken_once_however_often_it_is_clicked(self):
        for method, state, entries in STEPS:
            outcomes = at_once([partial(self._click, method)] * SIMULTANEOUS)
            self.assertEqual(sorted(map(str, outcomes)), ["refused", "refused", "taken"])
            with self.transaction() as env:
                cheque = env["credit.instrument"].browse(self.cheque_id)
                self.assertEqual((cheque.state, len(cheque.move_ids)), (state, entries))

    def test_killed_before_the_end_nothing_was_done(self):
        cr = self.registry.cursor()
        env = api.Environment(cr, SUPERUSER_ID, {})
        cheque = env["credit.instrument"].browse(self.cheque_id)
        cheque.action_receive()
        cheque.action_deposit()
        env.flush_all()
        # As when the process dies: the connection goes without a word.
        cr._cnx.close()
        with self.transaction() as later:
            cheque = later["credit.instrument"].browse(self.cheque_id)
            self.assertEqual((cheque.state, len(cheque.move_ids)), ("draft", 0))
            cheque.action_receive()
            self.assertEqual((cheque.state, len(cheque.move_ids)), ("in_hand", 1))
