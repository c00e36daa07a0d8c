from odoo import fields, models


class SaleOrder(models.Model):
    """An offer of ours that its customer accepts: who did, and what his own company must approve first."""

    _inherit = "sale.order"

    portal_accepted_by_id = fields.Many2one(
        "res.partner",
        string="Accepted by",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
        help="Whose log-in accepted the offer in the portal.",
    )
    portal_accepted_on = fields.Datetime(
        string="Accepted on",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="From then on it counts within his limits.",
    )

    def _is_portal_offer(self):
        """Whether we wrote this order for the customer, and not he himself."""
        self.ensure_one()
        return not self.sudo().portal_contact_id  # no field of the customer's, but he may know what it says

    def _portal_awaits_customer(self):
        """Whether this order is still his to decide: a basket not sent, or an offer neither confirmed nor cancelled."""
        self.ensure_one()
        return self.state == "draft" or (self.state == "sent" and self._is_portal_offer())

    def _portal_acceptor(self, user):
        """The customer's contact behind `user`, as superuser; empty for staff and for whoever has only the link."""
        self.ensure_one()
        contact = user._portal_contact()
        is_own = contact.commercial_partner_id == self.partner_id.commercial_partner_id
        return contact if is_own else contact.browse()

    def _portal_acceptance_reasons(self, contact):
        """Why this offer must be approved when `contact` accepts it, as reasons of `logic.spending`.

        What was approved once stays so, as long as the offer has not grown.
        """
        self.ensure_one()
        return () if self._is_portal_approved() else self._portal_limit_reasons(contact)

    def _is_portal_approved(self):
        self.ensure_one()
        # What his own company approved is no field of the customer's.
        last = self.sudo().portal_approval_ids.sorted("id")[-1:]
        return last.state == "approved" and self._company_amount() <= round(last.amount, 6)

    def _portal_acceptance_notice(self, user):
        """What `user` reads before he accepts this offer: (whether it stops him, texts); texts only when something is.

        With a link alone nobody accepts for a company that keeps limits: whoever has limits has the link too.
        """
        self.ensure_one()
        env, nothing = self.env, (False, [])
        if user._is_internal() or not self._is_portal_offer() or self.state not in ("draft", "sent"):
            return nothing
        if self.sudo().portal_approval_state == "waiting":
            return True, [self._portal_waits_text()]
        contact = self._portal_acceptor(user)
        if not contact:
            keeps_limits = self.sudo().partner_id.commercial_partner_id._portal_keeps_limits()
            text = env._("Your company keeps limits on orders. Please log in to accept this offer.")
            return (True, [text]) if keeps_limits else nothing
        if not contact.may_order:
            return True, [
                env._("You may not order in your company's name. Please ask a colleague to accept it.")
            ]
        reasons = contact._spending_reason_texts(self._portal_acceptance_reasons(contact))
        if not reasons:
            return nothing
        if not contact._portal_approvers():
            nobody = env._("Nobody in your company can approve it. Please ask your salesperson.")
            return True, [*reasons, nobody]
        return False, [*reasons, self._portal_acceptance_outlook()]

    def _portal_acceptance_outlook(self):
        if self._has_to_be_paid() and not self._has_to_be_signed():
            return self.env._("Ask for approval first: once a colleague has approved it, it can be paid.")
        return self.env._(
            "When you accept it, it waits for a colleague who may approve it, and becomes an order then."
        )

    def _validate_order(self):
        """Confirm; an offer that a buyer accepts beyond his limits is laid before his company's approvers instead.

        Core's pages confirm as superuser: who accepts was noted on the offer before.
        """
        asked = self.filtered(
            lambda order: (
                order.portal_accepted_by_id
                and not order.portal_accepted_on
                and order._portal_ask_acceptance(order.portal_accepted_by_id)
            )
        )
        for order in (self - asked).filtered("portal_accepted_by_id"):
            order._portal_accepted(order.portal_accepted_by_id)
        return super(SaleOrder, self - asked)._validate_order() if self != asked else None

    def _portal_ask_acceptance(self, contact):
        """Lay the offer that `contact` signed before his approvers if it is beyond his limits; whether it was."""
        self.ensure_one()
        if contact._has_limits():
            contact._touch_limits()
        reasons = self._portal_acceptance_reasons(contact)
        if reasons:
            # Approvals are written by no user's own right.
            self.env["portal.approval"].sudo()._ask(self, contact, reasons)
        return bool(reasons)

    def _portal_pays(self, contact):
        """Paying accepts: from now on the offer counts within the limits of `contact`.

        What was approved stays with the buyer who asked for it, whoever of his company pays.
        """
        self.ensure_one()
        if not contact or not self._portal_awaits_customer() or self._is_portal_approved():
            return
        if contact._has_limits():
            contact._touch_limits()
        self._portal_accepted(contact)

    def _portal_accepted(self, contact):
        # It counts within his limits from now on, also while it waits for a check of ours or for its payment.
        now = self.portal_accepted_on or fields.Datetime.now()
        self.write({"portal_accepted_by_id": contact.id, "portal_accepted_on": now})

    def _portal_acceptance_checks(self):
        """What an approver must know before this offer can be accepted, as messages; none when it may be."""
        self.ensure_one()
        if self.is_expired:
            return [self.env._("This offer is no longer valid. Please ask your salesperson for a new one.")]
        return []

    def _portal_accept_approved(self, contact):
        """Take in the offer that `contact` accepted and his company approved; one to be paid first waits for that."""
        self.ensure_one()
        self._portal_accepted(contact)
        if not self._has_to_be_paid():
            self._portal_take_in(self.env._("Accepted by the customer, but not confirmed: %s"))

    def _portal_unsign(self):
        # Not accepted after all: what was signed for it is taken off, and the offer can be accepted again.
        taken_off = ("signed_by", "signed_on", "signature", "portal_accepted_by_id", "portal_accepted_on")
        self.write(dict.fromkeys(taken_off, False))
