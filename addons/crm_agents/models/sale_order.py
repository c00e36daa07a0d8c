from odoo import api, fields, models
from odoo.exceptions import AccessError


class SaleOrder(models.Model):
    """The order carries the agents that the customer had when it was written."""

    _name = "sale.order"
    _inherit = ["sale.order", "agent.document.mixin"]
    _salesperson_field = "user_id"

    agent_ids = fields.One2many(
        "sale.order.agent",
        "order_id",
        string="Agents and Shares",
        compute="_compute_agent_ids",
        store=True,
        readonly=False,
        groups="base.group_user",
    )

    @api.depends("partner_id")
    def _compute_agent_ids(self):
        for order in self:
            # A moment in UTC: just after midnight it is another day there than where the order was written.
            day = fields.Date.context_today(order._by_the_house_clock(), order.date_order or None)
            order.agent_ids = order._agents_of_customer(day)

    def _check_agents_may_change(self, vals):
        if not self or self.env.su or self._may_decide_agents():
            return
        # sudo: refused is what the user may not know the agents of, too
        orders = self.sudo().filtered(lambda order: order.state == "sale")
        customer = orders.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id
        decided = orders.filtered("agent_ids") if not customer.agent_assignment_ids else orders
        if decided:
            raise AccessError(
                self.env._(
                    "%(orders)s: whose sale it is was decided when it was confirmed. A sales manager gives it to "
                    "another customer.",
                    orders=", ".join(decided.mapped("name")),
                )
            )

    def _prepare_invoice(self):
        values = super()._prepare_invoice()
        # sudo: who invoices need not have the right to see the agents
        values["agent_ids"] = self.sudo()._copied_agents()
        return values

    def _create_invoices(self, grouped=False, final=False, date=None):
        """Never put orders with different agents on one invoice: each invoice has one set of shares."""
        parts = self.grouped(lambda order: order.sudo()._agent_signature())
        if grouped or len(parts) < 2:
            return super()._create_invoices(grouped=grouped, final=final, date=date)
        moves = self.env["account.move"]
        for orders in parts.values():
            quiet = orders.with_context(raise_if_nothing_to_invoice=False)
            moves += super(SaleOrder, quiet)._create_invoices(grouped=grouped, final=final, date=date)
        if not moves:  # let the standard say that there is nothing to invoice
            return super()._create_invoices(grouped=grouped, final=final, date=date)
        return self.env["account.move"].browse(moves.ids)

    def _agent_signature(self):
        """Return the agents and shares as a value that is equal for orders that may share an invoice."""
        self.ensure_one()
        return frozenset(
            (row.agent_id.id, row._exact_share(), row.product_line_id.id) for row in self.agent_ids
        )
