from odoo import api, fields, models
from odoo.tools import SQL


class AgentSettlementItem(models.Model):
    """Where a ledger entry stands: open, or in a settlement. One row for each entry, under the entry's own id.

    Kept apart so that the ledger's rows are never touched: they are wide and have ten indexes, all of which an update
    of theirs would write again. What settling looks at is copied here; it never changes either. Amounts in company
    currency.
    """

    _name = "agent.settlement.item"
    _description = "Standing of a Commission Entry"
    _log_access = False
    _order = "id"

    agent_id = fields.Many2one("res.partner", required=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True)
    amount = fields.Monetary()
    settlement_id = fields.Many2one("agent.settlement", index="btree_not_null", ondelete="restrict")

    _open_by_agent = models.Index("(agent_id, company_id, date) WHERE settlement_id IS NULL")

    @api.model
    def _take_in(self, entries=None):
        """Open ledger entries for settlement: these, or all that were never opened.

        :param entries: agent.commission.entry records that were just made
        """
        self.env["agent.commission.entry"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO agent_settlement_item (id, agent_id, company_id, date, amount)
                SELECT id, agent_id, company_id, date, amount
                  FROM agent_commission_entry entry
                 WHERE %s
                """,
                SQL("NOT EXISTS (SELECT FROM agent_settlement_item WHERE id = entry.id)")
                if entries is None
                else SQL("id = ANY(%s)", entries.ids),
            )
        )

    @api.model
    def _collect(self, settlements, entries=None):
        """Put the open entries of the settlements' agents into them, and add them up, in one statement.

        Whoever runs at the same moment waits for the rows, and is repeated on a picture in which none is open.

        :param entries: agent.commission.entry records, only these
        """
        settlements.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                WITH collected AS (
                    UPDATE agent_settlement_item item
                       SET settlement_id = settlement.id
                      FROM agent_settlement settlement
                     WHERE settlement.id = ANY(%(ids)s)
                       AND item.settlement_id IS NULL
                       AND item.agent_id = settlement.agent_id
                       AND item.company_id = settlement.company_id
                       AND item.date <= settlement.date_to
                       AND %(chosen)s
                 RETURNING item.settlement_id, item.amount
                ), summed AS (
                    SELECT settlement_id, SUM(amount) AS amount, COUNT(*) AS entry_count
                      FROM collected
                  GROUP BY settlement_id
                )
                UPDATE agent_settlement settlement
                   SET amount = COALESCE(settlement.amount, 0) + summed.amount,
                       entry_count = COALESCE(settlement.entry_count, 0) + summed.entry_count
                  FROM summed
                 WHERE settlement.id = summed.settlement_id
                """,
                ids=settlements.ids,
                chosen=SQL("TRUE") if entries is None else SQL("item.id = ANY(%s)", entries.ids),
            )
        )
        settlements.invalidate_recordset(["amount", "entry_count"], flush=False)
        self._forget()

    @api.model
    def _release(self, settlements):
        """Open the entries of settlements again."""
        self.env.cr.execute(
            SQL(
                "UPDATE agent_settlement_item SET settlement_id = NULL WHERE settlement_id = ANY(%s)",
                settlements.ids,
            )
        )
        self._forget()

    @api.model
    def _forget(self):
        """Let all that was read of settlements' entries be read again."""
        self.invalidate_model(["settlement_id"], flush=False)
        self.env["agent.commission.entry"].invalidate_model(["settlement_id", "is_late"], flush=False)
        self.env["agent.settlement"].invalidate_model(["entry_ids"], flush=False)
