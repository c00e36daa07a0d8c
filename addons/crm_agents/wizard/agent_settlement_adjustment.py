from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class AgentSettlementAdjustment(models.TransientModel):
    """What a manager adds to an agent's commission by hand, or takes from it, and why."""

    _name = "agent.settlement.adjustment"
    _description = "Adjust Commission"

    agent_id = fields.Many2one("res.partner", required=True, domain="[('is_agent', '=', True)]")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", string="Customer", domain="[('parent_id', '=', False)]")
    date = fields.Date(required=True, default=fields.Date.context_today)
    amount = fields.Monetary(required=True, help="Negative to take from the commission.")
    reason = fields.Char(required=True, help="Stands on the agent's statement.")

    @api.constrains("amount")
    def _check_amount(self):
        if any(wizard.currency_id.is_zero(wizard.amount) for wizard in self):
            raise UserError(self.env._("An adjustment adds something or takes it away."))

    def action_adjust(self):
        """Enter it in the ledger."""
        self.ensure_one()
        self._check_may_adjust()
        # sudo: nobody writes the ledger; whose commission the manager may adjust was checked
        entry = (
            self.env["agent.commission.entry"]
            .sudo()
            ._adjust(
                self.agent_id,
                self.company_id,
                self.amount,
                self.date,
                self.reason,
                source=f"adjustment/manual/{self.id}",
                customer=self.partner_id,
            )
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_commission_entry")
        return {**action, "views": [(False, "form")], "res_id": entry.id, "context": {}}

    def _check_may_adjust(self):
        self.company_id.check_access("read")
        # The ledger would tell the name of whatever customer is guessed.
        self.partner_id.check_access("read")
        user = self.env.user
        agents = self.env["res.partner"].search_count(
            fields.Domain("id", "=", self.agent_id.id) & user._agent_domain("id")
        )
        own = self.agent_id == user.partner_id
        if own or not agents or not user.has_group("crm_base.group_sales_manager"):
            raise AccessError(self.env._("You may adjust the commission of your agents, and not your own."))
