from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain


class CrmVisitStandIn(models.Model):
    """Who takes a seller's contacts from one day to another, or from a day on for good.

    What is planned for those days is planned with him, and he sees the customers of whom he stands in for meanwhile.
    """

    _name = "crm.visit.stand.in"
    _description = "Stand-in of a Seller"
    _order = "date_from, id"

    user_id = fields.Many2one(
        "res.users",
        string="Seller",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    stand_in_id = fields.Many2one(
        "res.users",
        string="Stand-in",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Until", help="Last day; empty: for good.")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The time of a stand-in cannot end before it begins.",
    )
    _not_himself = models.Constraint("CHECK (user_id <> stand_in_id)", "Nobody stands in for himself.")

    @api.depends("user_id", "stand_in_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = bool(row.stand_in_id) and self.env._(
                "%(stand_in)s for %(seller)s", stand_in=row.stand_in_id.name, seller=row.user_id.name
            )

    @api.constrains("stand_in_id")
    def _check_stand_in_sells(self):
        for row in self:
            if not row.stand_in_id.has_group("crm_base.group_seller"):
                raise ValidationError(
                    self.env._(
                        "%(stand_in)s is no seller and could not look after customers.",
                        stand_in=row.stand_in_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Open the seller's customers to whoever stands in for him."""
        # A seller given as a default in the context is one too.
        defaults = self.default_get(["user_id"])
        for vals in vals_list:
            self._check_may_arrange(self.env["res.users"].browse({**defaults, **vals}.get("user_id", ())))
        rows = super().create(vals_list)
        rows._refresh_access()
        return rows

    def write(self, vals):
        """Follow a changed time or person."""
        self._check_may_arrange(self.user_id | self.env["res.users"].browse(vals.get("user_id", ())))
        result = super().write(vals)
        self._refresh_access()
        return result

    def unlink(self):
        """Close the seller's customers again."""
        result = super().unlink()
        self._refresh_access()
        return result

    @api.model
    def _check_may_arrange(self, users):
        """Managers arrange for the sellers of their teams; administrators and controllers for everybody."""
        if not self._may_arrange(users):
            raise AccessError(self.env._("Only the sellers of your own teams can be stood in for."))

    @api.model
    def _may_arrange(self, users):
        me = self.env.user
        return self.env.su or not me._is_restricted_seller() or not users - me - me._team_users()

    @api.model
    def _by_user(self, users):
        """Return {user: stand-ins of today or later}, the one arranged last at the end."""
        today = fields.Date.context_today(self)
        # sudo: who plans need not see what was arranged between colleagues
        rows = self.sudo().search(self._not_over(today) & Domain("user_id", "in", users.ids), order="id")
        return rows.grouped("user_id")

    @api.model
    def _not_over(self, today):
        return Domain("date_to", "=", False) | Domain("date_to", ">=", today)

    @api.model
    def _refresh_access(self):
        # sudo: who arranges a stand-in changes who sees customers by that, and by nothing else
        self.env["res.partner"].sudo()._refresh_allowed_users()

    @api.model
    def _cron_end(self):
        """Close the customers of sellers who came back in the last days."""
        today = fields.Date.context_today(self)
        week = Domain("date_to", "<", today) & Domain("date_to", ">=", fields.Date.subtract(today, days=7))
        if self.search_count(week, limit=1):
            self._refresh_access()
