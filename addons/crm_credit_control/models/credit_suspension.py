from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CreditSuspension(models.Model):
    """A time in which a customer's new orders wait, whatever the figures."""

    _name = "credit.suspension"
    _description = "Customer Suspension"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _rec_name = "reason"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('commercial_partner_id', '=', id)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: self.env.company._today(), tracking=True
    )
    date_to = fields.Date("Until", tracking=True, help="Last day; empty until somebody lifts it.")
    reason = fields.Char(required=True, tracking=True)
    rule = fields.Selection(
        [
            ("manual", "By hand"),
            ("overdue", "Rule: overdue debt"),
            ("bounced", "Rule: bounced instruments"),
            ("stage", "Rule: collection stage"),
        ],
        "Imposed",
        required=True,
        default="manual",
        readonly=True,
        tracking=True,
    )
    rule_id = fields.Many2one(
        "credit.suspension.rule",
        "By Rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_pardoned = fields.Boolean(
        "Lifted while the Cause Held", readonly=True, copy=False,
        help="The rule does not suspend this customer again before its cause was gone once.",
    )  # fmt: skip
    is_in_force = fields.Boolean("In Force", compute="_compute_is_in_force", search="_search_is_in_force")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A suspension cannot end before it begins."
    )

    _once_per_rule = models.UniqueIndex(
        "(partner_id, company_id, rule_id) WHERE rule_id IS NOT NULL AND date_to IS NULL",
        "This rule already suspends the customer.",
    )

    @api.constrains("partner_id")
    def _check_partner(self):
        for suspension in self:
            partner = suspension.partner_id
            if partner != partner.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is a contact: suspend %(customer)s.",
                        contact=partner.display_name,
                        customer=partner.commercial_partner_id.display_name,
                    )
                )

    @api.depends("date_from", "date_to", "company_id")
    def _compute_is_in_force(self):
        for suspension in self:
            today = (suspension.company_id or self.env.company)._today()
            suspension.is_in_force = bool(
                suspension.date_from
                and suspension.date_from <= today
                and (not suspension.date_to or suspension.date_to >= today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        in_force = self.env["res.company"]._domain_by_today(
            lambda today: (
                Domain("date_from", "<=", today)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
            )
        )
        # `in` gets {True}, {False} or both.
        return Domain.OR(in_force if wanted else ~in_force for wanted in value)

    def write(self, vals):
        """Who sets an end to what a rule imposed means it: the rule respects that until its cause is gone."""
        if not self.env.su:
            vals = {
                key: value for key, value in vals.items() if key not in ("rule", "rule_id", "is_pardoned")
            }
        result = super().write(vals)
        # Record rules ask before a change only: of his own customer's row somebody could make a stranger's.
        self.check_access("write")
        if "date_to" in vals and "is_pardoned" not in vals:
            # sudo: nobody types this flag; it follows from the date that he may set.
            self.filtered("rule_id").sudo().write({"is_pardoned": bool(vals["date_to"])})
        if {"date_from", "date_to"} & vals.keys():
            self.env["sale.order"]._look_again_soon(self.partner_id)
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """What a person imposes is by hand, whatever he says."""
        if not self.env.su:
            manual = {"rule": "manual", "rule_id": False, "is_pardoned": False}
            vals_list = [vals | manual for vals in vals_list]
        return super().create(vals_list)

    def unlink(self):
        """What is deleted no longer holds orders."""
        self.env["sale.order"]._look_again_soon(self.partner_id)
        return super().unlink()

    def action_lift(self):
        """End the suspension: from today on it no longer holds orders."""
        self._end()

    def _lift_by_rule(self):
        """The cause is gone: end what still stands, forget who was let go."""
        standing = self.filtered(lambda suspension: not suspension.date_to)
        standing._end(is_pardoned=False)
        (self - standing).write({"is_pardoned": False})

    def _end(self, **values):
        """Make yesterday the last day of these suspensions, those with the same dates at once."""
        for (first, company), suspensions in self.grouped(
            lambda one: (one.date_from, one.company_id)
        ).items():
            yesterday = fields.Date.subtract(company._today(), days=1)
            suspensions.write({"date_from": min(first, yesterday), "date_to": yesterday, **values})
