from odoo import models
from odoo.tools import SQL

MONEY_JOURNALS = ["bank", "cash", "credit"]


class AgentDashboard(models.AbstractModel):
    """The money that customers paid in a period, on the dashboard: each agent's part of it."""

    _inherit = "agent.dashboard"

    def _collected_query(self, agents, first, last):
        """`SQL` of the money matched with invoices in the period, as far as it is the agents', and of their ids."""
        received = self._received_query(agents, first, last)
        if agents is None:
            return SQL("SELECT SUM(amount), ARRAY_AGG(move_id) FROM (%s) AS received", received)
        return SQL(
            """
            WITH received AS (%(received)s)
            SELECT SUM(received.amount * his.part), ARRAY_AGG(received.move_id)
              FROM received
              JOIN (
                    SELECT move_id,
                           -- What was paid down before lessens the invoice, not what it sold.
                           COALESCE(
                               SUM(weight) FILTER (WHERE is_his AND is_goods)
                                   / NULLIF(SUM(weight) FILTER (WHERE is_goods), 0),
                               SUM(weight) FILTER (WHERE is_his) / NULLIF(SUM(weight), 0)
                           ) AS part
                      FROM (%(weights)s) AS item
                     GROUP BY move_id
                   ) AS his ON his.move_id = received.move_id AND his.part <> 0
            """,
            received=received,
            weights=self._collected_weights(agents),
        )

    def _collected_weights(self, agents):
        """`SQL` of the lines of the invoices `received`, by agent: by what they weigh, money is his or not."""
        return SQL(
            """
            SELECT line.move_id, line.is_downpayment IS NOT TRUE AS is_goods,
                   line.balance * COALESCE(agent.share, 100) AS weight,
                   COALESCE(agent.agent_id, seller.partner_id, company.partner_id) = ANY(%(agents)s) AS is_his
              FROM received
              JOIN account_move move ON move.id = received.move_id
              JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'product'
              JOIN res_company company ON company.id = move.company_id
         LEFT JOIN res_users seller ON seller.id = move.invoice_user_id
         LEFT JOIN account_move_agent agent ON agent.move_id = move.id AND %(same_product_line)s
            """,
            agents=agents,
            same_product_line=self.env["agent.product.line"]._same("agent", "line"),
            to_flush=[
                *(self.env["account.move.line"]._fields[name] for name in ("balance", "product_line_id")),
                *(
                    self.env["account.move.agent"]._fields[name]
                    for name in ("move_id", "agent_id", "share", "product_line_id")
                ),
            ],
        )

    def _received_query(self, agents, first, last):
        """`SQL` of (move_id, amount): the money matched with each invoice of the agents in the period.

        Money paid back on credit notes is taken off.
        """
        matched = (
            self._matched_query(SQL("debit"), SQL("credit"), ["out_invoice", "out_receipt"], first, last),
            self._matched_query(SQL("credit"), SQL("debit"), ["out_refund"], first, last),
        )
        return SQL(
            """
            SELECT move.id AS move_id, SUM(matched.amount) AS amount
              FROM (%(invoices)s UNION ALL SELECT move_id, -amount FROM (%(credits)s) AS refunded) AS matched
              JOIN account_move move ON move.id = matched.move_id
              JOIN res_company company ON company.id = move.company_id
         LEFT JOIN res_users seller ON seller.id = move.invoice_user_id
             WHERE move.company_id = %(company)s AND NOT (%(financing)s) AND %(of_agents)s
             GROUP BY move.id
            """,
            invoices=matched[0],
            credits=matched[1],
            company=self.env.company.id,
            financing=self.env["account.move"]._financing_sql("move"),
            of_agents=SQL("TRUE") if agents is None else self._may_be_of(agents),
        )

    def _matched_query(self, document, money, kinds, first, last):
        """`SQL` of (move_id, amount) of money matched with posted documents of some kinds in the period.

        :param document: on which side of the matching, `debit` or `credit`, the document stands
        :param money: on which side the money does
        """
        return SQL(
            """
            SELECT item.move_id, partial.amount
              FROM account_partial_reconcile partial
              JOIN account_move_line item ON item.id = partial.%(document)s_move_id
              JOIN account_move document ON document.id = item.move_id
              JOIN account_move_line money ON money.id = partial.%(money)s_move_id
              JOIN account_move receipt ON receipt.id = money.move_id
              JOIN account_journal journal ON journal.id = receipt.journal_id
             WHERE partial.max_date BETWEEN %(first)s AND %(last)s
               AND document.state = 'posted' AND document.move_type = ANY(%(kinds)s)
               AND (journal.type = ANY(%(money_journals)s) OR receipt.origin_payment_id IS NOT NULL)
            """,
            document=document,
            money=money,
            first=first,
            last=last,
            kinds=kinds,
            money_journals=MONEY_JOURNALS,
            to_flush=[
                *(self.env["account.partial.reconcile"]._fields[name] for name in ("amount", "max_date")),
                *(self.env["account.move"]._fields[name] for name in ("state", "invoice_user_id")),
            ],
        )

    def _may_be_of(self, agents):
        """`SQL` condition on `move`: an agent is on it, or it has lines that are left to its salesperson."""
        return SQL(
            """
            (
                move.id IN (SELECT move_id FROM account_move_agent WHERE agent_id = ANY(%(agents)s))
                OR COALESCE(seller.partner_id, company.partner_id) = ANY(%(agents)s)
                   AND move.id NOT IN (SELECT move_id FROM account_move_agent WHERE product_line_id IS NULL)
            )
            """,
            agents=agents,
        )
