from odoo import api, fields, models, tools

REASONS = [
    ("credit", "Credit ceiling"),
    ("obligo", "Obligo ceiling"),
    ("overdue", "Overdue debt"),
    ("suspended", "Suspended customer"),
    ("stock", "Missing stock"),
    ("below_cost", "Below cost"),
]


class SaleAuthorizationRule(models.Model):
    """A reason for which orders wait, and who may release them. A reason without active rule is not looked at."""

    _name = "sale.authorization.rule"
    _description = "Order Authorisation Rule"
    _inherit = ["mail.thread"]
    _order = "sequence, reason, company_id"
    _rec_name = "reason"

    reason = fields.Selection(REASONS, required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for companies without a rule of their own."
    )
    tolerance = fields.Float(
        "Tolerance (%)",
        tracking=True,
        help="By how much a released value may still grow before somebody is asked again.",
    )
    valid_days = fields.Integer(
        "Valid (days)", default=30, required=True, tracking=True, help="How long a release counts."
    )
    overdue_days = fields.Integer(
        "Days Overdue Allowed", tracking=True, help="Debt overdue for longer makes orders wait."
    )
    level_ids = fields.One2many("sale.authorization.level", "rule_id", "Who may Release", copy=True)

    _one_per_company = models.UniqueIndex(
        "(reason, COALESCE(company_id, 0)) WHERE active",
        "There is already an active rule for this reason and company.",
    )
    _sensible_numbers = models.Constraint(
        "CHECK (tolerance >= 0 AND valid_days >= 0 AND overdue_days >= 0)",
        "Tolerance and days cannot be negative.",
    )

    @api.model
    def _for_company(self, company):
        """The rules in force in `company`: `{reason: rule}`, its own before the general ones."""
        return {reason: self.browse(rule_id) for reason, rule_id in self._ids_for_company(company.id)}

    @api.model
    @tools.ormcache("company_id")
    def _ids_for_company(self, company_id):
        """Pairs of reason and id of the rules in force, the general ones first: every confirmation asks for them."""
        # Which reasons are looked at does not depend on who asks, nor on what else he is doing.
        rules = self.sudo().with_context(active_test=True)
        rules = rules.search([("company_id", "in", [False, company_id])], order="id")
        return [(rule.reason, rule.id) for rule in rules.sorted(lambda rule: bool(rule.company_id))]

    @api.model_create_multi
    def create(self, vals_list):
        """Let the new rules be found."""
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        """Let what is in force be found anew."""
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Let what is in force be found anew."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _may_release(self, user, excess):
        """Whether `user` may release an `excess` (company currency) found by this rule."""
        self.ensure_one()
        return any(
            level.group_id in user.all_group_ids and (not level.is_limited or excess <= level.up_to)
            for level in self.level_ids
        )

    @api.model
    def _decider(self, demands, user, partner):
        """Who decides when `user` does: he, an approver whose deputy he is, or nobody.

        :param demands: list of (rule, excess in company currency), all of which he must be able to release
        :param partner: the customer, whom the approver must see in his own right
        """
        # The rules and the persons' rights are looked at, whoever asks.
        user = user.sudo()
        stood_in_for = user._stood_in_for()
        for approver in user | stood_in_for if demands else ():
            # Without this a deputy would decide in his own name what he sees only as a deputy.
            sees = not stood_in_for or approver._sees_himself(partner)
            if sees and all(rule.sudo()._may_release(approver, excess) for rule, excess in demands):
                return approver
        return user.browse()

    def _approvers(self, order, excess):
        """Users to ask: those of the lowest sufficient level that see the order, else of the next one."""
        self.ensure_one()
        order = order.with_context(allowed_company_ids=order.company_id.ids)
        levels = self.level_ids.filtered(lambda level: not level.is_limited or excess <= level.up_to)
        for level in levels.sorted(lambda level: (not level.is_limited, level.up_to, level.id)):
            users = level.group_id.all_user_ids.filtered(
                lambda user: (
                    user.active
                    and not user.share
                    and order.company_id in user.company_ids
                    and order.with_user(user).has_access("read")
                )
            )
            if users:
                return users
        return self.env["res.users"]
