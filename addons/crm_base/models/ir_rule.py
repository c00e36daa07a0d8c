from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    """Refusals say nothing about the record that was refused."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """In developer mode Odoo prints the names of refused records: with guessed ids, a list of all customers."""
        error = super()._make_access_error(operation, records)
        if self.env.user._is_restricted_seller() and self.env.user.has_group("base.group_no_one"):
            text = self.env._(
                "This record of “%(model)s” belongs to a customer of somebody else.",
                model=self.env["ir.model"]._get(records._name).name,
            )
            context = getattr(error, "context", None)
            error = AccessError(text)
            if context:
                error.context = context
        return error
