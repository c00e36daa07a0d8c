from odoo import models
from odoo.tools import SQL

MONEY_JOURNALS = ["bank", "cash", "credit"]
# Up to so many documents are named to the list that a figure opens; a longer list goes by the days alone.
NAMED_DOCUMENTS = 5000


class AgentDashboard(models.AbstractModel):
    """The money that customers paid in a period, on the dashboard: each agent's part of it."""

    _inherit = "agent.dashboard"

    def _collected_query(self, agents, first, last):
        """`SQL` of the money matched with invoices in the period, as far as it is the agents', and of their ids.

        Of no more of them than can be named, and one that tells that there are more.
        """
        matched = self._matched_documents(agents, first, last)
        named = SQL("(ARRAY_AGG(DISTINCT received.move_id))[:%s]", NAMED_DOCUMENTS + 1)
        if agents is None:
            # The sum of all needs no sums by document.
            return SQL("SELECT SUM(amount), %s FROM (%s) AS received", named, matched)
        return SQL(
            """
            WITH received AS (%(received)s)
            SELECT SUM(received.amount * his.part), %(named)s
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
            received=SQL(
                "SELECT move_id, SUM(amount) AS amount FROM (%s) AS matched GROUP BY move_id", matched
            ),
            named=named,
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

    def _matched_documents(self, agents, first, last):
        """`SQL` of (move_id, amount): the money matched with invoices in the period, a row for each matching.

        Money paid back on credit notes is taken off. Of agents at least all documents that can be theirs are looked at.
        """
        own = None if agents is None else self.env["account.move"]._possibly_of(agents)
        documents = SQL("item.move_id IN (%s)", own) if own else SQL("TRUE")
        sides = (
            (SQL("debit"), SQL("credit"), SQL("partial.amount"), ["out_invoice", "out_receipt"]),
            (SQL("credit"), SQL("debit"), SQL("-partial.amount"), ["out_refund"]),
        )
        return SQL(" UNION ALL ").join(self._matched_query(*side, documents, first, last) for side in sides)

    def _matched_query(self, document, money, amount, kinds, documents, first, last):
        """`SQL` of (move_id, amount) of money matched with posted documents of some kinds in the period.

        Nearly all of it is on the journal items themselves, which know their entry's journal and payment.

        :param document: on which side of the matching, `debit` or `credit`, the document stands
        :param money: on which side the money does
        :param documents: condition on `item`, the document's
        """
        items, partials = self.env["account.move.line"], self.env["account.partial.reconcile"]
        return SQL(
            """
            SELECT item.move_id, %(amount)s AS amount
              FROM account_partial_reconcile partial
              JOIN account_move_line item ON item.id = partial.%(document)s_move_id
              JOIN account_move move ON move.id = item.move_id
              JOIN account_move_line money ON money.id = partial.%(money)s_move_id
              JOIN account_journal journal ON journal.id = money.journal_id
             WHERE partial.max_date BETWEEN %(first)s AND %(last)s
               AND move.company_id = %(company)s AND move.state = 'posted' AND move.move_type = ANY(%(kinds)s)
               AND NOT (%(financing)s)
               AND (journal.type = ANY(%(money_journals)s) OR money.payment_id IS NOT NULL)
               AND %(documents)s
            """,
            amount=amount,
            document=document,
            money=money,
            first=first,
            last=last,
            company=self.env.company.id,
            kinds=kinds,
            financing=self.env["account.move"]._financing_sql("move"),
            money_journals=MONEY_JOURNALS,
            documents=documents,
            to_flush=[
                *(partials._fields[name] for name in ("amount", "max_date")),
                *(items._fields[name] for name in ("journal_id", "payment_id")),
                self.env["account.move"]._fields["state"],
            ],
        )
