from odoo import api, fields, models
from odoo.tools import SQL


class AgentCommissionEntry(models.Model):
    """The settlement of a ledger entry. It is kept beside the entry, which itself never changes."""

    _inherit = "agent.commission.entry"

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
