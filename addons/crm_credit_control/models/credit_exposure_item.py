from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Each branch of the union has its own residue of the id, so that ids of documents never meet.
ORDER_RESIDUE, JOURNAL_ITEM_RESIDUE, INSTRUMENT_RESIDUE = 0, 1, 2
RESIDUES = 4


class CreditExposureItem(models.Model):
    """The documents that exposure is made of: the one definition of what a customer owes or will owe.

    One row per sales order, open journal item and instrument, in the currency of its company. Fields, lists,
    filters, reports and the gate all add up these rows, so a figure and the documents behind it cannot differ.
    """

    _name = "credit.exposure.item"
    _description = "Document in Credit Exposure"
    _auto = False
    _order = "date_due, id"
    _rec_name = "kind"
    _depends = {
        "sale.order": ["state", "partner_invoice_id", "company_id", "currency_id", "date_order"],
        "sale.order.line": [
            "order_id",
            "product_uom_qty",
            "product_uom_id",
            "qty_delivered",
            "unit_price_with_tax",
            "is_downpayment",
            "display_type",
            "invoice_lines",
        ],
        "account.move": ["state", "move_type"],
        "account.move.line": [
            "account_id",
            "partner_id",
            "company_id",
            "parent_state",
            "reconciled",
            "amount_residual",
            "date",
            "date_maturity",
            "quantity",
            "product_uom_id",
            "price_total",
            "currency_id",
        ],
        "account.account": ["account_type", "is_instrument_portfolio"],
        "credit.instrument": ["state", "partner_id", "company_id", "maturity_date", "company_amount"],
        "res.partner": ["commercial_partner_id"],
        "res.company": ["currency_id", "instrument_clearing_days"],
    }

    kind = fields.Selection(
        [("order", "Sales order"), ("receivable", "Receivable"), ("instrument", "Instrument")], readonly=True
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    order_id = fields.Many2one("sale.order", "Sales Order", readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal Item", readonly=True)
    instrument_id = fields.Many2one("credit.instrument", readonly=True)
    date = fields.Date(readonly=True)
    date_due = fields.Date("Due Date", readonly=True)
    open_orders_amount = fields.Monetary("Open Orders", readonly=True)
    delivered_uninvoiced_amount = fields.Monetary("Delivered, not Invoiced", readonly=True)
    receivable_amount = fields.Monetary("Receivable", readonly=True)
    instruments_amount = fields.Monetary("Instruments", readonly=True)

    @property
    def _table_query(self):
        return self._documents()

    def _documents(self, confirming=None):
        """All documents as `SQL`; `confirming` (ids of quotations) counts those as if they were confirmed."""
        return SQL(
            "%s UNION ALL %s UNION ALL %s",
            self._order_documents(confirming),
            self._receivable_documents(),
            self._instrument_documents(),
        )

    def _order_documents(self, confirming=None):
        """Sales orders with something left to invoice.

        A down payment that was invoiced lowers what is left, first of what is still to be delivered; it never
        makes an order negative, so it cannot hide another order.
        """
        return SQL(
            """
            SELECT orders.order_id::bigint * %(residues)s + %(residue)s AS id,
                   'order' AS kind, orders.partner_id, orders.company_id, orders.order_id,
                   NULL::integer AS move_line_id, NULL::integer AS instrument_id,
                   orders.date, orders.date AS date_due,
                   orders.undelivered - LEAST(orders.prepaid, GREATEST(orders.undelivered, 0))
                       AS open_orders_amount,
                   orders.delivered - LEAST(
                       GREATEST(orders.prepaid - GREATEST(orders.undelivered, 0), 0), GREATEST(orders.delivered, 0)
                   ) AS delivered_uninvoiced_amount,
                   0::numeric AS receivable_amount, 0::numeric AS instruments_amount,
                   company.currency_id
              FROM (
                SELECT order_id, partner_id, company_id, date,
                       SUM(remaining - delivered) AS undelivered,
                       SUM(delivered) AS delivered,
                       GREATEST(SUM(prepaid), 0) AS prepaid
                  FROM (%(lines)s) AS line
                 GROUP BY order_id, partner_id, company_id, date
              ) AS orders
              JOIN res_company company ON company.id = orders.company_id
             WHERE orders.undelivered <> 0 OR orders.delivered <> 0
            """,
            residues=RESIDUES,
            residue=ORDER_RESIDUE,
            lines=self._order_lines(confirming),
        )

    def _order_lines(self, confirming=None):
        """One row per order line: what remains to be invoiced, and which part of it is delivered, with tax.

        Quantities decide. `remaining` and `delivered` are shares of the larger of the ordered and delivered
        quantity, never negative, so a line invoiced too far hides nothing. Only posted invoices count.
        """
        return SQL(
            """
            SELECT quantity.order_id, quantity.partner_id, quantity.company_id, quantity.date,
                   ROUND((GREATEST(quantity.expected, quantity.delivered, quantity.invoiced) - quantity.invoiced)
                         * quantity.price * quantity.rate, quantity.decimals) AS remaining,
                   ROUND(GREATEST(quantity.delivered - quantity.invoiced, 0)
                         * quantity.price * quantity.rate, quantity.decimals) AS delivered,
                   ROUND(quantity.prepaid, quantity.decimals) AS prepaid
              FROM (
                SELECT line.id, so.id AS order_id, debtor.commercial_partner_id AS partner_id, so.company_id,
                       so.date_order::date AS date, currency.decimal_places AS decimals,
                       direction.sign * CASE WHEN so.state = 'cancel' THEN 0 ELSE line.product_uom_qty END
                           AS expected,
                       direction.sign * COALESCE(line.qty_delivered, 0) AS delivered,
                       direction.sign * CASE WHEN line.is_downpayment THEN 0 ELSE COALESCE(SUM(
                           invoice_sign.sign * invoiced.quantity * COALESCE(invoiced_uom.factor / uom.factor, 1)
                       ) FILTER (WHERE invoice.state = 'posted'), 0) END AS invoiced,
                       direction.sign * line.unit_price_with_tax::numeric AS price,
                       COALESCE(rate.rate, 1) AS rate,
                       CASE WHEN line.is_downpayment THEN COALESCE(SUM(
                           invoice_sign.sign * invoiced.price_total * COALESCE(invoice_rate.rate, 1)
                       ) FILTER (WHERE invoice.state = 'posted'), 0) ELSE 0 END AS prepaid
                  FROM sale_order so
                  JOIN sale_order_line line ON line.order_id = so.id AND line.display_type IS NULL
                  JOIN res_partner debtor ON debtor.id = so.partner_invoice_id
                  JOIN res_company company ON company.id = so.company_id
                  JOIN res_currency currency ON currency.id = company.currency_id
                 CROSS JOIN LATERAL (
                    SELECT CASE WHEN line.product_uom_qty < 0 OR line.product_uom_qty = 0 AND line.qty_delivered < 0
                                THEN -1 ELSE 1 END AS sign
                 ) AS direction
                  LEFT JOIN uom_uom uom ON uom.id = line.product_uom_id
                  LEFT JOIN (%(rates)s) AS rate
                         ON rate.company_id = so.company_id AND rate.currency_id = so.currency_id
                  LEFT JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
                  LEFT JOIN account_move_line invoiced ON invoiced.id = rel.invoice_line_id
                  LEFT JOIN account_move invoice ON invoice.id = invoiced.move_id
                  LEFT JOIN uom_uom invoiced_uom ON invoiced_uom.id = invoiced.product_uom_id
                  LEFT JOIN (%(rates)s) AS invoice_rate
                         ON invoice_rate.company_id = so.company_id
                        AND invoice_rate.currency_id = invoiced.currency_id
                 CROSS JOIN LATERAL (
                    SELECT CASE WHEN invoice.move_type = 'out_refund' THEN -1 ELSE 1 END AS sign
                 ) AS invoice_sign
                 WHERE so.state = 'sale' OR so.id = ANY(%(confirming)s)
                       OR so.state = 'cancel' AND line.qty_delivered <> 0
                 GROUP BY line.id, so.id, debtor.commercial_partner_id, currency.decimal_places, direction.sign,
                          rate.rate, uom.factor
              ) AS quantity
            """,
            rates=self._todays_rates(),
            confirming=list(confirming or []),
        )

    def _todays_rates(self):
        """Rows (company_id, currency_id, rate): the company's money for one unit of each foreign currency."""
        today = fields.Date.context_today(self)
        currencies = (
            self.env["res.currency"]
            .sudo()
            .with_context(active_test=False)
            .search([("rate_ids", "!=", False)])
        )
        rows = []
        # Companies are read whole: exposure is one definition for all, access is the rules' business.
        for company in self.env["res.company"].sudo().search([]):
            rates = (currencies | company.currency_id)._get_rates(company, today)
            own = rates[company.currency_id.id]
            rows += [
                SQL("(%s, %s, %s::numeric)", company.id, currency.id, own / rates[currency.id])
                for currency in currencies - company.currency_id
            ]
        rows = rows or [SQL("(NULL::integer, NULL::integer, NULL::numeric)")]
        return SQL("SELECT * FROM (VALUES %s) AS rates(company_id, currency_id, rate)", SQL(", ").join(rows))

    def _receivable_documents(self):
        """Posted journal items still open on receivable accounts, credits included, at their booked amount."""
        return SQL(
            """
            SELECT item.id::bigint * %(residues)s + %(residue)s AS id,
                   'receivable' AS kind, debtor.commercial_partner_id AS partner_id, item.company_id,
                   NULL::integer AS order_id, item.id AS move_line_id, NULL::integer AS instrument_id,
                   item.date, COALESCE(item.date_maturity, item.date) AS date_due,
                   0::numeric AS open_orders_amount, 0::numeric AS delivered_uninvoiced_amount,
                   item.amount_residual AS receivable_amount, 0::numeric AS instruments_amount,
                   company.currency_id
              FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
              JOIN res_partner debtor ON debtor.id = item.partner_id
              JOIN res_company company ON company.id = item.company_id
             WHERE account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
               AND item.reconciled IS NOT TRUE
               AND item.amount_residual <> 0
            """,
            residues=RESIDUES,
            residue=JOURNAL_ITEM_RESIDUE,
        )

    def _instrument_documents(self):
        """Instruments that can still fail: received, and maturity plus clearing days not yet passed."""
        return SQL(
            """
            SELECT instrument.id::bigint * %(residues)s + %(residue)s AS id,
                   'instrument' AS kind, debtor.commercial_partner_id AS partner_id, instrument.company_id,
                   NULL::integer AS order_id, NULL::integer AS move_line_id, instrument.id AS instrument_id,
                   instrument.issue_date AS date, instrument.maturity_date AS date_due,
                   0::numeric AS open_orders_amount, 0::numeric AS delivered_uninvoiced_amount,
                   0::numeric AS receivable_amount, instrument.company_amount AS instruments_amount,
                   company.currency_id
              FROM credit_instrument instrument
              JOIN res_partner debtor ON debtor.id = instrument.partner_id
              JOIN res_company company ON company.id = instrument.company_id
             WHERE instrument.state IN ('in_hand', 'deposited', 'discounted', 'endorsed')
               AND instrument.maturity_date + company.instrument_clearing_days >= %(today)s
            """,
            residues=RESIDUES,
            residue=INSTRUMENT_RESIDUE,
            today=fields.Date.context_today(self),
        )

    @api.model
    def _order_amounts(self, order_ids):
        """Open and delivered amount of each order as if it were confirmed: `{order_id: amount}`."""
        # The table's own expression carries the fields to flush; this one asks for the same sources.
        self.env.flush_query(self._table_sql)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT order_id, open_orders_amount + delivered_uninvoiced_amount
                  FROM (%s) AS document WHERE order_id = ANY(%s)
                """,
                self._order_documents(order_ids),
                list(order_ids),
            )
        )
        return dict(rows)

    def _open(self, domain, figure=None):
        """Action on the documents of `domain`, only those with an amount in `figure` when one is named."""
        figures = [figure] if figure else [name for name in self._fields if name.endswith("_amount")]
        domain &= Domain.OR([(name, "!=", 0)] for name in figures)
        title = self._fields[figure]._description_string(self.env) if figure else self.env._("Documents")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "view_mode": "list,pivot",
            "domain": list(domain),
        }

    def action_open_document(self):
        """Open the order, journal entry or instrument of this row."""
        self.ensure_one()
        document = self.order_id or self.move_line_id.move_id or self.instrument_id
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "view_mode": "form",
        }
