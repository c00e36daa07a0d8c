from odoo import models


class SaleOrder(models.Model):
    """What an order's page may tell the customer about his credit."""

    _inherit = "sale.order"

    def _portal_credit_effect(self):
        """His ceilings, what he uses of each, and what the order adds; nothing when somebody else pays it."""
        rows = super()._portal_credit_effect()
        if self.debtor_id != self.partner_id.commercial_partner_id:
            return rows
        labels = {
            "credit": self.env._("Your credit"),
            "obligo": self.env._("Your credit, cheques and bills included"),
        }
        return rows + [
            (
                label,
                self[f"{kind}_ceiling"],
                self[f"{kind}_before"],
                self[f"{kind}_after"] - self[f"{kind}_before"],
            )
            for kind, label in labels.items()
            if self[f"has_{kind}_ceiling"]
        ]
