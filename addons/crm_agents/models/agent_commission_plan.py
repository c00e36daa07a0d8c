from odoo import fields, models


class AgentCommissionPlan(models.Model):
    """How an agent earns: on invoices or on receipts, of the sale or of its margin, at which rates."""

    _name = "agent.commission.plan"
    _description = "Commission Plan"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    basis = fields.Selection(
        [("invoice", "Invoices"), ("receipt", "Receipts")],
        required=True,
        default="invoice",
        help="Invoices: all is earned when the invoice is posted.\n"
        "Receipts: earned in proportion to what the customer has paid. A credit note is not a receipt.",
    )
    base = fields.Selection(
        [("untaxed", "Untaxed amount"), ("margin", "Margin")],
        required=True,
        default="untaxed",
        help="Margin: the cost is the one frozen on the order line when it was sold.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Billed As",
        required=True,
        domain="[('type', '=', 'service')]",
        default=lambda self: self.env.ref("crm_agents.product_commission", raise_if_not_found=False),
        help="The product of the agent's bill: gives account and tax.",
    )
    rule_ids = fields.One2many("agent.commission.rule", "plan_id", string="Rules", copy=True)
    agent_ids = fields.One2many("res.partner", "commission_plan_id", string="Agents")
    agent_count = fields.Integer(compute="_compute_agent_count")

    def _compute_agent_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("commission_plan_id", "in", self.ids)], ["commission_plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.agent_count = counts.get(plan, 0)

    def action_view_agents(self):
        """Open the agents that earn by this plan."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Agents"),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("commission_plan_id", "=", self.id)],
        }
