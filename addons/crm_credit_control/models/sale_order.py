from decimal import Decimal

from odoo import api, fields, models

from ..logic.authorisation import Standing
from .credit_exposure import SEES_CREDIT

NOTHING = Decimal(0)


def _decimal(amount):
    """A figure of the database, which hands out floats of numbers it rounded exactly."""
    return Decimal(str(amount or 0))


class SaleOrder(models.Model):
    """What an order does to the credit of whoever pays it, and whether it may be confirmed."""

    _inherit = "sale.order"

    authorization_ids = fields.One2many(
        "sale.authorization",
        "order_id",
        "Authorisations",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )
    authorization_state = fields.Selection(
        [("none", "Not needed"), ("waiting", "Waiting"), ("released", "Released"), ("refused", "Refused")],
        "Authorisation",
        compute="_compute_authorization_state",
        store=True,
        index=True,
        groups="base.group_user",
    )
    has_asked_confirmation_mail = fields.Boolean(
        copy=False, groups="base.group_user", help="The customer gets the confirmation by mail once released."
    )
    debtor_id = fields.Many2one(
        related="partner_invoice_id.commercial_partner_id", string="Debtor", groups="base.group_user"
    )
    credit_before = fields.Monetary(
        "Credit without this Order",
        compute="_compute_credit_effect",
        currency_field="company_currency_id",
        groups=SEES_CREDIT,
    )
    credit_after = fields.Monetary(
        "Credit with this Order",
        compute="_compute_credit_effect",
        currency_field="company_currency_id",
        groups=SEES_CREDIT,
    )
    obligo_before = fields.Monetary(
        "Obligo without this Order",
        compute="_compute_credit_effect",
        currency_field="company_currency_id",
        groups=SEES_CREDIT,
    )
    obligo_after = fields.Monetary(
        "Obligo with this Order",
        compute="_compute_credit_effect",
        currency_field="company_currency_id",
        groups=SEES_CREDIT,
    )
    credit_ceiling = fields.Monetary(
        compute="_compute_credit_effect", currency_field="company_currency_id", groups=SEES_CREDIT
    )
    obligo_ceiling = fields.Monetary(
        compute="_compute_credit_effect", currency_field="company_currency_id", groups=SEES_CREDIT
    )
    has_credit_ceiling = fields.Boolean(compute="_compute_credit_effect", groups=SEES_CREDIT)
    has_obligo_ceiling = fields.Boolean(compute="_compute_credit_effect", groups=SEES_CREDIT)

    @api.depends("state", "authorization_ids.state")
    def _compute_authorization_state(self):
        for order in self:
            # The last word on each reason and line counts; earlier ones are history.
            latest = {(row.reason, row.line_id): row.state for row in order.authorization_ids.sorted("id")}
            states = set(latest.values())
            if order.state == "sale":
                states -= {"waiting", "refused"}
            order.authorization_state = next(
                (state for state in ("waiting", "refused", "released") if state in states), "none"
            )

    @api.depends("partner_invoice_id", "company_id", "currency_id", "amount_total", "state")
    def _compute_credit_effect(self):
        """What-if: the debtor's figures without and with this order, also while it is being typed."""
        for company, orders in self.grouped("company_id").items():
            # Figures of the debtor are shown to whoever may see the order.
            figures = (
                self.env["credit.exposure"]
                .sudo()
                ._figures(orders.partner_invoice_id.commercial_partner_id, company)
            )
            own = orders.filtered(lambda order: order.state == "sale")._exposure_amounts()
            for order in orders:
                row = figures.get(order.partner_invoice_id.commercial_partner_id.id, {})
                order._set_credit_effect(row, own.get(order.id))

    def _set_credit_effect(self, row, own):
        """Fill the figures from a `row` of exposure; `own` is this order's part of it, if it has one already."""
        credit, obligo = row.get("credit_amount") or 0, row.get("obligo_amount") or 0
        if self.state in ("draft", "sent"):
            added = self.currency_id._convert(
                self.amount_total,
                self.company_id.currency_id,
                self.company_id,
                self.company_id._today(),
            )
            self.credit_before, self.obligo_before = credit, obligo
            self.credit_after, self.obligo_after = credit + added, obligo + added
        else:
            self.credit_before, self.obligo_before = credit - float(own or 0), obligo - float(own or 0)
            self.credit_after, self.obligo_after = credit, obligo
        for name in ("credit_ceiling", "obligo_ceiling", "has_credit_ceiling", "has_obligo_ceiling"):
            self[name] = row.get(name) or 0

    def _exposure_amounts(self):
        """What each order is worth in exposure once confirmed, company currency: `{order_id: Decimal}`."""
        if not self.ids:
            return {}
        # The gate adds up whatever the debtor owes, whoever confirms.
        amounts = self.env["credit.exposure.item"].sudo()._order_amounts(self.ids)
        return {order_id: _decimal(amount) for order_id, amount in amounts.items()}

    def _standings(self):
        """Where the debtors of these orders stand without them, and what each order adds once confirmed.

        :return: `{(commercial partner id, company id): Standing}` and `{order id: Decimal}`, company currency
        """
        nobody = Standing(credit=NOTHING, obligo=NOTHING)
        standings, amounts = {order._debtor_key(): nobody for order in self}, {}
        for row in self.env["credit.exposure"]._apart_from(self) if self.ids else ():
            if row["order_id"]:
                amounts[row["order_id"]] = _decimal(row["credit_amount"])
                continue
            standings[row["partner_id"], row["company_id"]] = Standing(
                credit=_decimal(row["credit_amount"]),
                obligo=_decimal(row["obligo_amount"]),
                credit_ceiling=None if row["credit_ceiling"] is None else _decimal(row["credit_ceiling"]),
                obligo_ceiling=None if row["obligo_ceiling"] is None else _decimal(row["obligo_ceiling"]),
            )
        return standings, amounts

    def _is_awaiting_check(self):
        # The field is closed to customers; that something is being checked they may know.
        return super()._is_awaiting_check() or self.sudo().authorization_state == "waiting"

    def _awaiting_check_fields(self):
        return [*super()._awaiting_check_fields(), "authorization_state"]

    def action_open_authorizations(self):
        """Open the findings of this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Authorisations"),
            "res_model": "sale.authorization",
            "view_mode": "list,form",
            "domain": [("order_id", "=", self.id)],
            "context": {"create": False},
        }
