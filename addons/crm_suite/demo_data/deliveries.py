"""Delivering: all of an order, or a part with the rest to follow."""


def deliver(orders):
    """Send out all that is reserved of some orders, in one batch."""
    pickings = orders.picking_ids.filtered(lambda picking: picking.state in ("confirmed", "assigned"))
    pickings.action_assign()
    pickings.move_ids.picked = True
    _validate(pickings)


def deliver_part(order, share: float):
    """Send out a share of every line, and leave a back order for the rest."""
    picking = order.picking_ids.filtered(lambda picking: picking.state in ("confirmed", "assigned"))[:1]
    picking.action_assign()
    for move in picking.move_ids:
        move.quantity = max(1, int(move.product_uom_qty * share))
        move.picked = True
    _validate(picking)


def _validate(pickings):
    """Validate without the questions that Odoo asks a person; what is missing becomes a back order."""
    pickings.with_context(skip_backorder=True, skip_sms=True, cancel_backorder=False).button_validate()
