"""Invoicing what was delivered."""


def invoice(orders, days: dict) -> dict:
    """Post one invoice per order, dated as `days` says by order id; returns the invoices by order id."""
    moves = orders._create_invoices(grouped=True)
    result = {}
    for move in moves:
        order = move.line_ids.sale_line_ids.order_id
        move.invoice_date = days[order.id]
        result[order.id] = move
    moves.action_post()
    return result
