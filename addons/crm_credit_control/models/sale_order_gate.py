from contextvars import ContextVar
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError

from ..logic.authorisation import ceiling_findings, is_covered

NOTHING = Decimal(0)
# What can put an order on another debtor, make its lines worth more or promise them sooner, without touching them.
GROWTH_FIELDS = {"partner_id", "partner_invoice_id", "company_id", "currency_id", "commitment_date"}
# What the gate saw of the orders that are being confirmed after they passed; not in the context, which callers write.
seen_at_the_gate = ContextVar("seen_at_the_gate", default=None)


class SaleOrder(models.Model):
    """The gate: nothing reaches state `sale` without passing here, whichever way it comes."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        """An order written as confirmed from the start is made as a quotation and confirmed through the gate."""
        confirmed = [index for index, vals in enumerate(vals_list) if vals.get("state") == "sale"]
        if not confirmed:
            return super().create(vals_list)
        dates = {index: vals_list[index].get("date_order") for index in confirmed}
        drafts = [{**vals, "state": "draft"} if vals.get("state") == "sale" else vals for vals in vals_list]
        orders = super().create(drafts)
        for index, date in dates.items():
            orders[index].action_confirm()
            if date:
                orders[index].date_order = date
        return orders

    def write(self, vals):
        """Last guard: orders that may not be confirmed keep their state, whatever wrote it."""
        if vals.get("state") == "sale":
            seen = seen_at_the_gate.get() or {}
            held = self.filtered(
                lambda order: order.state != "sale" and seen.get(order.id) != order._gate_sight()
            )._hold_unauthorized()
            # With the state nothing else is written: `sale_order_entry` wrote that before, for this look.
            return super(SaleOrder, self - held).write(vals)
        if not GROWTH_FIELDS & vals.keys():
            return super().write(vals)
        baseline = self._growth_baseline()
        result = super().write(vals)
        self._check_growth(baseline)
        return result

    def action_confirm(self):
        """Confirm the orders that pass; the others wait with their findings, and nobody is stopped by them."""
        # Before anybody is asked: a customer who may only read an order could have approvers called for it.
        self.check_access("write")
        for order in self:
            if error := order._confirmation_error_message():
                raise UserError(error)
        ready = self - self._hold_unauthorized()
        if not ready:
            return True
        # The lock is held and the look was just taken: the guard in `write` looks again only if something changed.
        before = seen_at_the_gate.set({order.id: order._gate_sight() for order in ready})
        try:
            return super(SaleOrder, ready).action_confirm()
        finally:
            seen_at_the_gate.reset(before)

    def _gate_sight(self):
        """All of an order that its findings depend on and that an extension could change while it is confirmed."""
        order = self.sudo()  # The customer who signs may not read all of his order.
        lines = [
            (line.id, line.product_id.id, line.product_uom_id.id, line.product_uom_qty, line.price_total)
            for line in order.order_line
        ]
        return (
            order.company_id.id,
            order.currency_id.id,
            order.partner_invoice_id.commercial_partner_id.id,
            order.warehouse_id.id,
            order.commitment_date,
            order._is_paid_in_advance(),
            tuple(lines),
        )

    def _action_confirm(self):
        # Deliveries and the like only for orders that the guard let through.
        return super(SaleOrder, self.filtered(lambda order: order.state == "sale"))._action_confirm()

    def _action_cancel(self):
        result = super()._action_cancel()
        # Findings are written by nobody; those of a cancelled order become history.
        self.sudo()._expire_findings(("waiting",))
        return result

    def _hold_unauthorized(self, ahead=None):
        """Look at the orders one after the other, under the lock; those that must wait are returned.

        What an order passed adds to its debtor's figures counts for the next one of the same call.

        :param ahead: quotations of the same debtors that count as if they were confirmed
        """
        if not self:
            return self
        # Figures, costs and stock are looked at whoever confirms: the customer himself may be signing.
        orders = self.sudo()
        self.env["credit.lock"].sudo()._take(order._debtor_key() for order in orders)
        ahead = (self.browse() if ahead is None else ahead).sudo()
        standings, amounts = (ahead | orders)._standings()
        for order in ahead:
            key = order._debtor_key()
            standings[key] = standings[key].plus(amounts.get(order.id, NOTHING))
        held = self.browse()
        for order in orders:
            key = order._debtor_key()
            amount = amounts.get(order.id, NOTHING)
            findings = order._uncovered(order._find(standings[key], amount))
            if findings:
                order._file(findings)
                held |= self.browse(order.id)
            else:
                order._expire_findings(("waiting",))
                standings[key] = standings[key].plus(amount)
        return held

    def _find(self, standing, amount):
        """All findings of one order that adds `amount` to its debtor's `standing`."""
        self.ensure_one()
        rules = self.env["sale.authorization.rule"]._for_company(self.company_id)
        findings = list(ceiling_findings(standing, amount, rules))
        if findings and self.amount_total and self._is_paid_in_advance():
            # Paid in advance: it needs no credit, the other reasons still count.
            findings = []
        for reason, check in self._finding_checks().items():
            if reason in rules:
                findings += check(rules[reason])
        return findings

    def _is_paid_in_advance(self):
        """Whether what the customer paid online covers the order: at today's worth, and what he got back taken off.

        Odoo adds up whatever was paid in whatever currency, and leaves refunds out.
        """
        paid = self.transaction_ids.filtered(lambda payment: payment.state in ("authorized", "done"))
        paid |= paid.child_transaction_ids.filtered(
            lambda payment: payment.operation == "refund" and payment.state == "done"
        )
        worth = sum(
            payment.currency_id._convert(
                payment.amount, self.currency_id, self.company_id, self.company_id._today()
            )
            for payment in paid
        )
        return self.currency_id.compare_amounts(worth, self.amount_total) >= 0

    def _uncovered(self, findings):
        """The findings that no release in force covers."""
        if not findings:
            return []
        today = self.company_id._today()
        released = self.authorization_ids.filtered(
            lambda row: (
                row.state == "released" and row.partner_id == self.partner_invoice_id.commercial_partner_id
            )
        )
        releases = [row._as_release() for row in released]
        return [finding for finding in findings if not is_covered(finding, releases, today)]

    def _file(self, findings):
        """Store the findings of one order, one waiting row each, and ask those who may release them."""
        self.ensure_one()
        waiting = {(row.reason, row.line_id.id or None): row for row in self._findings_in(("waiting",))}
        for finding in findings:
            values = {
                "partner_id": self.partner_invoice_id.commercial_partner_id.id,
                "value": float(finding.value),
                "ceiling": float(finding.ceiling),
                "excess": float(finding.excess),
                "detail": finding.detail,
            }
            if row := waiting.pop((finding.reason, finding.line_id), None):
                row.write(values)
            else:
                self.env["sale.authorization"].create(
                    {"order_id": self.id, "reason": finding.reason, "line_id": finding.line_id, **values}
                )
        for row in waiting.values():
            row.state = "expired"
        self.has_asked_confirmation_mail |= bool(self.env.context.get("send_email"))
        self._ask_approvers()

    def _findings_in(self, states):
        return self.authorization_ids.filtered(lambda row: row.state in states)

    def _expire_findings(self, states):
        """Rows that no longer matter become history."""
        rows = self._findings_in(states)
        if rows:
            rows.state = "expired"
            rows.order_id._forget_approvers()

    def _confirm_released(self):
        """Confirm the orders whose last finding was released, after a second look under the lock."""
        for order in self:
            if order.state not in ("draft", "sent") or order._findings_in(("waiting",)):
                continue
            order._forget_approvers()
            order.with_company(order.company_id).with_context(
                send_email=order.has_asked_confirmation_mail
            ).action_confirm()
