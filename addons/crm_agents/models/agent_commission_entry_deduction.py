from odoo import api, models


class AgentCommissionEntry(models.Model):
    """Down payments posted late, or again: what invoices posted before take off for them."""

    _inherit = "agent.commission.entry"

    @api.model
    def _record_deductions_anew(self, documents):
        """Let posted invoices take off what down payments just posted earn.

        An invoice may have been posted while its down payment was a draft, or that be posted again for other agents.
        Credit notes of such an invoice follow. Where nothing has changed, nothing is entered.
        """
        lines = documents._commission_lines_deducting()
        if lines:
            model = self.env["agent.commission.term"]
            outdated, values = model._deduct_anew(lines)
            self._withdraw(outdated | model.search([("origin_id", "in", outdated.ids)]))
            terms = model._insert(values)
            anew = terms
            while anew:
                anew = model._insert(anew._prepare_credits_anew())
                terms |= anew
            self._enter_terms(terms)
