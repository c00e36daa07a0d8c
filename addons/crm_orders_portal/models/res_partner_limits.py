from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResPartner(models.Model):
    """Limits that several contacts share: whoever has limits invites a colleague into his own, not beside them."""

    _inherit = "res.partner"

    limits_of_id = fields.Many2one(
        "res.partner",
        string="Shares the limits of",
        compute="_compute_limits_of_id",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        domain="[('commercial_partner_id', '=', commercial_partner_id), ('is_company', '=', False)]",
        groups="base.group_user",
        help="What they order counts together, as if one person had ordered it.",
    )

    @api.depends("spending_rule")
    def _compute_limits_of_id(self):
        for contact in self:
            contact.limits_of_id = contact.limits_of_id if contact.spending_rule == "shared" else False

    @api.constrains("spending_rule", "limits_of_id", "parent_id")
    def _check_limits_of(self):
        for contact in self.filtered("limits_of_id"):
            owner = contact.limits_of_id
            if owner == contact or owner.commercial_partner_id != contact.commercial_partner_id:
                raise ValidationError(self.env._("Limits are shared with a colleague of the same company."))
            if owner.limits_of_id or self.search_count([("limits_of_id", "=", contact.id)], limit=1):
                raise ValidationError(
                    self.env._(
                        "%(contact)s cannot share the limits of somebody who shares another's himself.",
                        contact=contact.display_name,
                    )
                )

    def _limits_owner(self):
        """The contact whose limits hold for this one: himself or whose he shares; empty when that one is gone."""
        self.ensure_one()
        return self.limits_of_id if self.spending_rule == "shared" else self

    def _limits_pool(self):
        """All who order within the same limits as this contact, himself among them, the archived too.

        Who was archived has still spent what he spent this month.
        """
        owner = self._limits_owner()
        sharing = Domain("limits_of_id", "=", owner.id) & Domain("limits_of_id", "!=", False)
        return self | owner | self.with_context(active_test=False).search(sharing)

    def _has_limits(self):
        """Whether anything that this contact orders may have to be approved."""
        self.ensure_one()
        return self._spending().rule != "free"

    def _touch_limits(self):
        # Two orders sent at once, under one name or two, would each look at a month without the other: they queue.
        (self._limits_owner() or self)._touch_for_basket()

    def _portal_keeps_limits(self):
        """Whether somebody with a log-in of this customer orders within limits."""
        self.ensure_one()
        people = self.search(
            Domain("commercial_partner_id", "=", self.id)
            & Domain("spending_rule", "in", ["limited", "shared", "always"])
        )
        return any(person._portal_login() for person in people)
