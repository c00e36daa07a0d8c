from odoo import api, fields, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """What a customer's order carries, and what of it is paid."""

    _inherit = "sale.order"

    portal_token = fields.Char(
        copy=False,
        readonly=True,
        groups="base.group_system",
        help="The customer's page sends this word with every request, so that one basket becomes one order.",
    )
    portal_sent_on = fields.Datetime(string="Sent by the customer", copy=False, readonly=True)
    portal_contact_id = fields.Many2one(
        "res.partner",
        string="Written by",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )
    portal_note = fields.Text(string="Customer's note", copy=False)
    payment_progress = fields.Selection(
        selection="_selection_payment_progress",
        compute="_compute_payment_progress",
        store=True,
        groups="base.group_user",
        help="What of the posted invoices is paid, whatever the day.",
    )
    payment_due_date = fields.Date(
        compute="_compute_payment_progress",
        store=True,
        groups="base.group_user",
        help="The earliest date on which something still open falls due.",
    )
    payment_status = fields.Selection(
        selection="_selection_payment_status",
        compute="_compute_payment_status",
        search="_search_payment_status",
        compute_sudo=True,
        help="Overdue as soon as something open is past its date; it needs no nightly job.",
    )

    _portal_token_unique = models.UniqueIndex(
        "(partner_id, portal_token) WHERE portal_token IS NOT NULL",
        "This basket was already taken in.",
    )

    def _selection_payment_progress(self):
        return [
            ("none", self.env._("Nothing invoiced")),
            ("unpaid", self.env._("Unpaid")),
            ("partial", self.env._("Paid in part")),
            ("paid", self.env._("Paid")),
        ]

    def _selection_payment_status(self):
        return [*self._selection_payment_progress(), ("overdue", self.env._("Overdue"))]

    @api.depends(
        "order_line.invoice_lines.move_id.state",
        "order_line.invoice_lines.move_id.amount_residual_signed",
        "order_line.invoice_lines.move_id.amount_total_signed",
        "order_line.invoice_lines.move_id.line_ids.date_maturity",
    )
    def _compute_payment_progress(self):
        for order in self:
            moves = order.order_line.invoice_lines.move_id
            posted = moves.filtered(lambda move: move.state == "posted" and move.is_sale_document())
            total = sum(posted.mapped("amount_total_signed"))
            residual = sum(posted.mapped("amount_residual_signed"))
            open_items = posted.line_ids.filtered(
                lambda line: line.account_type == "asset_receivable" and line.amount_residual > 0
            )
            order.payment_due_date = min(
                open_items.filtered("date_maturity").mapped("date_maturity"), default=False
            )
            if not posted:
                order.payment_progress = "none"
            elif order.company_id.currency_id.compare_amounts(residual, 0) <= 0:
                order.payment_progress = "paid"
            elif order.company_id.currency_id.compare_amounts(residual, total) < 0:
                order.payment_progress = "partial"
            else:
                order.payment_progress = "unpaid"

    @api.depends("payment_progress", "payment_due_date")
    def _compute_payment_status(self):
        for order in self:
            is_late = order.payment_due_date and order.payment_due_date < order.company_id._today()
            is_open = order.payment_progress in ("unpaid", "partial")
            order.payment_status = "overdue" if is_open and is_late else order.payment_progress

    @api.model
    def _search_payment_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = Domain("payment_progress", "in", ["unpaid", "partial"])
        companies = self.env["res.company"]
        overdue = is_open & companies._domain_by_today(lambda today: Domain("payment_due_date", "<", today))
        found = Domain("payment_progress", "in", [key for key in value if key != "overdue"]) & ~overdue
        # A customer may filter his own orders by it; the fields behind it stay with the staff.
        domain = found | overdue if "overdue" in value else found
        return Domain("id", "in", self.sudo()._search(domain))
