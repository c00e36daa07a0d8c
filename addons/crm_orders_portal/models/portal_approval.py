from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount


class PortalApproval(models.Model):
    """A buyer's order beyond his limits, laid before an approver of his own company; never changed once decided."""

    _name = "portal.approval"
    _description = "Approval inside a customer's company"
    _order = "id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    contact_id = fields.Many2one(
        "res.partner", string="Ordered by", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(
        related="contact_id.commercial_partner_id", string="Customer", store=True, index=True
    )
    amount = fields.Monetary(readonly=True, help="Tax included, in company currency, when it was asked for.")
    reasons = fields.Char(readonly=True, help="Which limits it is beyond: always, order, month.")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("approved", "Approved"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="waiting",
        readonly=True,
    )
    decided_by_id = fields.Many2one("res.partner", string="Decided by", readonly=True, ondelete="restrict")
    decided_on = fields.Datetime(readonly=True)
    note = fields.Text(string="Reason given", readonly=True)

    _one_waiting = models.UniqueIndex(
        "(order_id) WHERE state = 'waiting'", "This order waits for approval already."
    )

    @api.model
    def _portal_domain(self, contact):
        """What `contact` may see: his own, and as an approver those of his company.

        The caller is superuser (customers have no rights on approvals), so this domain alone keeps companies apart.
        """
        own = Domain("contact_id", "=", contact.id)
        company = Domain("partner_id", "=", contact.commercial_partner_id.id)
        seen = company if contact.may_approve else company & own
        return seen & Domain("company_id", "=", self.env.company.id)

    @api.model
    def _portal_asked(self, contact, order):
        """What was asked about `order`, the latest, as far as `contact` may see it."""
        return self.search(self._portal_domain(contact) & Domain("order_id", "=", order.id), limit=1)

    @api.model
    def _ask(self, order, contact, reasons):
        """Lay `order` of `contact` before his approvers, for `reasons` of `logic.spending`."""
        approval = self.create(
            {
                "order_id": order.id,
                "contact_id": contact.id,
                "amount": float(order._company_amount()),
                "reasons": " ".join(reasons),
            }
        )
        approval._write_to_approvers()
        return approval

    def _is_for(self, contact):
        """Whether `contact` may decide this now: it waits, he has the right, and it is not within his own limits."""
        self.ensure_one()
        return bool(
            self.state == "waiting"
            and self.order_id._portal_awaits_customer()
            and contact.may_approve
            and contact.commercial_partner_id == self.partner_id
            and contact not in self.contact_id._limits_pool()
        )

    def _approve(self, contact):
        """Approve in the name of `contact` and send the order; returns what he must see first, then nothing is done."""
        self.ensure_one()
        order, is_offer = self.order_id, self.order_id._is_portal_offer()
        notices = order._portal_acceptance_checks() if is_offer else order._portal_send_checks()
        if notices:
            return notices
        self._decide("approved", contact)
        if is_offer:
            order._portal_accept_approved(self.contact_id)
        else:
            order._portal_send()
        return []

    def _decline(self, contact, note):
        """Decline in the name of `contact`; the buyer reads the reason and can take the goods into his basket again.

        An offer of ours stays one: only that this buyer accepts it is declined.
        """
        self.ensure_one()
        self._decide("declined", contact, note)
        self._give_back()

    def _withdraw(self, contact):
        """Take it back in the name of its buyer."""
        self.ensure_one()
        self._decide("withdrawn", contact)
        self._give_back()

    def _give_back(self):
        order = self.order_id
        if order._is_portal_offer():
            order._portal_unsign()
        else:
            order._action_cancel()

    def _decide(self, state, contact, note=""):
        self.write(
            {
                "state": state,
                "decided_by_id": contact.id,
                "decided_on": fields.Datetime.now(),
                "note": note or False,
            }
        )
        if contact != self.contact_id:
            self._write_to_buyer()

    def _reason_texts(self):
        """Why this needs approval, in words."""
        self.ensure_one()
        return self.env["res.partner"]._spending_reason_texts((self.reasons or "").split())

    def _portal_link(self):
        return f"{self.get_base_url()}/my/approvals/{self.id}"

    def _write_to_approvers(self):
        order = self.order_id
        amount = format_amount(self.env, order.amount_total, order.currency_id)
        self.contact_id._portal_approvers()._portal_tell(
            lambda env: env._(
                "%(buyer)s asks you to approve %(order)s", buyer=self.contact_id.name, order=order.name
            ),
            lambda env: (
                Markup("<p>%s</p><ul>%s</ul><p><a href='%s'>%s</a></p>")
                % (
                    env._("An order of %(amount)s waits for you.", amount=amount),
                    Markup().join(
                        Markup("<li>%s</li>") % text for text in self.with_env(env)._reason_texts()
                    ),
                    self._portal_link(),
                    env._("Look at it"),
                )
            ),
        )

    def _write_to_buyer(self):
        order, is_approved = self.order_id, self.state == "approved"
        self.contact_id._portal_tell(
            lambda env: (
                env._("%(order)s is approved", order=order.name)
                if is_approved
                else env._("%(order)s is declined", order=order.name)
            ),
            lambda env: (
                Markup("<p>%s</p><p>%s</p><p><a href='%s'>%s</a></p>")
                % (
                    self._decision_text(env),
                    self.note or "",
                    self._portal_link(),
                    env._("Look at it"),
                )
            ),
        )

    def _decision_text(self, env):
        order, name = self.order_id, self.decided_by_id.name
        if self.state != "approved":
            return env._("%(name)s declined your order.", name=name)
        if order._is_portal_offer() and order._has_to_be_paid():
            return env._("%(name)s approved your order; it can be paid now.", name=name)
        return env._("%(name)s approved your order; it is with us now.", name=name)
