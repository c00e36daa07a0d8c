from markupsafe import Markup
from odoo import models
from odoo.tools import get_lang

ACTIVITY = "crm_credit_control.mail_activity_type_authorise"


class SaleOrder(models.Model):
    """Telling people: who is asked to release an order, and who hears what was decided."""

    _inherit = "sale.order"

    def _ask_approvers(self):
        """One activity and one message for each user who may release the largest waiting finding, and his deputy.

        Nobody is asked twice.
        """
        self.ensure_one()
        rules = self.env["sale.authorization.rule"]._for_company(self.company_id)
        wanted = self.env["res.users"]
        for row in self._findings_in(("waiting",)):
            wanted |= rules[row.reason]._approvers(self, row.excess)
        # Who sees the order only as somebody's deputy has nothing of his own to delegate.
        approvers = wanted.filtered(lambda user: user._sees_himself(self.partner_id))
        deputies = self.env["sale.authorization.deputy"]
        wanted |= deputies._in_force(approvers).deputy_id
        asked = self.activity_search([ACTIVITY]).user_id
        # Odoo's own mail about an activity would not say a single figure.
        order = self.with_context(mail_activity_quick_update=True)
        summary = self.env._("Release or refuse %(order)s", order=self.name)
        for user in wanted - asked:
            order.activity_schedule(ACTIVITY, user_id=user.id, summary=summary)
            self._write_to_approver(user)

    def _write_to_approver(self, user):
        """A message to one approver, in his language: the figures and a link to the order, behind the log-in."""
        order = self.with_context(lang=get_lang(self.env, user.lang).code)
        asking = self.user_id.partner_id or self.company_id.partner_id
        rows = order._findings_in(("waiting",))
        findings = [row._text(self.company_id, row) for row in rows]
        order.message_notify(
            partner_ids=user.partner_id.ids,
            author_id=asking.id,
            subject=order.env._(
                "%(order)s of %(customer)s waits for you",
                order=self.name,
                customer=self.partner_id.commercial_partner_id.name,
            ),
            body=Markup("<p>%s</p><ul>%s</ul>")
            % (
                order.env._("This order waits until somebody releases or refuses it:"),
                Markup().join(Markup("<li>%s</li>") % text for text in findings),
            ),
            email_layout_xmlid="mail.mail_notification_layout",
        )

    def _forget_approvers(self):
        """Take back the requests: decided, or no longer needed."""
        self.activity_unlink([ACTIVITY])

    def _tell_refusal(self, note):
        """Tell the seller; the note is internal, the customer does not see it."""
        for order in self:
            order._forget_approvers()
            order.message_post(
                body=self.env._("Not authorised: %(note)s", note=note),
                partner_ids=order.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )
