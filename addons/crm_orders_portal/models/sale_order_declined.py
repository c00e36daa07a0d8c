from odoo import fields, models
from odoo.tools import plaintext2html


class SaleOrder(models.Model):
    """An offer that its customer declined in the portal, and why."""

    _inherit = "sale.order"

    portal_decline_reason = fields.Text(
        string="Declined because",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="What the customer wrote when he declined the quotation in the portal.",
    )

    def _portal_declined(self, reason):
        """Keep why the customer declined, and let the salesperson know."""
        self.ensure_one()
        self.portal_decline_reason = reason
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Declined by the customer"),
                note=plaintext2html(reason),
                user_id=self.user_id.id,
            )
