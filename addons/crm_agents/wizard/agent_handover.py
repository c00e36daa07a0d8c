from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


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
    product_line_ids = fields.Many2many(
        "agent.product.line",
        string="Product Lines",
        help="Only what the agent sells of these product lines. Empty: all that he sells.",
    )
    with_quotations = fields.Boolean(
        string="Quotations Too",
        default=True,
        help="Quotations not yet confirmed change hands. Orders and invoices stay with the agent who sold them.",
    )
    customer_count = fields.Integer(string="Number of Customers", compute="_compute_customer_count")

    @api.depends("agent_id", "date", "partner_ids", "product_line_ids")
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
                    day=format_date(self.env, self.date),
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
        return self.env["agent.assignment"].search(domain & self._of_product_lines())

    def _of_product_lines(self):
        """Domain of the assignments, or rows of documents, that change hands by their product line."""
        if not self.product_line_ids:
            return fields.Domain.TRUE
        return fields.Domain("product_line_id", "in", self.product_line_ids.ids)

    def _hand_over_quotations(self, customers):
        """Put the successor in the agent's place on quotations; where he is already, the shares are added."""
        domain = self._of_product_lines() & fields.Domain("agent_id", "=", self.agent_id.id)
        domain &= fields.Domain("order_id.partner_id.commercial_partner_id", "in", customers.ids)
        domain &= fields.Domain("order_id.state", "in", ("draft", "sent"))
        for order, rows in self.env["sale.order.agent"].search(domain).grouped("order_id").items():
            order.agent_ids = [command for row in rows for command in self._succession(row)]

    def _succession(self, row):
        """Return the commands that put the successor in the place of the agent of one row of a quotation."""
        other = row.order_id.agent_ids.filtered(
            lambda agent: agent.agent_id == self.successor_id and agent.product_line_id == row.product_line_id
        )
        values = {"agent_id": self.successor_id.id, "share": other.share + row.share}
        return [
            fields.Command.delete(row.id),
            fields.Command.update(other.id, values)
            if other
            else fields.Command.create({**values, "product_line_id": row.product_line_id.id}),
        ]
