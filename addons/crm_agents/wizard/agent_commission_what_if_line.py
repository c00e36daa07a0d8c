from odoo import api, fields, models


class AgentCommissionWhatIfLine(models.TransientModel):
    """What one product of one document earned an agent, and would have by another plan."""

    _name = "agent.commission.what.if.line"
    _description = "What If: Line"
    _order = "agent_id, move_id, id"

    what_if_id = fields.Many2one("agent.commission.what.if", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="what_if_id.currency_id")
    agent_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    move_id = fields.Many2one("account.move", string="Document", ondelete="cascade")
    reference = fields.Char(string="Number")
    partner_id = fields.Many2one("res.partner", string="Customer", ondelete="cascade")
    product_id = fields.Many2one("product.product", ondelete="cascade")
    is_team = fields.Boolean(string="Team's Sale")
    is_older = fields.Boolean(
        string="As It Was", help="Of an older document, or of none: the plan would not have touched it."
    )
    actual = fields.Monetary()
    what_if = fields.Monetary(string="With the Plan")
    difference = fields.Monetary(compute="_compute_difference", store=True)
    outcome = fields.Selection(
        [("more", "More"), ("same", "The same"), ("less", "Less")], compute="_compute_difference", store=True
    )

    def action_open_document(self):
        """Open the invoice or credit note that the line is about."""
        self.ensure_one()
        self.check_access("read")
        return self.move_id._get_records_action() if self.move_id else False

    @api.depends("actual", "what_if")
    def _compute_difference(self):
        for line in self:
            line.difference = line.what_if - line.actual
            sign = line.currency_id.compare_amounts(line.what_if, line.actual)
            line.outcome = ("same", "more", "less")[sign]
