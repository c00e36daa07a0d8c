from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

APPROVERS = ("crm_base.group_sales_manager", "crm_base.group_credit_controller")


class SaleAuthorizationDeputy(models.Model):
    """Who decides on orders in the name of an approver who is away, from one day to another.

    The deputy may decide what the approver may, sees the approver's customers meanwhile, and every decision says in
    whose name it was taken. What was delegated to a deputy is not delegated further.
    """

    _name = "sale.authorization.deputy"
    _description = "Deputy of an Approver"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        "Approver",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    deputy_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        tracking=True,
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: self.env.user.company_id._today(), tracking=True
    )
    date_to = fields.Date("Until", required=True, tracking=True, help="Last day.")

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The time of a deputy cannot end before it begins."
    )
    _not_himself = models.Constraint("CHECK (user_id <> deputy_id)", "Nobody is his own deputy.")

    @api.depends("user_id", "deputy_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = bool(row.deputy_id) and self.env._(
                "%(deputy)s for %(approver)s", deputy=row.deputy_id.name, approver=row.user_id.name
            )

    @api.constrains("deputy_id")
    def _check_deputy(self):
        for row in self:
            if not any(row.deputy_id.has_group(group) for group in APPROVERS):
                raise ValidationError(
                    self.env._(
                        "%(deputy)s is neither sales manager nor credit controller and could not decide.",
                        deputy=row.deputy_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Open the approver's customers to the deputy."""
        for vals in vals_list:
            self._refuse_for_others({**self.default_get(["user_id"]), **vals})
        rows = super().create(vals_list)
        self.env["res.users"]._forget_customer_domains()
        return rows

    def write(self, vals):
        """Follow a changed time or person."""
        self._refuse_for_others(vals)
        result = super().write(vals)
        self.env["res.users"]._forget_customer_domains()
        return result

    @api.model
    def _refuse_for_others(self, vals):
        """Everybody names his own deputy; only the administrator those of others.

        Asked before anything is written. Record rules look at the row as it was, and what one finds by a row that is
        then rolled back could stay in Odoo's cache.
        """
        user = self.env.user
        if self.env.su or vals.get("user_id", user.id) == user.id:
            return
        if not user.has_group("crm_base.group_administrator"):
            raise AccessError(self.env._("Everybody names his own deputy only."))

    def unlink(self):
        """Close the approver's customers to the deputy."""
        result = super().unlink()
        self.env["res.users"]._forget_customer_domains()
        return result

    @api.model
    def _in_force(self, approvers):
        """Rows of these approvers whose time is now."""
        # Whoever is asked to decide must be found, whoever confirms the order.
        return (
            self.sudo()
            .search([("user_id", "in", approvers.ids)])
            .filtered(lambda row: row.user_id._is_within(row.user_id.id, row.date_from, row.date_to))
        )

    @api.model
    def _cron_follow_calendar(self):
        """Let the record rules, which Odoo remembers, follow who begins or ends today to stand in for somebody."""
        represented = self.search([]).user_id  # pylint: disable=no-search-all
        for today, approvers in represented.grouped(lambda user: user.company_id._today()).items():
            yesterday = fields.Date.subtract(today, days=1)
            turns = ["|", ("date_from", "=", today), ("date_to", "=", yesterday)]
            if self.search_count([("user_id", "in", approvers.ids), *turns], limit=1):
                self.env["res.users"]._forget_customer_domains()
                break
