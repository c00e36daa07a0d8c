from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

LIMITS = ("guarantee", "cap")


class AgentCommissionEntry(models.Model):
    """The settlement of a ledger entry, which is kept beside it, and entries that managers make by hand."""

    _inherit = "agent.commission.entry"

    kind = fields.Selection(selection_add=[("adjustment", "Adjustment")], ondelete={"adjustment": "cascade"})
    reason = fields.Char(readonly=True, help="Why a manager entered it.")
    settlement_id = fields.Many2one(
        "agent.settlement", compute="_compute_settlement_id", search="_search_settlement_id"
    )
    is_late = fields.Boolean(
        string="Of a Prior Period",
        compute="_compute_is_late",
        help="It was entered after the period of its date had been settled.",
    )

    @api.depends()
    def _compute_settlement_id(self):
        # sudo: nobody reads the standings as such; who may see the entry may know its settlement
        items = (
            self.env["agent.settlement.item"].sudo().search_fetch([("id", "in", self.ids)], ["settlement_id"])
        )
        settlements = {item.id: item.settlement_id.id for item in items}
        for entry in self:
            entry.settlement_id = settlements.get(entry.id, False)

    def _search_settlement_id(self, operator, value):
        # sudo: as above; that the entries are the user's own is for their rule
        items = self.env["agent.settlement.item"].sudo()
        return [("id", "in", items._search([("settlement_id", operator, value)]))]

    @api.depends("settlement_id")
    def _compute_is_late(self):
        for entry in self:
            first_day = entry.settlement_id.date_from
            entry.is_late = bool(first_day) and entry.date < first_day

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group and sum by settlement too, though the ledger's table does not have it."""
        if field_expr != "settlement_id" or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        item = query.make_alias(alias, "item")
        query.add_join(
            "LEFT JOIN",
            item,
            "agent_settlement_item",
            SQL("%s = %s", SQL.identifier(alias, "id"), SQL.identifier(item, "id")),
        )
        return SQL.identifier(item, "settlement_id")

    @api.model_create_multi
    def create(self, vals_list):
        """Open what is entered for the next settlement."""
        entries = super().create(vals_list)
        self.env["agent.settlement.item"]._take_in(entries)
        return entries

    @api.model
    def _adjust(self, agent, company, amount, day, reason, source, entry=None, customer=None):
        """Enter what a manager adds to an agent's commission, or takes from it; who may, is checked by the caller.

        :param amount: in company currency
        :param source: what makes it; twice the same is refused by the ledger
        :param entry: the entry that it corrects, whose document and plan it gets
        """
        entry = entry or self.browse()
        # sudo: whoever adjusts need not be told by which plan the agent earns
        plan = entry.plan_id or agent.sudo().commission_plan_id
        if not plan:
            raise UserError(self.env._("%(agent)s has no commission plan.", agent=agent.name))
        return self.create(
            {
                "agent_id": agent.id,
                "company_id": company.id,
                "date": day,
                "kind": "adjustment",
                "plan_id": plan.id,
                "partner_id": (entry.partner_id or customer or agent.browse()).id,
                "move_id": entry.move_id.id,
                "move_line_id": entry.move_line_id.id,
                "product_id": entry.product_id.id,
                "reference": entry.reference or self.env._("Adjustment"),
                "amount": amount,
                "reason": reason,
                "source": source,
            }
        )

    def action_object(self):
        """Open the form in which the agent says what is wrong with the entry."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_object")
        return {
            **action,
            "context": {"default_entry_id": self.id, "default_settlement_id": self.settlement_id.id},
        }

    def _statement_reason(self):
        """Return in a few words why the entry is what it is: what a manager wrote, else the rule that gave the rate.

        Of limits all that they were held against. Never the margin, which the statement's reader may not know.
        """
        self.ensure_one()
        lines = (self.reason or self.explanation or "").splitlines()
        return "; ".join(lines if self.kind in LIMITS else lines[:1])
