"""Prices agreed with customers, a head customer whose prices others have, and a round of price maintenance."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

# What is agreed lately: orders of the year were priced by the lists alone.
GENERAL_DISCOUNTS = {"customer_tejo": 2.0, "customer_viriato": 3.0, "customer_madrid": 1.5}
FAMILY_DISCOUNTS = (
    ("customer_tejo", "category_tools", 5.0),
    ("customer_tejo", "category_power_tools", 9.0),
    ("customer_viriato", "category_paints", 6.0),
)
BRAND_DISCOUNTS = (("customer_tejo", "brand_corverde", 12.0),)
# Customer, product, from quantity, price.
SPECIAL_PRICES = (
    ("customer_tejo", "hid_tub20", 0, 5.45),
    ("customer_tejo", "hid_tub20", 200, 5.10),
    ("customer_viriato", "fer_reb115", 0, 54.90),
)
# Buys together with its head.
LINKED = {"customer_alfama": "customer_tejo", "customer_sado": "customer_tejo"}


def write(world):
    """Enter conditions, links, and a list that is kept by revisions."""
    _agree(world)
    for customer, head in LINKED.items():
        world.ref(customer).price_head_id = world.ref(head)
    _keep_a_list(world)


def _agree(world):
    for key, percent in GENERAL_DISCOUNTS.items():
        world.ref(key).price_general_discount = percent
    for key, family, percent in FAMILY_DISCOUNTS:
        _condition(world, key, categ_id=world.ref(family).id, percent_price=percent)
    for key, brand, percent in BRAND_DISCOUNTS:
        _condition(world, key, product_brand_id=world.ref(brand).id, percent_price=percent)
    for key, product, quantity, price in SPECIAL_PRICES:
        _condition(
            world,
            key,
            product_tmpl_id=world.product(product).product_tmpl_id.id,
            min_quantity=quantity,
            compute_price="fixed",
            fixed_price=price,
        )


def _condition(world, customer: str, **values):
    world.ref(customer).price_condition_ids = [Command.create({"compute_price": "percentage", **values})]


def _keep_a_list(world):
    """Prices over the counter, rounded to 0.05: made from the sales prices, plumbing dearer from next month on."""
    counter = world.env["product.pricelist"].create(
        {"name": "Counter, fixed prices", "currency_id": world.env.ref("base.EUR").id, "sequence": 30}
    )
    revisions = world.env["agent.price.revision"]
    revisions.create(
        {
            "name": "First prices over the counter",
            "pricelist_id": counter.id,
            "operation": "add",
            "source": "list_price",
            "change_percent": 4.0,
            "round_step": 0.05,
        }
    ).action_apply()
    first = fields.Date.context_today(world.company).replace(day=1)
    revisions.create(
        {
            "name": "Plumbing, next month",
            "pricelist_id": counter.id,
            "categ_ids": [Command.set(world.ref("category_plumbing").ids)],
            "change_percent": 3.5,
            "round_step": 0.05,
            "date_start": (first + timedelta(days=32)).replace(day=1),
        }
    ).action_preview()
