"""Buying: stock arrives in waves just ahead of what the customers order."""

from collections import defaultdict

from odoo.fields import Command

SUPPLIERS = {"fer": "ferrol", "hid": "hidrovale", "lum": "lumera", "cor": "corverde", "pro": "protex"}
LEAD_DAYS = {"ferrol": 5, "hidrovale": 4, "lumera": 9, "corverde": 14, "protex": 12}
# What the suppliers asked in each wave, against their list: makes the average cost move.
PRICE_LEVELS = (0.97, 1.0, 1.0, 1.02, 1.02, 1.04, 1.03)


def supplier_of(product: str) -> str:
    """The supplier's key of a product's key.

    >>> supplier_of("hid_val12")
    'hidrovale'
    """
    return SUPPLIERS[product.split("_", maxsplit=1)[0]]


def set_supplier_prices(world):
    """Who sells what at which price and within how many days."""
    world.env["product.supplierinfo"].create(
        [
            {
                "partner_id": world.ref(f"supplier_{supplier_of(key)}").id,
                "product_tmpl_id": world.product(key).product_tmpl_id.id,
                "price": world.product(key).standard_price,
                "delay": LEAD_DAYS[supplier_of(key)],
                "min_qty": 1,
            }
            for key in world.product_keys
        ]
    )


def order_wave(world, quantities: dict[tuple[str, str], int], level: float = 1.0):
    """One confirmed purchase order per supplier and warehouse; `level` multiplies the list prices."""
    baskets = defaultdict(list)
    for (warehouse, product), quantity in sorted(quantities.items()):
        baskets[warehouse, supplier_of(product)].append((product, quantity))
    orders = world.env["purchase.order"].create(
        [
            {
                "partner_id": world.ref(f"supplier_{supplier}").id,
                "picking_type_id": world.warehouse(warehouse).in_type_id.id,
                "order_line": [Command.create(_line(world, *item, level)) for item in basket],
            }
            for (warehouse, supplier), basket in baskets.items()
        ]
    )
    orders.button_confirm()
    return orders


def _line(world, product: str, quantity: int, level: float) -> dict:
    variant = world.product(product)
    return {
        "product_id": variant.id,
        "product_qty": quantity,
        "price_unit": round(variant.seller_ids[:1].price * level, 2),
    }


def receive(orders):
    """Take in all that was ordered."""
    pickings = orders.picking_ids.filtered(lambda picking: picking.state == "assigned")
    pickings.move_ids.picked = True
    pickings.button_validate()
