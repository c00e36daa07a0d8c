from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .agent_commission_plan import READERS

# What makes a contact an agent and says how he is paid.
EARNING = {"commission_payroll", "commission_plan_id", "is_agent", "settlement_period"}


class ResPartner(models.Model):
    """A customer has agents; an agent is any contact: an employee with a user, or somebody outside."""

    _inherit = "res.partner"

    agent_assignment_ids = fields.One2many(
        "agent.assignment", "partner_id", string="Agents", groups="base.group_user"
    )
    # Not copied: that a contact like an agent's is one, and how he earns, is for a manager to say.
    is_agent = fields.Boolean(
        string="Agent", help="May be assigned to customers.", groups="base.group_user", copy=False
    )
    commission_plan_id = fields.Many2one(
        "agent.commission.plan",
        index="btree_not_null",
        copy=False,
        help="How this agent earns. Without a plan nothing is earned.",
        groups=READERS,
    )

    _agent_idx = models.Index("(id) WHERE is_agent")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to say how somebody earns, to all but managers."""
        self._check_may_say_how_agents_earn(
            [vals for vals in vals_list if any(vals.get(name) for name in EARNING)]
        )
        return super().create(vals_list)

    def write(self, vals):
        """Let everybody see a new agent's name, and again only his sellers a customer who is none any more."""
        self._check_may_say_how_agents_earn([vals] if EARNING & vals.keys() else [])
        result = super().write(vals)
        if "is_agent" in vals:
            self._refresh_allowed_users()
        return result

    @api.model
    def _check_may_say_how_agents_earn(self, vals_list):
        if not vals_list or self.env.su:
            return
        # Nor by a plan that one may not read: the agent's first entry would tell what it gives.
        plans = {vals["commission_plan_id"] for vals in vals_list if vals.get("commission_plan_id")}
        self.env["agent.commission.plan"].browse(plans).check_access("read")
        if not self.env.user.has_group("crm_base.group_sales_manager"):
            raise AccessError(self.env._("Who is an agent, and how he earns, is for a sales manager to say."))

    def _allowed_user_sources(self):
        """A seller sees the customers whose agent he is today."""
        return [
            *super()._allowed_user_sources(),
            SQL(
                """
                SELECT customer.commercial_partner_id AS partner_id, users.id AS user_id
                  FROM agent_assignment assignment
                  JOIN res_partner customer ON customer.id = assignment.partner_id
                  JOIN res_users users ON users.partner_id = assignment.agent_id
                 WHERE users.share IS NOT TRUE
                   AND COALESCE(assignment.date_from, '-infinity') <= %(today)s
                   AND COALESCE(assignment.date_to, 'infinity') >= %(today)s
                """,
                today=fields.Date.context_today(self),
                to_flush=(
                    self._fields["commercial_partner_id"],
                    *(
                        self.env["agent.assignment"]._fields[name]
                        for name in ("partner_id", "agent_id", "date_from", "date_to")
                    ),
                ),
            ),
        ]

    def _not_customers(self, customer_ids):
        """Outside agents are no customers either: their names stand on the documents that sellers see."""
        return SQL(
            """
            %(others)s
             UNION ALL
            SELECT partner.id
              FROM res_partner partner
             WHERE partner.is_agent AND COALESCE(partner.customer_rank, 0) = 0 AND %(inside)s
            """,
            others=super()._not_customers(customer_ids),
            inside=SQL("TRUE")
            if customer_ids is None
            else SQL("partner.commercial_partner_id = ANY(%s)", list(customer_ids)),
            to_flush=(self._fields["is_agent"], self._fields["customer_rank"]),
        )

    def action_view_commission(self):
        """Open the agent's commission entries."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_commission_entry")
        return {**action, "domain": [("agent_id", "=", self.id)], "context": {}}

    def _team_leader(self):
        """Return the contact of the leader of this agent's sales team; an outside agent is in his contact's team.

        Nobody leads himself.
        """
        self.ensure_one()
        user = self.user_ids[:1] or self.user_id
        leader = user.sale_team_id.user_id.partner_id
        return leader if leader != self else self.browse()
