"""What lies on the desks today: quotations, orders on their way, orders that wait, goods on order."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from . import deliveries, payments, purchases

# Customer, goods and quantities of quotations that are still open; True when already sent.
QUOTATIONS = (
    ("customer_casa_minho", (("cor_bra15", 24), ("cor_rol25", 60)), True),
    ("customer_valencia", (("fer_ber13", 4), ("fer_apa18", 4)), True),
    ("customer_vigo", (("pro_bot42", 40),), False),
    ("customer_recife", (("cor_ext15", 20),), True),
)
# Confirmed these days; the share that has left already.
CONFIRMED = (
    ("customer_construnorte", (("lum_cab25", 6), ("lum_tom02", 150)), 0.0),
    ("customer_ferragens_douro", (("lum_led15", 120), ("pro_cap01", 20)), 0.5),
    ("customer_liz", (("lum_led10", 200), ("lum_pai60", 20)), 0.5),
    ("customer_vigo", (("fer_mar500", 30), ("fer_fit5m", 90)), 0.0),
    ("customer_barcelona", (("hid_tor01", 12),), 0.4),
    ("customer_porto_alegre", (("fer_reb115", 8), ("fer_sci190", 4)), 0.0),
    ("customer_haifa", (("pro_luv10", 30), ("hid_val12", 120)), 0.5),
)
# Confirmed by their sellers, but held: over a ceiling, suspended, more than there is.
HELD = (
    ("customer_ribatejo", (("fer_sci190", 6), ("fer_car90", 5))),
    ("customer_estrela", (("fer_mar500", 10),)),
    ("customer_mondego", (("hid_aut80", 45), ("hid_bom05", 60))),
    ("customer_jerusalem", (("hid_tub32", 700),)),
    ("customer_liz", (("lum_pro50", 500),)),
)
# Held because the price given lies below what the goods cost.
BELOW_COST = ("customer_lima", "fer_car90", 4, 38.00)
# Paid half of his oldest open invoice yesterday.
PAID_IN_PART = "customer_sado"
# On the way from the suppliers.
BOUGHT = {
    ("warehouse_porto", "fer_apa18"): 40,
    ("warehouse_porto", "fer_ber13"): 30,
    ("warehouse_lisboa", "hid_tor02"): 50,
    ("warehouse_porto", "hid_tub20"): 600,
    ("warehouse_lisboa", "lum_led15"): 400,
    ("warehouse_porto", "cor_ext15"): 60,
    ("warehouse_porto", "pro_bot42"): 80,
}


def write(world):
    """Leave the desks as they are on a usual morning."""
    purchases.order_wave(world, BOUGHT)
    _pay_in_part(world)
    for customer, goods, sent in QUOTATIONS:
        order = _quotation(world, customer, goods)
        if sent:
            order.action_quotation_sent()
    _restock(world)
    for customer, goods, share in CONFIRMED:
        order = _quotation(world, customer, goods)
        order.action_confirm()
        if share:
            deliveries.deliver_part(order, share)
    for customer, goods in HELD:
        _confirm_by_seller(_quotation(world, customer, goods))
    customer, key, quantity, price = BELOW_COST
    order = _quotation(world, customer, ((key, quantity),))
    order.order_line.price_unit = price
    _confirm_by_seller(order)


def _pay_in_part(world):
    customer = world.ref(PAID_IN_PART)
    invoices = world.env["account.move"].search(
        [("partner_id", "=", customer.id), ("move_type", "=", "out_invoice"), ("amount_residual", ">", 0)],
        order="invoice_date_due",
        limit=1,
    )
    payments.pay(invoices, fields.Date.context_today(world.company) - timedelta(days=1), 0.5)


def _confirm_by_seller(order):
    """Let the seller press the button: the ones to be asked depend on who he is."""
    order.with_user(order.user_id).action_confirm()


def _quotation(world, customer: str, goods):
    partner = world.ref(customer)
    return world.env["sale.order"].create(
        {
            "partner_id": partner.id,
            "user_id": partner.user_id.id,
            "warehouse_id": world.warehouse("warehouse_porto").id,
            "order_line": [
                Command.create({"product_id": world.product(key).id, "product_uom_qty": quantity})
                for key, quantity in goods
            ],
        }
    )


def _restock(world):
    """Goods for what was just sold, and some more on the shelf of both warehouses."""
    stock = {("warehouse_porto", key): 60 for key in world.product_keys}
    stock |= {("warehouse_lisboa", key): 25 for key in world.product_keys}
    for _customer, goods, _share in CONFIRMED:
        for key, quantity in goods:
            stock["warehouse_porto", key] += quantity
    purchases.receive(purchases.order_wave(world, stock))
