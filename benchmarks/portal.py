"""The customers' portal with 10,000 products in 5 warehouses and 300 price rules, and their stock position."""

import time

from odoo import Command
from odoo.tools import SQL

from .building.multiply import Template, multiply
from .frame import Figure, Measure

PRODUCTS = 10_000
WAREHOUSES = 5
RULES = 300
OWN_CODES = 500
# Each word stands in a fraction of all names, as in a catalogue of trade goods.
WORDS = SQL(
    """' ' || (ARRAY['porcelain', 'stoneware', 'glass', 'steel', 'bamboo', 'linen', 'copper'])[1 + n %% 7]
    || ' ' || (ARRAY['teapot', 'plate', 'tumbler', 'ladle', 'tray', 'napkin', 'saucepan', 'strainer', 'carafe', 'bowl',
        'platter'])[1 + n %% 11] || ' ' || (ARRAY['white', 'blue', 'natural', 'large', 'small'])[1 + n %% 5]"""
)
# The columns in which each product differs from the one that is multiplied.
MULTIPLIED = {
    ("product_product", "default_code"): SQL("'P-' || n"),
    ("product_product", "barcode"): SQL("'B-' || n"),
    ("product_template", "name"): SQL("jsonb_build_object('en_US', 'Product ' || n || %s)", WORDS),
    ("product_product", "portal_search_text"): SQL("'p-' || n || ' p' || n || ' product ' || n || %s", WORDS),
}
PAGE = 80
SEARCHES = (
    ("an exact code", "P-4711"),
    ("two words", "blue teapot"),
    ("two mistyped words", "porcelian taepot"),
)
PLAIN_POSITION = """
    SELECT product_id, warehouse_id, SUM(on_hand), SUM(reserved), SUM(incoming)
      FROM (SELECT quant.product_id, place.warehouse_id, quant.quantity AS on_hand, 0 AS reserved, 0 AS incoming
              FROM stock_quant quant JOIN stock_location place ON place.id = quant.location_id
             WHERE place.usage = 'internal'
             UNION ALL
            SELECT move.product_id, place.warehouse_id, 0, move.product_qty, 0
              FROM stock_move move
              JOIN stock_location place ON place.id = move.location_id
              JOIN stock_location target ON target.id = move.location_dest_id
             WHERE move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
               AND place.usage = 'internal' AND target.usage = 'customer'
             UNION ALL
            SELECT move.product_id, target.warehouse_id, 0, 0, move.product_qty
              FROM stock_move move
              JOIN stock_location place ON place.id = move.location_id
              JOIN stock_location target ON target.id = move.location_dest_id
             WHERE move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
               AND place.usage = 'supplier' AND target.usage = 'internal'
           ) part
     GROUP BY product_id, warehouse_id
"""


