from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_amount


class SaleOrder(models.Model):
    """Sending a basket: once, at the prices of the moment."""

    _inherit = "sale.order"

    def _portal_send_checks(self):
        """What the customer must know before this basket can be sent, as messages; none when it may go.

        Prices are taken anew; when one changed, he sees the new basket and decides again.
        """
        self.ensure_one()
        if not self.order_line:
            return [self.env._("There is nothing in the basket yet.")]
        gone = self._portal_lines_gone()
        if gone:
            names = ", ".join(gone.product_id.mapped("display_name"))
            return [
                self.env._(
                    "These can no longer be ordered, please take them out: %(products)s", products=names
                )
            ]
        quantities = self._portal_set({line: line.product_uom_qty for line in self.order_line})
        before = {line: line.price_subtotal for line in self.order_line}
        return list(quantities.values()) + [
            self.env._(
                "The price of %(product)s changed: the line is now %(after)s instead of %(before)s.",
                product=line.product_id.display_name,
                after=format_amount(self.env, line.price_subtotal, self.currency_id),
                before=format_amount(self.env, before[line], self.currency_id),
            )
            for line in self._portal_refresh_prices()
        ]

    def _portal_refresh_prices(self):
        """Take the customer's price list and taxes anew; returns the lines whose untaxed amount changed."""
        self.ensure_one()
        before = {line: line.price_subtotal for line in self.order_line}
        self.pricelist_id = self.partner_id.with_company(self.company_id).property_product_pricelist
        self._compute_fiscal_position_id()
        self.order_line._compute_tax_ids()
        self._recompute_prices()
        return self.order_line.filtered(
            lambda line: self.currency_id.compare_amounts(before[line], line.price_subtotal) != 0
        )

    def _portal_lines_gone(self):
        """Lines of the basket whose product the customer may no longer order, or that has no price."""
        self.ensure_one()
        products = self.env["product.product"].with_company(self.company_id)
        allowed = products.search(
            products._portal_domain(self.partner_id) & Domain("id", "in", self.order_line.product_id.ids)
        )
        return self.order_line.filtered(lambda line: line.product_id not in allowed or line.price_unit <= 0)

    def action_confirm(self):
        """Confirm; whoever sent an order that had to wait hears of it by mail as soon as it is confirmed."""
        waiting = self.filtered(lambda order: order.portal_sent_on and order.state in ("draft", "sent"))
        result = super().action_confirm()
        if not self.env.context.get("send_email"):
            waiting.filtered(lambda order: order.state == "sale")._send_order_confirmation_mail()
        return result

    def _send_order_notification_mail(self, mail_template, allow_deferred_sending=True):
        """Odoo's mail with the order as PDF; who pressed the button in the portal does not wait for its printing.

        The job that prints it takes the order off its list first, and not after printing: a change of the order in
        those seconds waits, where it would have made the job fail and the mail an hour late.
        """
        if self.pending_email_template_id and not allow_deferred_sending:
            self.pending_email_template_id = False
            self.flush_recordset(["pending_email_template_id"])
        job = self.env.ref("crm_orders_portal.cron_send_confirmations", raise_if_not_found=False)
        is_deferred = mail_template and self.portal_sent_on and allow_deferred_sending
        # Whoever confirms has no right to read jobs; this one is woken, and nothing told of it.
        if not (is_deferred and job and job.sudo().active):
            return super()._send_order_notification_mail(mail_template, allow_deferred_sending)
        self.pending_email_template_id = mail_template
        return job.sudo()._trigger()

    def _portal_send(self):
        """Send the basket to us, once: mark it sent and let the normal confirmation take it in.

        An order that has to wait stays sent; one that cannot be confirmed for a reason of ours is left to its
        salesperson with the reason, and the customer is none the wiser.
        """
        self.ensure_one()
        if self.portal_sent_on:
            return
        now = fields.Datetime.now()
        self.write({"state": "sent", "portal_sent_on": now, "date_order": now})
        self._portal_take_in(self.env._("Sent by the customer, but not confirmed: %s"))

    def _portal_take_in(self, note):
        """Confirm what the customer ordered; `note`, with a place for the reason, tells staff when it cannot be."""
        self.ensure_one()
        order = self.with_user(SUPERUSER_ID).with_company(self.company_id)
        # Its page and the mail both make the order's key when there is none: at the same moment, one of them in vain.
        order._portal_ensure_token()
        try:
            with self.env.cr.savepoint():
                order._validate_order()
        except UserError as refusal:
            order._message_log(body=note % refusal)
            if order.user_id:
                order.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Order sent by the customer is not confirmed"),
                    user_id=order.user_id.id,
                )
