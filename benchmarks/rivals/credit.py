"""Credit as plain Odoo and OCA's `account_financial_risk` with `sale_financial_risk` know it.

Both hold the very documents of our database. A ceiling of ours becomes the credit limit of theirs, and every kind of
risk is included in it. Their risk differs from credit as ours is defined (down payments, what is delivered, contacts,
instruments); what is compared is the work of adding up the same orders and items.
"""

from odoo.tools import SQL

PAGE = 80


def leave(env) -> None:
    """Before our modules go: what of their data the rivals need, in fields of Odoo."""
    env.cr.execute(
        """
        UPDATE res_partner partner
           SET credit_limit = jsonb_build_object(ceiling.company_id::text, ceiling.credit_ceiling),
               customer_rank = GREATEST(partner.customer_rank, 1)
          FROM credit_ceiling ceiling
         WHERE ceiling.partner_id = partner.id
        """
    )


def join(env) -> None:
    """Before OCA's modules come: the stored fields they would reckon for hours, one line after the other.

    Services with ordered quantities only: the risk of a line is its price times the share not yet invoiced. `verify`
    asks the module itself whether that is what it would have come to.
    """
    env.cr.execute(
        """
        ALTER TABLE sale_order_line ADD COLUMN risk_amount numeric DEFAULT 0, ADD COLUMN risk_partner_id integer;
        ALTER TABLE sale_order_line ALTER COLUMN risk_amount DROP DEFAULT;
        UPDATE sale_order_line line
           SET risk_partner_id = partner.commercial_partner_id,
               risk_amount = CASE WHEN line.state = 'sale' AND line.display_type IS NULL AND line.product_uom_qty <> 0
                                  THEN line.price_total * (line.product_uom_qty - line.qty_invoiced)
                                       / line.product_uom_qty ELSE 0 END
          FROM sale_order
          JOIN res_partner partner ON partner.id = sale_order.partner_invoice_id
         WHERE sale_order.id = line.order_id
        """
    )


def verify(env) -> None:
    """After OCA's modules came: include every risk in the limit, and ask for some lines again."""
    include = [
        name for name in env["res.partner"]._fields if name.startswith("risk_") and name.endswith("_include")
    ]
    changes = SQL(", ").join(SQL("%s = TRUE", SQL.identifier(name)) for name in include)
    env.cr.execute(SQL("UPDATE res_partner SET %s WHERE customer_rank > 0", changes))
    lines = env["sale.order.line"].search([("order_id.partner_id.name", "=like", "Trader %")], limit=300)
    before = lines.mapped("risk_amount")
    env.add_to_compute(lines._fields["risk_amount"], lines)
    if lines.mapped("risk_amount") != before or not any(before):
        raise ValueError("The risk of order lines was not filled in as the module reckons it.")


def ways(env) -> dict:
    """What can be asked of a rival, as its users ask for it."""
    partners = env["res.partner"]
    traders = partners.search([("name", "=like", "Trader %")])
    one = traders[len(traders) // 2]
    order = env["sale.order"].search([("partner_id.name", "=", "Bench buyer")], limit=1)

    def confirm():
        order.action_confirm()
        env.flush_all()

    return {
        "all": lambda: traders.mapped("risk_total"),
        "over": lambda: partners.search([("risk_exception", "=", True)]),
        # Its excess cannot be sorted by in the database: a page of it takes all.
        "page": lambda: traders.sorted("risk_amount_exceeded", reverse=True)[:PAGE].read(["risk_total"]),
        "one": lambda: one.read(["risk_total", "risk_exception"]),
        "confirm": confirm,
    }
