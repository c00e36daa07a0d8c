from odoo import fields, models
from odoo.tools import SQL


class CreditExposureForecast(models.Model):
    """When what is in exposure falls due: the amounts of `credit.exposure.item`, one row per document and source.

    Open items by their due date, instruments by maturity, orders by the day their delivery is promised or expected.
    What is due already (overdue items, goods to invoice, a late delivery) is expected today. The sum of all rows of a
    customer is its obligo.
    """

    _name = "credit.exposure.forecast"
    _description = "Exposure by Due Date"
    _auto = False
    _order = "expected_on, id"
    _rec_name = "source"
    _depends = {"credit.exposure.item": ["partner_id"], "res.partner": ["user_id"]}

    source = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("receivable", "Falling due"),
            ("instrument", "Cheques and bills"),
            ("delivered", "To invoice"),
            ("order", "Open orders"),
        ],
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    order_id = fields.Many2one("sale.order", "Sales Order", readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal Item", readonly=True)
    instrument_id = fields.Many2one("credit.instrument", readonly=True)
    date_due = fields.Date("Due Date", readonly=True)
    expected_on = fields.Date(readonly=True, help="The due date; today for what is due already.")
    amount = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        items = self.env["credit.exposure.item"]
        return SQL(
            """
            SELECT item.id * 2 + part.place AS id, part.source, part.amount,
                   item.partner_id, customer.user_id, item.company_id, item.currency_id,
                   item.order_id, item.move_line_id, item.instrument_id, item.date_due,
                   CASE WHEN part.source = 'delivered' THEN %(today)s
                        ELSE GREATEST(item.date_due, %(today)s) END AS expected_on
              FROM (%(items)s) AS item
              JOIN res_partner customer ON customer.id = item.partner_id
             CROSS JOIN LATERAL (VALUES
                (0, CASE WHEN item.date_due < %(today)s THEN 'overdue' ELSE 'receivable' END, item.receivable_amount),
                (0, 'instrument', item.instruments_amount),
                (0, 'order', item.open_orders_amount),
                (1, 'delivered', item.delivered_uninvoiced_amount)
             ) AS part(place, source, amount)
             WHERE part.amount <> 0
            """,
            items=items._table_query,
            today=items._day_sql(SQL("item.company_id")),
        )

    def action_open_document(self):
        """Open the order, journal entry or instrument of this row."""
        self.ensure_one()
        return (self.order_id or self.move_line_id.move_id or self.instrument_id).get_formview_action()
