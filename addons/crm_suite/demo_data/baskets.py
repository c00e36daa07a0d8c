"""What a customer has chosen in the portal and not sent yet."""

from odoo.fields import Command

CONTACT = "contact_tel_aviv"
GOODS = (("lum_led10", 60), ("lum_pai60", 12), ("fer_fit5m", 24))


def write(world):
    """Fill the basket of a customer who buys overseas."""
    basket = world.env["sale.order"]._portal_basket(world.ref(CONTACT), create=True)
    basket.order_line = [
        Command.create({"product_id": world.product(key).id, "product_uom_qty": quantity})
        for key, quantity in GOODS
    ]