def prepare(env):
    """One product with stock in every warehouse and an open delivery, multiplied; a customer with a price list."""
    warehouses = env["stock.warehouse"].search([], limit=1)
    warehouses |= env["stock.warehouse"].create(
        [{"name": f"Warehouse {number}", "code": f"W{number}"} for number in range(1, WAREHOUSES)]
    )
    product = env["product.product"].create(
        {"name": "Product", "default_code": "P", "is_storable": True, "list_price": 10, "barcode": "B"}
    )
    for warehouse in warehouses:
        env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, 100)
    customer = env["res.partner"].create({"name": "Bench customer", "is_company": True})
    order = env["sale.order"].create(
        {
            "partner_id": customer.id,
            "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 3})],
        }
    )
    order.action_confirm()
    env.flush_all()
    quants = env["stock.quant"].search(
        [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
    )
    template = Template(
        {
            "product_template": product.product_tmpl_id.ids,
            "product_product": product.ids,
            "stock_quant": quants.ids,
            "stock_move": order.order_line.move_ids.ids,
        },
        MULTIPLIED,
    )
    multiply(env, template, PRODUCTS)
    _price_list(env, customer)
    _own_codes(env, customer)


def _own_codes(env, customer):
    env["product.customer.code"].create(
        [
            {"partner_id": customer.id, "product_id": product.id, "code": f"own {product.default_code}"}
            for product in env["product.product"].search([("default_code", "like", "P-%")], limit=OWN_CODES)
        ]
    )


def _price_list(env, customer):
    env.ref("base.group_user").implied_ids |= env.ref("product.group_product_pricelist")
    templates = env["product.template"].search([("name", "like", "Product ")], limit=RULES // 3)
    rules = [
        {
            "compute_price": "fixed",
            "fixed_price": 9 - step,
            "min_quantity": quantity,
            "product_tmpl_id": template.id,
        }
        for template in templates
        for step, quantity in enumerate((1, 10, 100))
    ]
    customer.property_product_pricelist = env["product.pricelist"].create(
        {"name": "Bench rules", "sequence": 999, "item_ids": [Command.create(rule) for rule in rules]}
    )


def measures(env):
    """Catalogue, order sheet and stock position."""
    customer = env["res.partner"].search([("name", "=", "Bench customer")], limit=1)
    position, plain = env["stock.position"], SQL(PLAIN_POSITION)
    figures = ["on_hand:sum", "reserved:sum", "incoming:sum", "available:sum", "forecast:sum"]
    yield Measure(
        f"stock position, {PRODUCTS:,} x {WAREHOUSES}, all of it",
        against="plain SQL",
        at_most=2,
        ours=lambda: env.execute_query(position._search([]).select("*")),
        other=lambda: env.execute_query(plain),
    )
    yield Measure(
        "stock position by warehouse",
        against="plain SQL",
        at_most=2,
        ours=lambda: position._read_group([], ["warehouse_id"], figures),
        other=lambda: env.execute_query(plain),
    )
    yield from _page_figures(env, customer)
    # The same 2,000 lines on both sides: a sheet of other products would have other rules to look at.
    yield Measure(
        "order sheet of 2,000 lines, cost per line",
        against="the same as four of 500",
        at_most=1.25,
        ours=lambda: _check(env, customer, 2000),
        other=lambda: [_check(env, customer, 500, start) for start in range(1, 2000, 500)],
    )


def _page_figures(env, customer):
    """Queries of each page, and how long a suggestion takes."""
    pages = {
        "stock position, a list of 80": lambda: (
            env["stock.position"].search([], limit=PAGE).read(["product_id", "available"])
        ),
        "catalogue, a page of 80": lambda: _catalogue(env, customer),
        "order sheet of 500 lines": lambda: _check(env, customer, 500),
        "order sheet of 2,000 lines": lambda: _check(env, customer, 2000),
    }
    pages |= {f"catalogue, {name}": lambda text=text: _search(env, customer, text) for name, text in SEARCHES}
    limits = dict(zip(pages, (5, 40, 40, 40, 40, 40, 40), strict=True))
    for name, page in pages.items():
        yield Figure(name, value=lambda page=page: _queries(env, page), unit="queries", at_most=limits[name])
    for name, text in SEARCHES:
        yield Figure(
            f"suggestions, {name}",
            value=lambda text=text: _milliseconds(
                lambda: env["product.product"]._portal_suggest(text, customer)
            ),
            unit="ms",
            at_most=300,
        )


def _catalogue(env, customer):
    products = env["product.product"]
    domain = products._portal_domain(customer)
    products.search_count(domain)
    return products.search(domain, order="name, default_code, id", limit=PAGE)._portal_cards(customer)


def _search(env, customer, text):
    products = env["product.product"]
    allowed = products._portal_domain(customer)
    domain = allowed & products._portal_search_domain(text, customer)
    products.search_count(domain)
    found = products._portal_best(domain, text, customer, limit=PAGE) or products._portal_alike(
        allowed, text, customer
    )
    assert found, f"something is found for {text}"
    return found._portal_cards(customer)


def _check(env, customer, count, start=1):
    from odoo.addons.crm_orders_portal.logic.order_sheet import merged, read_text

    env.invalidate_all()
    text = "\n".join(f"P-{number};{number % 150 + 1}" for number in range(start, start + count))
    checked = env["product.product"]._portal_check(merged(read_text(text)), customer)
    assert not any(line.problem for line in checked), "every line of the sheet is good"
    return checked


def _milliseconds(work):
    work()
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def _queries(env, page):
    page()
    env.invalidate_all()
    before = env.cr.sql_log_count
    page()
    return env.cr.sql_log_count - before
