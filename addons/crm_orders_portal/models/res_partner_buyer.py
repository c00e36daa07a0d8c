from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from ..logic.spending import Spending

UTC = ZoneInfo("UTC")


class ResPartner(models.Model):
    """How much a buyer may order by himself, and who in his company approves what is more."""

    _inherit = "res.partner"

    may_approve = fields.Boolean(
        string="May approve orders in the portal",
        groups="base.group_user",
        help="This contact approves or declines what colleagues order beyond their limits.",
    )
    may_manage_contacts = fields.Boolean(
        string="Manages the company's contacts in the portal",
        groups="base.group_user",
        help="This contact invites colleagues, gives them the rights that he has himself, and archives them.",
    )
    spending_rule = fields.Selection(
        [
            ("free", "No limit"),
            ("limited", "Up to the limits"),
            ("shared", "Within a colleague's limits"),
            ("always", "Every order is approved"),
        ],
        string="Orders by himself",
        default="free",
        groups="base.group_user",
        help="What is beyond waits for a colleague who may approve orders.",
    )
    order_limit = fields.Monetary(
        string="Limit per order",
        currency_field="currency_id",
        groups="base.group_user",
        help="Tax included, in the currency of the company that is ordered from; 0 is no limit.",
    )
    month_limit = fields.Monetary(
        string="Limit per month",
        currency_field="currency_id",
        groups="base.group_user",
        help="Over all orders that he sent in the calendar month, approved ones included; 0 is no limit.",
    )

    _order_limit_not_negative = models.Constraint("CHECK (order_limit >= 0)", "A limit is 0 or more.")
    _month_limit_not_negative = models.Constraint("CHECK (month_limit >= 0)", "A limit is 0 or more.")

    def _spending(self):
        """The rule that holds for this contact as a `logic.spending.Spending`."""
        self.ensure_one()
        owner = self._limits_owner()
        exact = self.env.company.currency_id.round
        limits = (Decimal(str(exact(owner[name]))) for name in ("order_limit", "month_limit"))
        # Whoever shared the limits of somebody who is gone has none to order within.
        return Spending((owner.spending_rule or "free") if owner else "always", *limits)

    def _spent_this_month(self):
        """What was sent and accepted within this contact's limits in the calendar month.

        By the company's clock and in its currency, tax included; by everybody who shares the limits.
        """
        self.ensure_one()
        pool, began = self._limits_pool().ids, self._month_began()
        sent = Domain("portal_contact_id", "in", pool) & Domain("portal_sent_on", ">=", began)
        accepted = Domain("portal_accepted_by_id", "in", pool) & Domain("portal_accepted_on", ">=", began)
        orders = self.env["sale.order"].search(
            (sent | accepted)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("state", "!=", "cancel")
        )
        return sum((order._company_amount() for order in orders), Decimal(0))

    def _month_began(self):
        # His own clock he may set himself, and with it when a month begins.
        company = self.env.company
        first, zone = company._today().replace(day=1), ZoneInfo(company._time_zone())
        return datetime.combine(first, time(), zone).astimezone(UTC).replace(tzinfo=None)

    def _portal_approvers(self):
        """The colleagues who can approve an order of this contact: with the right, a log-in, and limits of their own.

        Whoever shares his limits may be himself under a second name.
        """
        self.ensure_one()
        colleagues = self.search(
            [
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
                ("may_approve", "=", True),
                ("id", "not in", self._limits_pool().ids),
            ]
        )
        return colleagues.filtered(lambda colleague: colleague._portal_login())

    def _portal_login(self):
        """The active portal log-in of this contact; empty without one, or when he is one of ours."""
        self.ensure_one()
        return self.user_ids.filtered(lambda user: user.active and user._is_portal())[:1]

    def _portal_tell(self, subject, body):
        """Mail to these contacts; `subject` and `body` are called with each one's environment, in his language."""
        for contact in self:
            reader = contact.with_context(lang=contact.lang or self.env.lang)
            reader.env["mail.thread"].message_notify(
                partner_ids=contact.ids,
                author_id=reader.env.company.partner_id.id,
                email_from=reader.env.company.email_formatted,
                subject=subject(reader.env),
                body=body(reader.env),
                email_layout_xmlid="mail.mail_notification_light",
            )

    @api.model
    def _spending_reason_texts(self, reasons):
        """The reasons of `logic.spending` in words, for the customer's own people."""
        texts = {
            "always": self.env._("Every order of this buyer is approved."),
            "order": self.env._("It is above the buyer's limit per order."),
            "month": self.env._("It is above the buyer's limit per month."),
        }
        return [texts[reason] for reason in reasons if reason in texts]
