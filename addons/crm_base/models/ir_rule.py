from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import ormcache

# Models with a customer in modules that we do not depend on, yet that Odoo installs by itself: path to the partner.
MODELS_OF_OTHERS = {"snailmail.letter": "partner_id"}


class IrRule(models.Model):
    """Rules for models that our data files cannot name, and refusals that say nothing about the record refused."""

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if model_name in MODELS_OF_OTHERS and not self.env.su:
            domain = Domain(domain) & self.env.user._customer_domain(MODELS_OF_OTHERS[model_name], empty=True)
        return domain

    @api.model
    @ormcache()
    def _models_hidden_from_sellers(self):
        """Names of the models whose records a rule hides by whose they are: one that asks a method of `res.users`."""
        # sudo: sellers have no right to read rules; names of models tell nothing
        rules = self.sudo().search([("global", "=", True), ("domain_force", "like", "user.\\_")])
        return frozenset(rules.model_id.mapped("model")) | MODELS_OF_OTHERS.keys()

    def _make_access_error(self, operation, records):
        """In developer mode Odoo prints the names of refused records: with guessed ids, a list of all customers."""
        error = super()._make_access_error(operation, records)
        user = self.env.user
        if not (user._is_restricted_seller() and user.has_group("base.group_no_one")):
            return error
        model = self.env["ir.model"]._get(records._name).name
        silent = AccessError(
            self.env._("This record of “%(model)s” belongs to a customer of somebody else.", model=model)
        )
        if hasattr(error, "context"):
            silent.context = error.context
        return silent
