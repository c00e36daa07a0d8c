from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..logic.authorisation import Release
from .sale_authorization_rule import REASONS

SEE_COST = "crm_base.group_see_cost"
# Reasons whose ceiling is what goods cost.
COST_REASONS = ("below_cost",)


class SaleAuthorization(models.Model):
    """One reason for which one order waits or waited, its figures, and who decided what, when and why.

    Rows are written by the gate and by the two decisions only; nobody has the right to edit them.
    """

    _name = "sale.authorization"
    _description = "Order Authorisation"
    _order = "id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="cascade", readonly=True)
    line_id = fields.Many2one(
        "sale.order.line", "Order Line", index="btree_not_null", ondelete="cascade", readonly=True
    )
    partner_id = fields.Many2one("res.partner", "Debtor", required=True, index=True, readonly=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="order_id.user_id", store=True, string="Salesperson")
    reason = fields.Selection(REASONS, required=True, readonly=True)
    detail = fields.Char(readonly=True)
    value = fields.Monetary(readonly=True, aggregator=None, help="What was found.")
    # Of a price below cost these are the cost, and what is missing to it.
    ceiling = fields.Monetary(
        readonly=True, aggregator=None, groups=SEE_COST, help="What would have been right."
    )
    excess = fields.Monetary(readonly=True, groups=SEE_COST)
    shown_ceiling = fields.Monetary(
        string="Ceiling Told", compute="_compute_shown", compute_sudo=True, export_string_translation=False
    )
    shown_excess = fields.Monetary(
        string="Excess Told", compute="_compute_shown", compute_sudo=True, export_string_translation=False
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("released", "Released"), ("refused", "Refused"), ("expired", "Expired")],
        required=True,
        default="waiting",
        readonly=True,
        index=True,
    )
    decided_by = fields.Many2one("res.users", readonly=True)
    decided_for = fields.Many2one(
        "res.users", "In the Name of", readonly=True, help="The approver whose deputy decided."
    )
    decided_on = fields.Datetime(readonly=True)
    note = fields.Text(readonly=True)
    tolerance = fields.Float("Tolerance (%)", readonly=True)
    valid_until = fields.Date(readonly=True)
    may_release = fields.Boolean("I may Decide", compute="_compute_may_release")

    order_amount = fields.Monetary(
        related="order_id.amount_total", currency_field="order_currency_id", string="Order Total"
    )
    order_currency_id = fields.Many2one(related="order_id.currency_id", string="Order Currency")
    credit_amount = fields.Monetary(related="partner_id.credit_amount")
    obligo_amount = fields.Monetary(related="partner_id.obligo_amount")
    open_orders_amount = fields.Monetary(related="partner_id.open_orders_amount")
    delivered_uninvoiced_amount = fields.Monetary(related="partner_id.delivered_uninvoiced_amount")
    receivable_amount = fields.Monetary(related="partner_id.receivable_amount")
    instruments_amount = fields.Monetary(related="partner_id.instruments_amount")

    @api.depends("reason", "ceiling", "excess")
    def _compute_shown(self):
        """The figures as everybody may see them who sees the order: not those that tell what goods cost."""
        for authorization in self:
            told = authorization.reason not in COST_REASONS
            authorization.shown_ceiling = told and authorization.ceiling
            authorization.shown_excess = told and authorization.excess

    @api.depends_context("uid")
    @api.depends("state", "excess")
    def _compute_may_release(self):
        for authorization in self:
            authorization.may_release = authorization.state == "waiting" and bool(
                authorization._decider(self.env.user)
            )

    def _decider(self, user, tolerance=None):
        """Who releases when `user` does, `tolerance` (percent of the value) on top: he, or whose deputy he is."""
        # The rule is looked at, whoever asks.
        authorization = self.sudo()
        rules = authorization.env["sale.authorization.rule"]
        rule = rules._for_company(authorization.company_id).get(self.reason)
        excess = float(authorization._as_release(tolerance).covered_excess)
        return rules._decider([(rule, excess)] if rule else [], user, authorization.order_id.partner_id)

    def _as_release(self, tolerance=None):
        """This finding as the pure rule sees a release."""
        return Release(
            reason=self.reason,
            value=Decimal(str(self.value)),
            excess=Decimal(str(self.excess)),
            tolerance=Decimal(str(self.tolerance if tolerance is None else tolerance)),
            valid_until=self.valid_until or None,
            line_id=self.line_id.id or None,
        )

    @api.model
    def _text(self, company, finding):
        """One line for a finding, in the user's language: reason, what was found, what would have been right.

        What goods cost is left out.
        """
        money = company.currency_id.format
        reason = dict(self._fields["reason"]._description_selection(self.env))[finding.reason]
        value = money(float(finding.value))
        if finding.reason in COST_REASONS:
            # Texts are kept on the order, where its seller reads them.
            text = self.env._("%(reason)s: %(value)s", reason=reason, value=value)
        else:
            text = self.env._(
                "%(reason)s: %(value)s of %(ceiling)s",
                reason=reason,
                value=value,
                ceiling=money(float(finding.ceiling)),
            )
        return f"{text} ({finding.detail})" if finding.detail else text

    def action_release(self, note=None, tolerance=None):
        """Release the findings; an order without any other waiting finding confirms by itself.

        `tolerance` (percent of the value, the rule's own by default) says how much may still change until then.
        """
        self._check_decidable(tolerance)
        # Checked just above; findings are written by nobody else, and the order may be another seller's.
        for authorization in self.sudo():
            rule = authorization.env["sale.authorization.rule"]._for_company(authorization.company_id)[
                authorization.reason
            ]
            authorization._decide(
                "released",
                note,
                authorization._decider(self.env.user, tolerance),
                tolerance=rule.tolerance if tolerance is None else tolerance,
                valid_until=fields.Date.add(authorization.company_id._today(), days=rule.valid_days),
            )
        self.sudo().order_id._confirm_released()

    def action_refuse(self, note):
        """Refuse the findings with a reason; the order stays a quotation and its seller is told."""
        if not (note or "").strip():
            raise UserError(self.env._("Say why the order is refused."))
        self._check_decidable()
        # Checked just above; findings are written by nobody else, and the order may be another seller's.
        orders = self.sudo().order_id
        for authorization in self.sudo():
            authorization._decide("refused", note, authorization._decider(self.env.user))
        orders.authorization_ids.filtered(lambda row: row.state == "waiting").state = "expired"
        orders._tell_refusal(note)

    def _check_decidable(self, tolerance=None):
        """Refuse unless the user sees every row, each still waits, and its excess is within his level."""
        self.check_access("read")
        if tolerance is not None and not tolerance >= 0:
            # Less than nothing would bring any excess within his level.
            raise UserError(self.env._("A tolerance cannot be negative."))
        for authorization in self:
            if authorization.state != "waiting":
                raise UserError(
                    self.env._(
                        "%(order)s: this was already decided.", order=authorization.order_id.display_name
                    )
                )
            if not authorization._decider(self.env.user, tolerance):
                raise AccessError(
                    self.env._(
                        "%(order)s: this excess is above what you may decide.",
                        order=authorization.order_id.display_name,
                    )
                )

    def _decide(self, state, note, approver, **values):
        """Write the decision: taken by the user, in the name of `approver`."""
        self.write(
            {
                "state": state,
                "note": note or False,
                "decided_by": self.env.user.id,
                "decided_for": approver.id if approver != self.env.user else False,
                "decided_on": fields.Datetime.now(),
                **values,
            }
        )
