from datetime import date
from decimal import Decimal

from odoo import SUPERUSER_ID, api, fields, models


class SaleOrder(models.Model):
    """An order that its buyer's own company must approve before it comes to us."""

    _inherit = "sale.order"

    portal_approval_ids = fields.One2many("portal.approval", "order_id", groups="base.group_user", copy=False)
    portal_approval_state = fields.Selection(
        selection=lambda self: self.env["portal.approval"]._fields["state"]._description_selection(self.env),
        string="Approval by the customer",
        compute="_compute_portal_approval_state",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
        help="Whether somebody in the customer's own company approved what his buyer ordered beyond his limits.",
    )

    @api.depends("portal_approval_ids.state")
    def _compute_portal_approval_state(self):
        for order in self:
            order.portal_approval_state = order.portal_approval_ids.sorted("id")[-1:].state

    def _company_amount(self):
        """The order's total with tax in its company's currency, exact to its smallest coin.

        At the rate of the day on which it was sent; until then at today's, however long the basket has been kept.
        """
        self.ensure_one()
        day = (self.portal_sent_on or self.portal_accepted_on or fields.Datetime.now()).date()
        currency = self.company_id.currency_id
        amount = self.currency_id._convert(
            self.amount_total, currency, self.company_id, max(day, date(1970, 1, 1))
        )
        return Decimal(str(amount))

    def _portal_limit_reasons(self, contact):
        """Why `contact` may not order this by himself, as reasons of `logic.spending`; none when he may."""
        self.ensure_one()
        # The limits are no field of the customer's; what follows from them is told to him.
        order = self.sudo()
        contact = contact.sudo().with_company(order.company_id)
        spending = contact._spending() if contact else None
        if not spending or spending.rule == "free":
            return ()
        return spending.reasons(order._company_amount(), contact._spent_this_month())

    def _portal_place(self, contact):
        """Send the basket in the name of `contact`, or lay it before an approver; returns texts when neither can be."""
        self.ensure_one()
        owner = self.portal_contact_id
        if owner != contact:
            # Who sends a basket that is shared has ordered it: what he may spend counts.
            self.portal_contact_id = contact
        if contact._has_limits():
            contact._touch_limits()
        reasons = self._portal_limit_reasons(contact)
        if not reasons:
            self._portal_send()
        elif contact._portal_approvers():
            self.env["portal.approval"]._ask(self, contact, reasons)
        else:
            # What could not be sent stays whose it was: nobody takes a colleague's basket by trying.
            self.portal_contact_id = owner
            return [
                *contact._spending_reason_texts(reasons),
                self.env._("Nobody in your company can approve it. Please ask your salesperson."),
            ]
        return []

    def _confirmation_error_message(self):
        """What a buyer may not send by himself becomes no order in any other way either."""
        return super()._confirmation_error_message() or (
            self._portal_lacks_approval() and self._portal_waits_text()
        )

    def _portal_waits_text(self):
        return self.env._("%(order)s waits for approval in the customer's own company.", order=self.name)

    def _portal_lacks_approval(self):
        self.ensure_one()
        order = self.sudo()  # The state of the approval is no field of the customer's.
        if order.portal_approval_state == "waiting":
            return True
        if order.portal_sent_on or not order.portal_contact_id:
            return False
        # Our own people may take in what a customer asks for on the telephone; a payment by the basket's page not.
        is_staff = self.env.uid != SUPERUSER_ID and self.env.user._is_internal()
        return not is_staff and bool(order._portal_limit_reasons(order.portal_contact_id))

    def _action_cancel(self):
        """Whoever cancels the order, nobody is left to be asked about it."""
        result = super()._action_cancel()
        # Approvals are written by no user's own right: they are a record of what the customer's people decided.
        waiting = self.sudo().portal_approval_ids.filtered(lambda approval: approval.state == "waiting")
        waiting.write({"state": "withdrawn", "decided_on": fields.Datetime.now()})
        return result
