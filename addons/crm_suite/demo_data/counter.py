"""What the customers' own people left in the portal: an order that waits for a colleague."""

# What the counter of the shop wanted this morning is beyond its limit for an order.
WAITING = {"fer_fit5m": 60, "fer_mar500": 24, "lum_led10": 120}


def write(world):
    """Order as the buyer's own pages do."""
    contact = world.ref("contact_douro_counter")
    orders = world.env["sale.order"].with_company(world.company)
    basket = orders._portal_new_basket(contact, "Loja")
    basket._portal_put({world.product(key): quantity for key, quantity in WAITING.items()})
    basket.client_order_ref = "Loja 31"
    basket._portal_place(contact)
