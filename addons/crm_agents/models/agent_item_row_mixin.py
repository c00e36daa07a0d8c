from odoo import api, models
from odoo.fields import Domain

# Whose rows can be found at most, in the context: ids of partners; nothing where they can be anybody's.
AGENTS_KEY = "agents_left"


class AgentItemRowMixin(models.AbstractModel):
    """Rows of a view, by `agent_id`, of which there are several for each journal item."""

    _name = "agent.item.row.mixin"
    _description = "Row About a Journal Item"

    # Bits of a row's number that stand after the number of its journal item.
    _bits_after_item = 6

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **options):
        """Tell the query whose rows the domain, and the rules, leave: others' items then need not be looked at."""
        agents = self._agents_left(Domain(domain).optimize(self), bypass_access)
        bounded = self.with_context(**{AGENTS_KEY: agents})
        return super(AgentItemRowMixin, bounded)._search(
            domain, offset, limit, order, bypass_access=bypass_access, **options
        )

    @api.model
    def _agents_left(self, domain, bypass_access=False):
        """Ids of the agents whose rows can be found at most; None where the conditions do not tell.

        :param domain: optimized, so that each condition on one agent is on a set of them
        """
        for condition in domain.children if getattr(domain, "OPERATOR", None) == "&" else [domain]:
            named = getattr(condition, "field_expr", None) == "agent_id" and condition.operator == "in"
            if named and all(isinstance(agent, int) and agent for agent in condition.value):
                return tuple(condition.value)
        user = self.env.user
        if self.env.su or bypass_access or not user._is_restricted_seller():
            return None
        # What a manager sees takes a look at who is in his teams: it is left to the rule.
        return None if user.has_group("crm_base.group_sales_manager") else (user.partner_id.id,)

    def action_open_document(self):
        """Open the invoice, payment or entry that this row is about."""
        self.ensure_one()
        # The number of the row says which item it is: to ask the query would be to look at every item.
        document = self.env["account.move.line"].browse(self.id >> self._bits_after_item).move_id
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": document.id,
            "view_mode": "form",
        }
