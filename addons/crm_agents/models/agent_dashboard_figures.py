from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .agent_dashboard_collected import NAMED_DOCUMENTS


class AgentDashboard(models.AbstractModel):
    """The figures on top of the dashboard: one query each."""

    _inherit = "agent.dashboard"

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
        found = confirmed & self._found_documents(agents, "sale.order")
        [(total, count)] = self.env.execute_query(self._ordered_query(agents, found))
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
        amount, change, margin = sums
        notes = []
        if change:
            notes.append(self.env._("%(change)+.0f %% on last year", change=change))
        if margin:
            notes.append(self.env._("margin %(percent).1f %%", percent=margin))
        tone = "danger" if (change or 0) < 0 else "success" if change else ""
        action = self._action("crm_agents.action_sales_analysis", domain, title)
        return self._tile(title, amount, action, " · ".join(notes), tone)

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
