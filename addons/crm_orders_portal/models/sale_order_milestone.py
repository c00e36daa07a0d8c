from datetime import timedelta

from odoo import api, fields, models

from ..logic.order_status import STAGES

# Which wish of a contact a stage concerns; that we confirmed an order is told when it happens.
WISHES = {
    "shipped_partial": "notify_shipped",
    "shipped": "notify_shipped",
    "invoiced_partial": "notify_invoiced",
    "invoiced": "notify_invoiced",
}
# Orders taken over from elsewhere get the stages of years ago, of which nobody wants to hear.
NEWS_FOR = timedelta(days=2)


class SaleOrderMilestone(models.Model):
    """A stage that an order reached, with the moment; taken back when it no longer holds."""

    _name = "sale.order.milestone"
    _description = "Stage reached by a sales order"
    _order = "order_id, date, id"
    _rec_name = "stage"

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="cascade", readonly=True)
    partner_id = fields.Many2one(related="order_id.partner_id")
    stage = fields.Selection(selection="_selection_stage", required=True, readonly=True)
    date = fields.Datetime(string="Reached on", required=True, readonly=True)
    undone_on = fields.Datetime(
        help="When the stage was taken back, for example by a credit note or a reset to draft.", readonly=True
    )

    _one_standing = models.UniqueIndex(
        "(order_id, stage) WHERE undone_on IS NULL", "An order reaches a stage once until that is taken back."
    )

    @api.model
    def _selection_stage(self):
        return list(self._stage_labels().items())

    @api.model
    def _stage_labels(self):
        """Every stage with its name in the user's language, in the order in which they are reached."""
        labels = {
            "open": self.env._("Open"),
            "sent": self.env._("Sent"),
            "received": self.env._("Received"),
            "shipped_partial": self.env._("Shipped in part"),
            "shipped": self.env._("Shipped"),
            "invoiced_partial": self.env._("Invoiced in part"),
            "invoiced": self.env._("Invoiced"),
            "cancelled": self.env._("Cancelled"),
        }
        return {stage: labels[stage] for stage in STAGES}

    def _tell_contacts(self):
        """Write once to the contacts who wish to hear of these stages."""
        since = fields.Datetime.now() - NEWS_FOR
        for milestone in self.filtered(lambda row: row.stage in WISHES and row.date >= since):
            milestone.order_id._portal_tell_stage(milestone.stage, WISHES[milestone.stage])
