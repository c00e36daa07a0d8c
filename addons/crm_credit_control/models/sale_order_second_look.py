from functools import partial

from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import get_lang

from .sale_order_approvers import ACTIVITY

CONFIRM = "crm_credit_control.mail_activity_type_confirm"
JOB = "crm_credit_control.cron_look_again"


class SaleOrder(models.Model):
    """A waiting order is looked at again when what it waited for may have changed.

    The second look decides nothing: what no longer holds becomes history, what holds gets today's figures. An order
    that somebody released confirms by itself once nothing of it waits, whichever of the two came last. Every other
    one is left to its seller, who is told: figures changed, but nobody said that the order is still wanted.
    """

    _inherit = "sale.order"

    is_cleared = fields.Boolean(
        "Nothing in the Way any More",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="It waited, nothing stands in its way any more, and somebody has to confirm it.",
    )

    @api.model
    def _look_again_soon(self, customers):
        """Have the job look at the waiting orders of these customers at once, when there are any.

        :param customers: partners who owe the orders or buy with them; None for all
        """
        domain = Domain("state", "=", "waiting")
        if customers is not None:
            ids = customers.commercial_partner_id.ids
            buyer = Domain("order_id.partner_id.commercial_partner_id", "in", ids)
            domain &= Domain("partner_id", "in", ids) | buyer
        # Who books a payment need neither see the orders that wait for it nor have a right on scheduled jobs.
        if self.env["sale.authorization"].sudo().search_count(domain, limit=1):
            self.env.ref(JOB).sudo()._trigger()

    @api.model
    def _cron_look_again(self):
        """Look at every order that waits, each in a transaction of its own, the oldest first."""
        waiting = self.env["sale.authorization"].search(
            [("state", "=", "waiting"), ("order_id.state", "in", ("draft", "sent"))]
        )
        orders = waiting.order_id.sorted("id")
        self.env["credit.collection.case"]._work_off(
            [partial(self.browse(order_id)._look_again) for order_id in orders.ids]
        )

    def _look_again(self):
        """Look at one waiting order, under the lock, as the gate would now."""
        self.ensure_one()
        language = get_lang(self.env, self.user_id.lang).code
        order = self.with_company(self.company_id).with_context(lang=language)
        waiting = order._findings_in(("waiting",))
        # Somebody may have decided while this one was in the queue.
        if order.state not in ("draft", "sent") or not waiting:
            return
        asked = order.activity_search([ACTIVITY]).user_id
        if order._hold_unauthorized(ahead=order._cleared_before()):
            return
        if not (order._has_release_in_force() and order._confirm_if_possible()):
            order._tell_cleared(waiting, asked)

    def _cleared_before(self):
        """Quotations of the same debtor that somebody has been told to confirm: what they take is not free any more."""
        today = self.company_id._today()
        return self.search(
            Domain("is_cleared", "=", True)
            & Domain("state", "in", ("draft", "sent"))
            & Domain("debtor_id", "=", self.debtor_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("id", "!=", self.id)
            & (Domain("validity_date", "=", False) | Domain("validity_date", ">=", today))
        )

    def _has_release_in_force(self):
        """Whether somebody released a finding of this order, for its debtor of today, and his word still counts."""
        today = self.company_id._today()
        return any(
            row.partner_id == self.debtor_id and (not row.valid_until or today <= row.valid_until)
            for row in self._findings_in(("released",))
        )

    def _confirm_if_possible(self):
        """Confirm the released order; what Odoo asks for besides, an account for example, is the seller's to give."""
        try:
            with self.env.cr.savepoint():
                self._confirm_released()
        except UserError as refusal:
            self._message_log(body=self.env._("Released, but not confirmed: %s", refusal))
            return False
        return True

    def _tell_cleared(self, findings, asked):
        """Ask the seller to confirm, or his team's leader, or else those who were `asked` to release."""
        self.is_cleared = True
        sellers = self.user_id.filtered("active") or self.team_id.user_id.filtered("active")
        texts = [findings._text(self.company_id, row) for row in findings]
        self._message_log(
            body=Markup("<p>%s</p><ul>%s</ul>")
            % (
                self.env._("Nothing stands in the way of this order any more. It waited because of:"),
                Markup().join(Markup("<li>%s</li>") % text for text in texts),
            )
        )
        for user in sellers or asked:
            env = self.with_context(lang=get_lang(self.env, user.lang).code).env
            summary = env._("%(order)s: nothing stands in its way any more", order=self.name)
            self.activity_schedule(CONFIRM, user_id=user.id, summary=summary)

    def _forget_clearance(self):
        """Confirmed, cancelled or waiting again: nobody is to confirm these orders any more."""
        cleared = self.sudo().filtered("is_cleared")  # The field is the system's, whoever confirms.
        if cleared:
            cleared.is_cleared = False
            cleared.activity_unlink([CONFIRM])

    def _file(self, findings):
        self._forget_clearance()
        return super()._file(findings)

    def _action_confirm(self):
        result = super()._action_confirm()
        self.filtered(lambda order: order.state == "sale")._forget_clearance()
        return result

    def _action_cancel(self):
        """What a confirmed order took up, or one that was told to be, is free for those that wait."""
        orders = self.sudo()  # Whoever may cancel the order need not see who pays it.
        debtors = orders.filtered(lambda order: order.state == "sale" or order.is_cleared).debtor_id
        result = super()._action_cancel()
        self._forget_clearance()
        if debtors:
            self._look_again_soon(debtors)
        return result

    def _is_awaiting_check(self):
        # To the customer nothing changed: the order is with us, and somebody has to look at it.
        return super()._is_awaiting_check() or self.sudo().is_cleared

    def _awaiting_check_fields(self):
        return [*super()._awaiting_check_fields(), "is_cleared"]
