from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..logic.tiers import next_tier, rate_at


class AgentCommissionVolume(models.Model):
    """What an agent sold or collected in a period by a plan with tiers: the volume, and what it earned.

    The running sums of the ledger, and the row that postings of the same agent and period queue at: each changes it,
    so of two at once the later one is repeated by Odoo with a fresh picture.
    """

    _name = "agent.commission.volume"
    _description = "Volume of an Agent in a Period"
    _order = "date_from desc, agent_id, id"
    _rec_name = "agent_id"

    agent_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    plan_id = fields.Many2one("agent.commission.plan", required=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True)
    # As superuser: an agent may know how far he came under a plan that he had before.
    date_to = fields.Date(string="Until", compute="_compute_date_to", compute_sudo=True)
    volume = fields.Monetary(help="The agent's share of what counts for the tiers in this period.")
    amount = fields.Monetary(string="Commission", help="What the volume has earned by the tiers.")
    rate = fields.Float(
        string="Rate Reached (%)",
        digits=(7, 4),
        compute="_compute_rate",
        compute_sudo=True,
        help="The rate of the tier reached.",
    )
    next_rate = fields.Float(
        string="Next Rate (%)", digits=(7, 4), compute="_compute_rate", compute_sudo=True
    )
    missing = fields.Monetary(
        string="To the Next Tier",
        compute="_compute_rate",
        compute_sudo=True,
        help="The volume that must be exceeded.",
    )

    _period_once = models.UniqueIndex(
        "(agent_id, plan_id, company_id, date_from)", "An agent has one volume per plan and period."
    )

    def action_open_entries(self):
        """Open the entries that make the volume and what it earned, each of which opens its document."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_commission_entry")
        domain = [(name, "=", self[name].id) for name in ("agent_id", "plan_id", "company_id")]
        title = self.env._("Entries of %(period)s", period=format_date(self.env, self.date_from))
        return {
            **action,
            "name": title,
            "display_name": title,
            "domain": [*domain, ("volume_from", "=", self.date_from)],
            "context": {},
        }

    @api.depends("date_from", "plan_id.period")
    def _compute_date_to(self):
        for row in self:
            row.date_to = fields.Date.end_of(row.date_from, row.plan_id.period)

    @api.depends("volume", "plan_id.tier_ids.rate", "plan_id.tier_mode")
    def _compute_rate(self):
        for row in self:
            scale, volume = row.plan_id._scale(row.company_id), Decimal(str(round(row.volume, 6)))
            row.rate = float(rate_at(scale, volume))
            tier = next_tier(scale, volume)
            row.next_rate = float(tier.rate) if tier else False
            row.missing = float(tier.above - volume) if tier else False

    @api.model
    def _lock(self, keys):
        """Return {key: volume reached}, and hold the rows until the transaction ends.

        :param keys: (agent, plan, company, first day of the period), each once
        """
        reached = {}
        for agent, plan, company, day in sorted(keys):
            ((volume,),) = self.env.execute_query(
                SQL(
                    """
                    INSERT INTO agent_commission_volume
                                (agent_id, plan_id, company_id, date_from, volume, amount)
                         VALUES (%(agent)s, %(plan)s, %(company)s, %(day)s, 0, 0)
                    ON CONFLICT (agent_id, plan_id, company_id, date_from)
                      DO UPDATE SET write_date = NOW() AT TIME ZONE 'UTC'
                      RETURNING volume
                    """,
                    agent=agent,
                    plan=plan,
                    company=company,
                    day=day,
                )
            )
            reached[agent, plan, company, day] = Decimal(str(round(volume, 6)))
        return reached

    @api.model
    def _add(self, changes):
        """Add to the rows, which the transaction holds.

        :param changes: {key as in `_lock`: (volume, commission)}
        """
        for (agent, plan, company, day), (volume, amount) in changes.items():
            self.env.execute_query(
                SQL(
                    """
                    UPDATE agent_commission_volume
                       SET volume = volume + %(volume)s, amount = amount + %(amount)s
                     WHERE agent_id = %(agent)s AND plan_id = %(plan)s
                       AND company_id = %(company)s AND date_from = %(day)s
                    RETURNING id
                    """,
                    volume=volume,
                    amount=amount,
                    agent=agent,
                    plan=plan,
                    company=company,
                    day=day,
                )
            )
        self.invalidate_model(["volume", "amount", "rate", "next_rate", "missing"], flush=False)
