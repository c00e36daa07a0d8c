from odoo import api, models


class SaleOrder(models.Model):
    """An order as its customer's page shows it."""

    _inherit = "sale.order"

    @api.depends("portal_sent_on")
    def _compute_type_name(self):
        result = super()._compute_type_name()
        # To the customer what he sent is an order, also while we look at it.
        for order in self.filtered(lambda order: order.portal_sent_on and order.state == "sent"):
            order.type_name = self.env._("Sales Order")
        return result

    def _portal_timeline(self):
        """The order's way for its page: what was reached, with its day, then what is still to come.

        Each step is a dict of stage, label, date (None while to come) and note.
        """
        self.ensure_one()
        # The page was opened by right or by token; milestones have no rights for customers at all.
        order = self.sudo()
        labels = order.env["sale.order.milestone"]._stage_labels()
        reached = order.milestone_ids.filtered(lambda row: not row.undone_on and row.stage != "open")
        steps = [
            {
                "stage": row.stage,
                "label": labels[row.stage],
                "date": row.date,
                "note": order._portal_step_note(row.stage),
            }
            for row in reached.sorted(lambda row: (row.date, list(labels).index(row.stage)))
        ]
        if order.state == "cancel":
            return steps
        known = set(reached.mapped("stage"))
        to_come = ["received", *(["shipped"] if order._has_goods() else []), "invoiced"]
        return steps + [
            {"stage": stage, "label": labels[stage], "date": None, "note": order._portal_step_note(stage)}
            for stage in to_come
            if stage not in known
        ]

    def _has_goods(self):
        return any(line.product_id.type == "consu" for line in self.order_line)

    def _portal_step_note(self, stage):
        if stage == "received" and self._is_awaiting_check():
            return self.env._("Your order is being checked.")
        if stage == "shipped_partial" and self.order_status != "cancelled":
            return self._portal_shipped_note()
        return ""

    def _portal_shipped_note(self):
        goods = self.order_line.filtered(
            lambda line: line.product_id.type == "consu" and not line.display_type
        )
        unit = goods.product_uom_id
        if len(unit) == 1:
            quantities = [f"{sum(goods.mapped(name)):g}" for name in ("qty_delivered", "product_uom_qty")]
            return self.env._(
                "%(done)s of %(all)s %(unit)s", done=quantities[0], all=quantities[1], unit=unit.name
            )
        # Pieces and kilos do not add up: lines do.
        done = sum(line.qty_delivered >= line.product_uom_qty for line in goods)
        return self.env._("%(done)s of %(all)s lines are complete.", done=done, all=len(goods))

    def _portal_deliveries(self):
        """The deliveries of this order for the customer's page: to him or to an address of his."""
        # Core's rule shows a delivery to its receiver alone; whoever may read the order may follow it.
        order = self.sudo()
        own = (order.partner_id | order.partner_shipping_id).commercial_partner_id
        return order.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_id.code == "outgoing"
                and picking.state != "cancel"
                and (not picking.partner_id or picking.partner_id.commercial_partner_id in own)
            )
        )

    def _portal_invoices(self):
        """The posted invoices of this order that are addressed to the customer's own company."""
        # The order was opened by right or by token, so nothing filters what it leads to: this does.
        order = self.sudo()
        return order.invoice_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.commercial_partner_id == order.partner_id.commercial_partner_id
            )
        )
