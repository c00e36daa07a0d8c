from odoo import models


class AgentSettlement(models.Model):
    """What stands on the agent's statement: his entries by customer and document."""

    _inherit = "agent.settlement"

    def _statement_entries(self):
        """Return the entries in the order of the statement: by customer, document and day."""
        # sudo: the agent may have handed the customer on since; what he earned stays legible
        return self.entry_ids.sorted(
            lambda entry: (
                (entry.partner_id.sudo().name or "").casefold(),
                entry.reference,
                entry.date,
                entry.id,
            )
        )

    def _statement_customers(self):
        """Return `[(customer's name, sum, [(document, sum, entries)])]` of one settlement."""
        customers = []
        # sudo: as above
        for customer, entries in (
            self._statement_entries().grouped(lambda entry: entry.partner_id.sudo()).items()
        ):
            documents = [
                (reference, sum(rows.mapped("amount")), rows)
                for reference, rows in entries.grouped("reference").items()
            ]
            customers.append(
                (customer.name or self.env._("Without customer"), sum(entries.mapped("amount")), documents)
            )
        return customers

    def action_export(self):
        """The settlements and their entries as a workbook."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm_agents/settlements.xlsx?ids={','.join(map(str, self.ids))}",
            "target": "self",
        }
