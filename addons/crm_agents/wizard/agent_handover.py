from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class AgentHandover(models.TransientModel):
    """Hand customers from one agent to another from a day on; what was before stays as it was."""

    _name = "agent.handover"
    _description = "Hand Over Customers"

    agent_id = fields.Many2one(
        "res.partner", string="From Agent", required=True, domain="[('is_agent', '=', True)]"
    )
    successor_id = fields.Many2one(
        "res.partner",
        string="To Agent",
        required=True,
        domain="[('is_agent', '=', True), ('id', '!=', agent_id)]",
    )
    date = fields.Date(
        string="From Day",
        required=True,
        default=fields.Date.context_today,
        help="The successor's first day; the day before is the last of the agent who leaves.",
    )
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", help="Empty: all customers of the agent on that day and later."
    )
    with_quotations = fields.Boolean(
        string="Quotations Too",
        default=True,
        help="Quotations not yet confirmed change hands. Orders and invoices stay with the agent who sold them.",
    )
    customer_count = fields.Integer(string="Number of Customers", compute="_compute_customer_count")

    @api.depends("agent_id", "date", "partner_ids")
    def _compute_customer_count(self):
        for handover in self:
            handover.customer_count = len(handover._assignments().partner_id)

    @api.constrains("agent_id", "successor_id")
    def _check_two_agents(self):
        if any(handover.agent_id == handover.successor_id for handover in self):
            raise ValidationError(self.env._("An agent hands his customers to somebody else."))

    def action_hand_over(self):
        """Do it, and open the successor's assignments."""
        self.ensure_one()
        assignments = self._assignments()
        if not assignments:
            raise UserError(
                self.env._(
                    "%(agent)s has no customer to hand over on %(day)s or later.",
                    agent=self.agent_id.display_name,
                    day=self.date,
                )
            )
        later = assignments.filtered(lambda row: row.date_from and row.date_from >= self.date)
        later.agent_id = self.successor_id
        running = assignments - later
        values = [
            {**row.copy_data()[0], "agent_id": self.successor_id.id, "date_from": self.date}
            for row in running
        ]
        running.date_to = self.date - timedelta(days=1)
        taken = later | self.env["agent.assignment"].create(values)
        if self.with_quotations:
            self._hand_over_quotations(taken.partner_id)
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_assignment")
        return {**action, "domain": [("id", "in", taken.ids)], "context": {}}

    def _assignments(self):
        """Return the agent's assignments that hold on the day or begin later."""
        domain = fields.Domain("agent_id", "=", self.agent_id.id)
        domain &= fields.Domain("date_to", "=", False) | fields.Domain("date_to", ">=", self.date)
        if self.partner_ids:
            domain &= fields.Domain("partner_id", "in", self.partner_ids.commercial_partner_id.ids)
        return self.env["agent.assignment"].search(domain)

    def _hand_over_quotations(self, customers):
        """Put the successor in the agent's place on quotations; where he is already, the shares are added."""
        rows = self.env["sale.order.agent"].search(
            [
                ("agent_id", "=", self.agent_id.id),
                ("order_id.partner_id.commercial_partner_id", "in", customers.ids),
                ("order_id.state", "in", ("draft", "sent")),
            ]
        )
        for row in rows:
            other = row.order_id.agent_ids.filtered(lambda agent: agent.agent_id == self.successor_id)
            commands = [fields.Command.delete(row.id)]
            commands.append(
                fields.Command.update(other.id, {"share": other.share + row.share})
                if other
                else fields.Command.create({"agent_id": self.successor_id.id, "share": row.share})
            )
            row.order_id.agent_ids = commands
