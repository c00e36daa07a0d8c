"""The catalogue's money side: cost methods, several codes per product, prices that follow the supplier."""

import base64

from odoo.fields import Command
from odoo.tools import file_open

from .assortment import FAMILIES

AVERAGE_COST = ("category_tools", "category_plumbing", "category_lighting", "category_paints")
STANDARD_COST = ("category_safety",)
# Codes that the makers print on the box, beside our own.
OTHER_CODES = {
    "fer_ber13": ("4006885200135", "FRJ-750-13"),
    "fer_apa18": ("4006885200180",),
    "hid_val12": ("8413623004512", "HV-0012"),
    "lum_led10": ("8435402510010",),
    "pro_bot42": ("4012345600421", "PW-S3-42"),
}


def prepare(world):
    """Set up how goods are valued, found and priced."""
    _set_cost_methods(world)
    _add_codes(world)
    _add_pictures(world)
    _price_by_supplier(world)


def _set_cost_methods(world):
    """Moving average for what prices move, a fixed cost for safety wear."""
    for keys, method in ((AVERAGE_COST, "average"), (STANDARD_COST, "standard")):
        parents = [world.ref(key).id for key in keys]
        families = world.env["product.category"].search([("id", "child_of", parents)])
        families.property_cost_method = method


def _add_codes(world):
    world.env["product.barcode"].create(
        [
            {"product_id": world.product(key).id, "name": code, "sequence": 20 + number}
            for key, codes in OTHER_CODES.items()
            for number, code in enumerate(codes)
        ]
    )


def _add_pictures(world):
    """The drawing of its family on each product."""
    for family, keys in FAMILIES.items():
        with file_open(f"crm_suite/static/img/family_{family}.png", "rb") as drawing:
            image = base64.b64encode(drawing.read())
        for key in keys:
            world.product(key).image_1920 = image


def _price_by_supplier(world):
    """A price list that follows what the suppliers ask, plus a quarter."""
    world.env["product.pricelist"].create(
        {
            "name": "Supplier price + 25 %",
            "currency_id": world.env.ref("base.EUR").id,
            "sequence": 20,
            "item_ids": [
                Command.create({"compute_price": "formula", "base": "supplierinfo", "price_discount": -25.0})
            ],
        }
    )
