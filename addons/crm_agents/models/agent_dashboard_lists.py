from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .agent_target_progress import SPAN_KEY

# What is read of the progress toward targets: all at once, for each look at it adds up the sales again.
PROGRESS = ["agent_id", "company_id", "days", "days_passed", "date_from", "date_to", "span"]
PROGRESS += [f"{kind}_{measure}" for kind in ("target", "actual") for measure in ("amount", "quantity")]
# Rows shown of each list.
SHOWN = 6


class AgentDashboard(models.AbstractModel):
    """The lists of the dashboard: targets, agents, customers, what happened lately and what is planned."""

    _inherit = "agent.dashboard"

    def _list(self, title, rows, action=None):
        return {"title": title, "rows": rows, "action": action}

    def _row(self, key, name, amount=None, detail="", note="", part=None, **opened):
        """One line; `part` of 100 is drawn as a bar; a click opens the `action`, the record, or chooses `who`."""
        row = {"key": key, "name": name, "amount": amount, "detail": detail, "note": note, "part": part}
        return {**row, "action": None, "record": None, "who": None, **opened}

    def _lists(self, agents, first, last, sales, worst):
        several = agents is None or len(agents) != 1
        _sums, by_agent, by_customer = sales
        lists = [self._agent_list(agents, first, last, by_agent)] if several else []
        return [
            *lists,
            self._customer_list(agents, first, last, by_customer),
            self._overdue_list(agents, worst),
            self._latest_list(agents),
            self._planned_list(agents),
        ]

    def _targets(self, agents, period):
        """How far the first agents have come toward the targets of the running period: what others sold is not read."""
        progress = self.env["agent.target.progress"].with_context(**{SPAN_KEY: period})
        shown = progress._with_targets(self._of(agents), period, SHOWN)
        domain = self._of(shown.ids) & Domain("span", "=", period)
        rows = progress.search_fetch(domain, PROGRESS)
        paces = dict(rows._fields["pace"]._description_selection(self.env))
        tones = {"reached": "success", "on_track": "success", "near": "warning", "behind": "danger"}
        return [
            {
                "key": row.id,
                "name": row.agent_id.display_name,
                "note": f"{self._money(row.actual_amount)} / {self._money(row.target_amount)}",
                "pace": paces.get(row.pace, ""),
                "tone": tones.get(row.pace, "secondary"),
                "percent": row.amount_percent or row.quantity_percent,
                "time": row.time_percent,
                "action": row.action_open_analysis(),
            }
            for row in rows
        ]

    def _agent_list(self, agents, first, last, by_agent):
        """The agents by what was invoiced; a click chooses one."""
        domain = self._of(agents) & self._within("date", first, last)
        known = set(self._visible_agents().ids)
        best = by_agent[0][1] if by_agent else 0
        rows = [
            self._row(
                agent.id,
                agent.display_name,
                amount,
                self._before(before),
                part=100 * max(amount, 0) / best if best > 0 else 0,
                who=f"agent-{agent.id}" if agent.id in known else None,
            )
            for agent, amount, before in by_agent[:SHOWN]
        ]
        title = self.env._("Agents")
        context = {"group_by": ["agent_id"], "sales_comparison": True}
        return self._list(
            title, rows, self._action("crm_agents.action_sales_analysis", domain, title, context=context)
        )

    def _customer_list(self, agents, first, last, by_customer):
        title = self.env._("Best customers")
        domain = self._of(agents) & self._within("date", first, last)
        rows = [
            self._row(
                partner.id,
                # sudo: the name of a customer stands on one's own sale also when he is somebody else's today
                partner.sudo().display_name,
                amount,
                self._before(before),
                action=self._action(
                    "crm_agents.action_sales_analysis",
                    domain & Domain("partner_id", "=", partner.id),
                    partner.sudo().display_name,
                ),
            )
            for partner, amount, before in by_customer[:SHOWN]
            if amount > 0
        ]
        context = {"group_by": ["partner_id"], "sales_comparison": True}
        return self._list(
            title, rows, self._action("crm_agents.action_sales_analysis", domain, title, context=context)
        )

    def _before(self, amount):
        return self.env._("%(amount)s a year before", amount=self._money(amount)) if amount else ""

    def _overdue_list(self, agents, worst):
        """The customers who owe most that was due, whichever agent is theirs."""
        title = self.env._("Overdue customers")
        today = fields.Date.context_today(self)
        domain = self._of(agents) & Domain("overdue_amount", "!=", 0)
        rows = [
            self._row(
                partner.id,
                partner.sudo().display_name,  # sudo: as among the best customers
                amount,
                self.env._("%(days)s days", days=(today - due).days),
                action=self._action(
                    "crm_agents.action_receivable",
                    domain & Domain("partner_id", "=", partner.id),
                    partner.sudo().display_name,
                ),
            )
            for partner, amount, due in worst
        ]
        return self._list(title, rows, self._action("crm_agents.action_receivable", domain, title))

    def _latest_list(self, agents):
        """What was done last: orders confirmed, invoices posted, activities done, customers visited and called."""
        contacts = self.env["res.partner"]._latest_contacts(agents, SHOWN)
        done = [
            *self._latest_documents(agents),
            *self._latest_activities(agents),
            *((day, what, whom, None, [record._name, record.id]) for day, what, whom, record in contacts),
        ]
        done.sort(key=lambda entry: entry[0], reverse=True)
        rows = [
            self._row(place, name, amount, detail, format_date(self.env, day), record=record)
            for place, (day, name, detail, amount, record) in enumerate(done[:SHOWN])
        ]
        return self._list(self.env._("Lately"), rows)

    def _latest_documents(self, agents):
        """Yield (day, name, customer, amount, record) of the latest orders and invoices."""
        orders = self.env["sale.order"].search(
            self._found_documents(agents, "sale.order") & Domain("state", "=", "sale"),
            order="date_order desc, id desc",
            limit=SHOWN,
        )
        for order in orders:
            day = fields.Date.context_today(self, order.date_order)
            amount = order.amount_untaxed / (order.currency_rate or 1)
            yield day, order.name, order.partner_id.display_name, amount, [order._name, order.id]
        invoices = self.env["account.move"].search(
            self._found_documents(agents, "account.move")
            & Domain("move_type", "in", ["out_invoice", "out_refund"])
            & Domain("state", "=", "posted")
            # By the index on days, in which entries that are no invoices come first.
            & Domain("invoice_date", "!=", False),
            order="invoice_date desc, id desc",
            limit=SHOWN,
        )
        for invoice in invoices:
            day, amount = invoice.invoice_date, invoice.amount_untaxed_signed
            yield day, invoice.name, invoice.partner_id.display_name, amount, [invoice._name, invoice.id]

    def _latest_activities(self, agents):
        """Yield (day, what was done, on what, no amount, record) of the latest activities done."""
        done = Domain("mail_activity_type_id", "!=", False) & Domain("model", "!=", False)
        whose = Domain.TRUE if agents is None else Domain("author_id", "in", agents)
        for message in self.env["mail.message"].search(done & whose, order="id desc", limit=SHOWN):
            # sudo: what kinds of activities are called is in the configuration
            kind = message.mail_activity_type_id.sudo().name
            day = fields.Date.context_today(self, message.date)
            yield day, kind, message.record_name or "", None, [message.model, message.res_id]

    def _planned_list(self, agents):
        """The next activities on documents, late ones first."""
        title, today = self.env._("Planned"), fields.Date.context_today(self)
        whose = Domain.TRUE if agents is None else Domain("user_id.partner_id", "in", agents)
        domain = whose & Domain("res_model", "!=", False)
        activities = self.env["mail.activity"].search(domain, order="date_deadline, id", limit=SHOWN)
        rows = [
            self._row(
                activity.id,
                activity.summary or activity.activity_type_id.name or "",
                detail=activity.res_name or "",
                note=format_date(self.env, activity.date_deadline),
                tone="danger" if activity.date_deadline < today else "",
                record=[activity.res_model, activity.res_id],
            )
            for activity in activities
        ]
        return self._list(title, rows)
