from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..report.agent_sales_workbook import sales_workbook

WORKBOOK_ROWS = 200_000


class AgentSalesReport(models.TransientModel):
    """Sales by agent in a period, what his customers owe today and what he is due; on paper or as a workbook.

    Everything is read with the rights of whoever asks: a seller finds himself, a manager his teams.
    """

    _name = "agent.sales.report"
    _inherit = ["crm.report.period.mixin", "crm.report.mixin"]
    _description = "Choose a Report of Sales by Agent"

    agent_ids = fields.Many2many("res.partner", string="Agents")
    with_customers = fields.Boolean("Each customer", default=True)

    def _sales_domain(self):
        """Domain of the sales of the period."""
        return self._within_period() & self._chosen()

    def _chosen(self):
        chosen = Domain("company_id", "=", self.company_id.id)
        return chosen & Domain("agent_id", "in", self.agent_ids.ids) if self.agent_ids else chosen

    def _headings(self):
        """The columns of figures and their headings, those that the reader may see, in order."""
        sees_cost = self.env["agent.sales.analysis"]._has_field_access(
            self.env["agent.sales.analysis"]._fields["margin"], "read"
        )
        margin = {"margin": self.env._("Margin"), "margin_percent": self.env._("Margin (%)")}
        return {
            "amount": self.env._("Sold"),
            "amount_last_year": self.env._("Year before"),
            "change": self.env._("Change (%)"),
            **(margin if sees_cost else {}),
            "balance": self.env._("Balance today"),
            "overdue": self.env._("Overdue"),
            "earned": self.env._("Commission"),
            "due": self.env._("Commission due"),
        }

    def _summary(self):
        """The figures: `[(agent, {column: figure}, [(customer, {column: figure})])]` by name, and their total.

        A customer of two agents owes what he owes under both; the total counts him once. Commission is that of the
        period; due is all that is earned until its end and not paid.
        """
        agents = {}
        for agent, customer, figures in self._customer_figures():
            agents.setdefault(agent, {}).setdefault(customer, {}).update(figures)
        commission = self._commission_figures()
        summary = []
        for agent in agents.keys() | commission.keys():
            customers = [(_name(customer), _ratios(row)) for customer, row in agents.get(agent, {}).items()]
            total = _sum(agents.get(agent, {}).values()) | commission.get(agent, {})
            customers.sort(key=lambda row: row[0].casefold())
            summary.append((_name(agent), _ratios(total), customers if self.with_customers else []))
        summary.sort(key=lambda row: row[0].casefold())
        return summary, self._total(summary, agents)

    def _total(self, summary, agents):
        total = _sum(figures for _agent, figures, _customers in summary)
        owing = {
            customer: row
            for customers in agents.values()
            for customer, row in customers.items()
            if "balance" in row
        }
        total |= {name: sum(row[name] for row in owing.values()) for name in ("balance", "overdue")}
        return _ratios(total)

    def _customer_figures(self):
        """Yield (agent, customer, {column: figure}): what was sold to him, and what he owes."""
        sold = {"amount": "amount:sum", "amount_last_year": "amount_last_year:sum"}
        if "margin" in self._headings():
            sold["margin"] = "margin:sum"
        sources = (
            ("agent.sales.analysis", self._sales_domain(), sold),
            ("agent.receivable", self._chosen(), {"balance": "amount:sum", "overdue": "overdue_amount:sum"}),
        )
        for model, domain, columns in sources:
            groups = self.env[model]._read_group(domain, ["agent_id", "partner_id"], list(columns.values()))
            for agent, customer, *values in groups:
                yield agent, customer, dict(zip(columns, values, strict=True))

    def _commission_figures(self):
        """Return {agent: {column: figure}}: commission earned in the period, and due at its end."""
        until = Domain("date", "<=", self.date_to) & self._chosen()
        unpaid = Domain("settlement_id", "=", False) | Domain("settlement_id.state", "!=", "paid")
        figures = {}
        for name, domain in (
            ("earned", until & Domain("date", ">=", self.date_from)),
            ("due", until & unpaid),
        ):
            for agent, amount in self.env["agent.commission.entry"]._read_group(
                domain, ["agent_id"], ["amount:sum"]
            ):
                figures.setdefault(agent, {})[name] = amount
        return figures

    def action_show(self):
        """The sales of the period on screen."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_sales_analysis")
        context = {"group_by": ["agent_id", "partner_id"]}
        return {
            **action,
            "domain": list(self._sales_domain()),
            "context": context,
            "view_mode": "list,pivot,graph",
        }

    def action_print(self):
        """The figures as PDF."""
        self.ensure_one()
        summary, _total = self._summary()
        self._check_fits_paper(sum(1 + len(customers) for _agent, _figures, customers in summary))
        return self.env.ref("crm_agents.action_report_agent_sales").report_action(self)

    def action_export(self):
        """The figures and the sales that they are made of as a workbook."""
        self.ensure_one()
        sales = self.env["agent.sales.analysis"].search(
            self._sales_domain(), limit=WORKBOOK_ROWS + 1, order="date, id"
        )
        if len(sales) > WORKBOOK_ROWS:
            raise UserError(
                self.env._(
                    "There are more than %(count)s lines, too many for one workbook. Choose a shorter period.",
                    count=WORKBOOK_ROWS,
                )
            )
        title = self.env._("Sales by agent")
        name = f"{title} {self.date_from} {self.date_to}"
        return self._download(sales_workbook(self, sales), name)


def _name(record):
    return record.display_name or ""


def _sum(rows):
    """Return the sums of the figures of rows, whatever percentages stand there left out."""
    total = {}
    for row in rows:
        for name, figure in row.items():
            if name not in ("change", "margin_percent"):
                total[name] = total.get(name, 0) + figure
    return total


def _ratios(figures):
    """Return the figures with their percentages, reckoned from the sums: None per nothing."""
    amount, before = figures.get("amount", 0), figures.get("amount_last_year", 0)
    return {
        **figures,
        "change": 100 * (amount - before) / before if before else None,
        "margin_percent": 100 * figures.get("margin", 0) / amount if amount else None,
    }
