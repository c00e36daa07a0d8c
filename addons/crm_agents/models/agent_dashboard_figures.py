from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

MONEY_JOURNALS = ["bank", "cash", "credit"]
# Up to so many documents are named to the list that a figure opens; a longer list goes by the days alone.
NAMED_DOCUMENTS = 5000


class AgentDashboard(models.AbstractModel):
    """The figures on top of the dashboard: one query each."""

    _inherit = "agent.dashboard"

    def _sales(self, agents, first, last):
        """What was invoiced, from one look at the lines: ({measure: figure}, by agent, by customer).

        By agent and by customer: `[(partner, amount, amount of the year before)]`, the largest first.
        """
        analysis = self.env["agent.sales.analysis"]
        asked = ["amount:sum", "amount_last_year:sum", "change_last_year:avg"]
        if analysis._has_field_access(analysis._fields["margin_percent"], "read"):
            asked.append("margin_percent:avg")
        [[whole], by_agent, by_customer] = analysis._read_grouping_sets(
            self._of(agents) & self._within("date", first, last),
            [[], ["agent_id"], ["partner_id"]],
            asked,
            # Not by name, which a list of all customers would have to be sorted for.
            order="amount:sum desc",
        )
        by_agent, by_customer = (
            sorted((row[:3] for row in rows), key=lambda row: (-row[1], row[0].id))
            for rows in (by_agent, by_customer)
        )
        return dict(zip(asked, whole, strict=True)), by_agent, by_customer

    def _tiles(self, agents, first, last, sums, owed):
        return [
            self._ordered_tile(agents, first, last),
            self._invoiced_tile(agents, first, last, sums),
            self._collected_tile(agents, first, last),
            *self._balance_tiles(agents, last, *owed),
            *self._commission_tiles(agents, first, last),
        ]

    def _tile(self, title, amount, action, note="", tone=""):
        """One figure: `tone` is a Bootstrap colour of the note; the action opens what the figure is made of."""
        return {"title": title, "amount": amount or 0.0, "note": note, "tone": tone, "action": action}

    def _ordered_tile(self, agents, first, last):
        title = self.env._("Sold")
        start, end = self._moments(first, last)
        confirmed = (
            Domain("state", "=", "sale") & Domain("date_order", ">=", start) & Domain("date_order", "<", end)
        )
        domain = confirmed & self._documents_of(agents, "user_id")
        [(total, count)] = self.env.execute_query(self._ordered_query(agents, domain))
        action = self._action("sale.action_orders", domain, title)
        return self._tile(title, total, action, self.env._("%(count)s orders", count=count))

    def _ordered_query(self, agents, domain):
        """`SQL` of what is the agents' of orders, untaxed and in company currency; and of how many orders there are."""
        order = self.env["sale.order"]
        query = order._search(domain)
        rate = SQL("COALESCE(NULLIF(sale_order.currency_rate, 0), 1)")
        read = [order._fields[name] for name in ("amount_untaxed", "currency_rate", "user_id", "company_id")]
        if agents is None:
            return query.select(
                SQL("SUM(sale_order.amount_untaxed / %s)", rate), SQL("COUNT(*)", to_flush=read)
            )
        return SQL(
            """
            WITH chosen AS (%(orders)s)
            SELECT SUM(line.price_subtotal / chosen.rate * COALESCE(agent.share, 100) / 100),
                   (SELECT COUNT(*) FROM chosen)
              FROM chosen
              JOIN sale_order_line line ON line.order_id = chosen.id AND line.display_type IS NULL
              JOIN res_company company ON company.id = chosen.company_id
         LEFT JOIN res_users seller ON seller.id = chosen.user_id
         LEFT JOIN sale_order_agent agent ON agent.order_id = chosen.id AND %(same_product_line)s
             WHERE COALESCE(agent.agent_id, seller.partner_id, company.partner_id) = ANY(%(agents)s)
            """,
            orders=query.select("id", "company_id", "user_id", SQL("%s AS rate", rate)),
            same_product_line=self.env["agent.product.line"]._same("agent", "line"),
            agents=agents,
            to_flush=[
                *read,
                *(
                    self.env["sale.order.line"]._fields[name]
                    for name in ("price_subtotal", "product_line_id")
                ),
                *(
                    self.env["sale.order.agent"]._fields[name]
                    for name in ("order_id", "agent_id", "share", "product_line_id")
                ),
            ],
        )

    def _invoiced_tile(self, agents, first, last, sums):
        title = self.env._("Invoiced")
        domain = self._of(agents) & self._within("date", first, last)
        change, margin = sums["change_last_year:avg"], sums.get("margin_percent:avg")
        notes = []
        if change:
            notes.append(self.env._("%(change)+.0f %% on last year", change=change))
        if margin:
            notes.append(self.env._("margin %(percent).1f %%", percent=margin))
        tone = "danger" if (change or 0) < 0 else "success" if change else ""
        action = self._action("crm_agents.action_sales_analysis", domain, title)
        return self._tile(title, sums["amount:sum"], action, " · ".join(notes), tone)

    def _collected_tile(self, agents, first, last):
        title = self.env._("Collected")
        [(amount, documents)] = self.env.execute_query(self._collected_query(agents, first, last))
        if len(documents or ()) <= NAMED_DOCUMENTS:
            # By number: a seller may not look at the payments himself.
            domain = Domain("id", "in", documents or [])
        else:
            domain = self._documents_of(agents, "invoice_user_id") & self._within(
                "line_ids.matched_credit_ids.max_date", first, last
            )
        action = self._action("account.action_move_out_invoice_type", domain, title)
        return self._tile(title, amount, action, self.env._("with tax, by share"))

    def _collected_query(self, agents, first, last):
        """`SQL` of the money matched with invoices in the period, as far as it is the agents', and of their ids."""
        received = self._received_query(first, last)
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

    def _received_query(self, first, last):
        """`SQL` of (move_id, amount): the money matched with each invoice in the period.

        Money paid back on credit notes is taken off.
        """
        return SQL(
            """
            SELECT move.id AS move_id, SUM(side.sign * partial.amount) AS amount
              FROM account_partial_reconcile partial
        CROSS JOIN LATERAL (VALUES
                       (partial.debit_move_id, partial.credit_move_id, 1),
                       (partial.credit_move_id, partial.debit_move_id, -1)
                   ) AS side (document_line_id, money_line_id, sign)
              JOIN account_move_line item ON item.id = side.document_line_id
              JOIN account_move move ON move.id = item.move_id
              JOIN account_move_line money ON money.id = side.money_line_id
              JOIN account_move receipt ON receipt.id = money.move_id
              JOIN account_journal journal ON journal.id = money.journal_id
             WHERE partial.max_date BETWEEN %(first)s AND %(last)s
               AND move.company_id = %(company)s
               AND move.state = 'posted'
               AND (move.move_type, side.sign) IN (('out_invoice', 1), ('out_receipt', 1), ('out_refund', -1))
               AND (journal.type = ANY(%(money_journals)s) OR receipt.origin_payment_id IS NOT NULL)
               AND NOT (%(financing)s)
             GROUP BY move.id
            """,
            first=first,
            last=last,
            company=self.env.company.id,
            money_journals=MONEY_JOURNALS,
            financing=self.env["account.move"]._financing_sql("move"),
            to_flush=[
                *(self.env["account.partial.reconcile"]._fields[name] for name in ("amount", "max_date")),
                *(self.env["account.move"]._fields[name] for name in ("state", "invoice_user_id")),
            ],
        )

    def _balance_tiles(self, agents, last, due, balance, overdue):
        """What is due until the end of the period, and the whole balance; a customer of two agents counts once."""
        domain = self._of(agents)
        by_day = self.env._("Due until %(day)s", day=format_date(self.env, last))
        due_now = domain & Domain("date_due", "<=", fields.Date.to_string(last))
        overdue_note = self.env._("%(amount)s overdue", amount=self._money(overdue)) if overdue else ""
        title = self.env._("Balances of customers")
        tone = "danger" if (overdue or 0) > 0 else ""
        return [
            self._tile(
                by_day, due, self._action("crm_agents.action_receivable", due_now, by_day), overdue_note, tone
            ),
            self._tile(title, balance, self._action("crm_agents.action_receivable", domain, title)),
        ]

    def _commission_tiles(self, agents, first, last):
        """Commission of the period, and all that waits to be settled."""
        entries = self.env["agent.commission.entry"]
        earned, waiting = self.env._("Commission earned"), self.env._("Commission to settle")
        in_period = self._of(agents) & self._within("date", first, last)
        unsettled = self._of(agents) & Domain("settlement_id", "=", False)
        tiles = []
        for title, domain in ((earned, in_period), (waiting, unsettled)):
            [(amount,)] = entries._read_group(domain, [], ["amount:sum"])
            tiles.append(
                self._tile(title, amount, self._action("crm_agents.action_commission_entry", domain, title))
            )
        return tiles
