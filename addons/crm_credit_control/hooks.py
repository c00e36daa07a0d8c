from odoo.tools import SQL


def pre_init_hook(env):
    """Fill the stored figures of existing order lines in two statements; the ORM would take them one by one."""
    env.cr.execute(
        SQL(
            """
            ALTER TABLE sale_order_line
                ADD COLUMN IF NOT EXISTS unit_price_with_tax double precision,
                ADD COLUMN IF NOT EXISTS posted_quantity numeric
            """
        )
    )
    env.cr.execute(
        SQL(
            """
            ALTER TABLE sale_order
                ADD COLUMN IF NOT EXISTS exposure_remaining numeric,
                ADD COLUMN IF NOT EXISTS exposure_delivered numeric,
                ADD COLUMN IF NOT EXISTS exposure_prepaid numeric,
                ADD COLUMN IF NOT EXISTS exposure_lead integer
            """
        )
    )
    env.cr.execute(
        SQL(
            """
            UPDATE sale_order_line
               SET unit_price_with_tax = CASE WHEN display_type IS NOT NULL THEN 0
                                              WHEN product_uom_qty <> 0 THEN price_total / product_uom_qty
                                              ELSE price_unit * (1 - COALESCE(discount, 0) / 100) END,
                   posted_quantity = 0
            """
        )
    )
    env.cr.execute(
        SQL(
            """
            UPDATE sale_order_line
               SET posted_quantity = ROUND(posted.quantity, 6)
              FROM (
                SELECT line.id, SUM(CASE WHEN invoice.move_type = 'out_refund' THEN -1 ELSE 1 END
                                    * invoiced.quantity * COALESCE(invoiced_uom.factor / uom.factor, 1)) AS quantity
                  FROM sale_order_line line
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
                  JOIN account_move_line invoiced ON invoiced.id = rel.invoice_line_id
                  JOIN account_move invoice ON invoice.id = invoiced.move_id AND invoice.state = 'posted'
                  LEFT JOIN uom_uom uom ON uom.id = line.product_uom_id
                  LEFT JOIN uom_uom invoiced_uom ON invoiced_uom.id = invoiced.product_uom_id
                 GROUP BY line.id
              ) AS posted
             WHERE posted.id = sale_order_line.id
            """
        )
    )


def post_init_hook(env):
    """Companies that already have a chart of accounts get the accounts and the journal for instruments."""
    env["res.company"].search([])._ensure_instrument_accounts()
    # Only lines without ordered quantity need the tax engine; the statement above could not know their taxes.
    zero_lines = env["sale.order.line"].search([("product_uom_qty", "=", 0), ("price_unit", "!=", 0)])
    zero_lines._compute_unit_price_with_tax()
    env["sale.order"]._share_out_totals()
    env["sale.order"]._fill_exposure()
