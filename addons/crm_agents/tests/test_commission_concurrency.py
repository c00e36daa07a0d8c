"""Two at the same moment, and one that dies half way: nothing is earned twice, and nothing is lost."""

from functools import partial

from odoo import SUPERUSER_ID, Command, api
from odoo.addons.crm_base.tests.racing import RaceCase, at_once
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import SQL

SIMULTANEOUS = 3


@tagged("post_install", "-at_install")
class TestCommissionConcurrency(RaceCase):
    """Invoices of 6,000 each under retroactive tiers of 2 and, above 10,000, 3 %, posted and paid for real."""

    def setUp(self):
        super().setUp()
        with self.transaction() as root:
            env = root(context={"allowed_company_ids": self._company_with_books(root).ids})
            plan = env["agent.commission.plan"].create(
                {
                    "name": "Race",
                    "tier_mode": "retroactive",
                    "rule_ids": [Command.create({"rate": 0, "by_tier": True})],
                    "tier_ids": [
                        Command.create({"volume_above": 0, "rate": 2}),
                        Command.create({"volume_above": 10_000, "rate": 3}),
                    ],
                }
            )
            agent = env["res.partner"].create(
                {"name": "Racing Agent", "is_agent": True, "commission_plan_id": plan.id}
            )
            customer = env["res.partner"].create(
                {
                    "name": "Racing Customer",
                    "customer_rank": 1,
                    "agent_assignment_ids": [Command.create({"agent_id": agent.id})],
                }
            )
            # A journal each, so that they meet at the commission and not at the number of the invoice.
            income = env["account.account"].search([("account_type", "=", "income")], limit=1)
            journals = env["account.journal"].create(
                [
                    {
                        "name": f"Race {number}",
                        "code": f"RAC{number}",
                        "type": "sale",
                        "default_account_id": income.id,
                    }
                    for number in range(SIMULTANEOUS)
                ]
            )
            moves = env["account.move"].create(
                [
                    {
                        "move_type": "out_invoice",
                        "partner_id": customer.id,
                        "journal_id": journal.id,
                        "invoice_date": "2026-01-10",
                        "invoice_line_ids": [
                            Command.create(
                                {"name": "Goods", "price_unit": 6000, "tax_ids": [Command.clear()]}
                            )
                        ],
                    }
                    for journal in journals
                ]
            )
            self.plan_id, self.agent_id, self.customer_id = plan.id, agent.id, customer.id
            self.move_ids, self.journal_ids = moves.ids, journals.ids
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
        """Take away what was committed; the ledger and posted books cannot be unlinked."""
        with self.transaction() as env:
            moves = env["account.move"].search([("partner_id", "=", self.customer_id)])
            moves.line_ids.remove_move_reconcile()
            env.flush_all()
            for statement in (
                SQL(
                    "DELETE FROM agent_settlement_item item USING agent_commission_entry entry"
                    " WHERE entry.id = item.id AND entry.plan_id = %s",
                    self.plan_id,
                ),
                SQL("DELETE FROM agent_commission_entry WHERE plan_id = %s", self.plan_id),
                SQL("DELETE FROM agent_commission_term WHERE plan_id = %s", self.plan_id),
                SQL("DELETE FROM agent_commission_volume WHERE plan_id = %s", self.plan_id),
                SQL("DELETE FROM account_move WHERE id = ANY(%s)", moves.ids),
            ):
                env.cr.execute(statement)
            env.invalidate_all()
            env["account.journal"].browse(self.journal_ids).unlink()
            env["agent.assignment"].search([("agent_id", "=", self.agent_id)]).unlink()
            env["res.partner"].browse([self.customer_id, self.agent_id]).unlink()
            env["agent.commission.plan"].browse(self.plan_id).unlink()

    def _ledger(self):
        with self.transaction() as env:
            entries = env["agent.commission.entry"].search([("plan_id", "=", self.plan_id)])
            return len(entries), round(sum(entries.mapped("amount")), 2)

    def _act(self, method, move_id, ready):
        with self.transaction() as env:
            env["agent.commission.volume"].search([("plan_id", "=", self.plan_id)]).mapped("volume")
            ready()
            retrying(partial(self._call, env, method, move_id), env)
        return "done"

    @staticmethod
    def _call(env, method, move_id):
        getattr(env["account.move"].browse(move_id), method)()
        env.flush_all()

    def _reverse(self, env, move_id, amount):
        note = (
            env["account.move"]
            .browse(move_id)
            ._reverse_moves([{"invoice_date": "2026-01-20", "date": "2026-01-20"}])
        )
        note.invoice_line_ids.price_unit = amount
        return note.id

    def test_posted_at_once_count_one_after_the_other(self):
        outcomes = at_once([partial(self._act, "action_post", move_id) for move_id in self.move_ids])
        self.assertEqual(outcomes, ["done"] * SIMULTANEOUS)
        # 18,000 at 3 %: three entries, and one that lifts what was there when 10,000 were passed
        self.assertEqual(self._ledger(), (4, 540.00))

    def test_credited_at_once_takes_back_to_the_cent(self):
        with self.transaction() as env:
            move = env["account.move"].browse(self.move_ids[0])
            move.invoice_line_ids.price_unit = 100.25
            move.action_post()
            notes = [self._reverse(env, move.id, amount) for amount in (33.42, 33.42, 33.41)]
            for note, journal in zip(notes, self.journal_ids, strict=True):
                env["account.move"].browse(note).journal_id = journal
        outcomes = at_once([partial(self._act, "action_post", note) for note in notes])
        self.assertEqual(outcomes, ["done"] * SIMULTANEOUS)
        self.assertEqual(self._ledger(), (4, 0.00))

    def test_credited_while_it_is_posted_again(self):
        with self.transaction() as env:
            move = env["account.move"].browse(self.move_ids[0])
            move.action_post()
            note = self._reverse(env, move.id, 6000)
            env["account.move"].browse(note).journal_id = self.journal_ids[1]
            move.button_draft()
        outcomes = at_once([partial(self._act, "action_post", key) for key in (self.move_ids[0], note)])
        self.assertEqual(outcomes, ["done"] * 2)
        # Neither misses the other: 120.00 earned, withdrawn, earned again, and taken back.
        self.assertEqual(self._ledger(), (4, 0.00))

    def test_one_invoice_posted_twice_earns_once(self):
        def post(ready):
            try:
                return self._act("action_post", self.move_ids[0], ready)
            except Exception as error:
                return type(error).__name__

        outcomes = at_once([post] * 2)
        self.assertIn("done", outcomes)
        self.assertEqual(self._ledger(), (1, 120.00))

    def test_killed_half_way_is_as_if_never_begun(self):
        cr = self.registry.cursor()
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["account.move"].browse(self.move_ids).action_post()
        env.flush_all()
        self.assertEqual(len(env["agent.commission.entry"].search([("plan_id", "=", self.plan_id)])), 4)
        # As when the process dies: the connection goes without a word.
        cr._cnx.close()
        self.assertEqual(self._ledger(), (0, 0.00))
        with self.transaction() as later:
            later["account.move"].browse(self.move_ids).action_post()
        self.assertEqual(self._ledger(), (4, 540.00))
