from datetime import datetime, time, timedelta

import pytz
from odoo import fields, models
from odoo.tools import SQL

from .sale_order_line import OPEN_LINE

END_OF_TIME = "infinity"


class CreditExposureDay(models.Model):
    """The documents of exposure as they stood at the end of a past day, the context's `exposure_day`.

    It begins with what is open now and takes back what came later: deliveries by the day of the stock move, invoices,
    credit notes and journal items by their accounting date, payments by the later date of the two items they match,
    orders by their confirmation, instruments by the entries that brought them into the portfolio and out of it. Each
    figure of a past day is what the live figure was on that day, and of today it is the live figure itself.

    What nobody wrote down cannot be known, and is decided so:
    - quantities ordered, prices, units and taxes of a line, payer and due dates, clearing days: as they are now;
    - deliveries typed in by hand (services) have no day: delivered since the order was confirmed;
    - an order put back to draft, an entry reset or deleted, is gone from the past as it is gone now; confirmed again it
      counts from its last confirmation; cancelled before this module was there, it was never confirmed;
    - a receipt taken off its invoice leaves both open on the days before: the sum of the customer is right;
    - foreign orders count at that day's rate as it is in the table of rates now;
    - ceilings have no past here, so it is not said who was over one.

    A document booked on a day to come counts today, as it does live, and on no past day. A day to come is not known:
    it reads as today. The gate never reads this model, so no context key has a say in what may be confirmed.
    """

    _name = "credit.exposure.day"
    _description = "Document in Credit Exposure on a Day"
    _inherit = ["credit.exposure.item"]
    _auto = False
    _depends = {
        "sale.order": ["cancelled_on"],
        "stock.move": [
            "sale_line_id",
            "state",
            "date",
            "quantity",
            "product_uom",
            "product_id",
            "location_id",
            "location_dest_id",
            "origin_returned_move_id",
            "to_refund",
        ],
        "account.move": ["date", "credit_instrument_id"],
        "account.move.line": ["quantity", "product_uom_id", "balance"],
        "account.partial.reconcile": ["debit_move_id", "credit_move_id", "amount", "max_date", "company_id"],
        "res.partner": ["user_id"],
    }

    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    credit_amount = fields.Monetary("Credit", readonly=True)
    obligo_amount = fields.Monetary("Obligo", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT document.*, customer.user_id, company.currency_id,
                   open_orders_amount + delivered_uninvoiced_amount + receivable_amount AS credit_amount,
                   open_orders_amount + delivered_uninvoiced_amount + receivable_amount + instruments_amount
                       AS obligo_amount
              FROM (%s) AS document
              JOIN res_partner customer ON customer.id = document.partner_id
              JOIN res_company company ON company.id = document.company_id
            """,
            self._documents(),
        )

    def _day_in(self, zone):
        chosen = fields.Date.to_date(self.env.context.get("exposure_day"))
        today = super()._day_in(zone)
        return min(chosen or today, today)

    def _last_date_in(self, zone):
        """Last date that counts: the day, or for today none, because live figures hold whatever is booked."""
        day = self._day_in(zone)
        today = super()._day_in(zone)  # pylint: disable=super-method-mismatch
        return END_OF_TIME if day == today else day

    def _end_of_day_in(self, zone):
        """Where the day ends for companies of a time zone, in UTC as the database keeps times."""
        if self._last_date_in(zone) == END_OF_TIME:
            return END_OF_TIME
        midnight = datetime.combine(self._day_in(zone) + timedelta(days=1), time())
        return pytz.timezone(zone).localize(midnight).astimezone(pytz.utc).replace(tzinfo=None)

    def _end_of_day(self, company):
        """`SQL` of where the day ends for the company whose id is in `company` (`SQL`)."""
        return self.env["res.company"]._by_zone(company, self._end_of_day_in, "timestamp")

    def _is_known_by(self, date, company):
        last = self.env["res.company"]._by_zone(company, self._last_date_in, "date")
        return SQL("%s <= %s", date, last)

    def _order_documents(self, confirming=None):
        """Sales orders reckoned line by line: what is kept on them is of today."""
        return self._order_columns(self._order_sums())

    def _order_state(self):
        return SQL(
            "CASE WHEN so.state <> 'sale' AND so.cancelled_on >= %s THEN 'sale' ELSE so.state END",
            self._end_of_day(SQL("so.company_id")),
        )

    def _is_line_known(self):
        """Lines of orders confirmed by then, and of others what was delivered."""
        return SQL(
            "(%s = 'sale' OR line.qty_delivered <> 0) AND so.date_order < %s",
            self._order_state(),
            self._end_of_day(SQL("so.company_id")),
        )

    def _order_line_source(self):
        """Order lines with what was delivered and invoiced by the end of the day; only those that can matter."""
        return SQL(
            """
            (
                SELECT line.id, line.order_id, line.display_type, line.is_downpayment, line.customer_lead,
                       line.product_uom_qty, line.unit_price_with_tax,
                       line.qty_delivered - COALESCE(later.delivered, 0) AS qty_delivered,
                       line.posted_quantity - COALESCE(later.invoiced, 0) AS posted_quantity
                  FROM sale_order_line line
                  LEFT JOIN (
                    SELECT line_id, SUM(delivered) AS delivered, SUM(invoiced) AS invoiced
                      FROM (%(deliveries)s UNION ALL %(invoices)s) AS event
                     GROUP BY line_id
                  ) AS later ON later.line_id = line.id
                 WHERE line.display_type IS NULL AND (later.line_id IS NOT NULL OR %(open)s)
            )
            """,
            deliveries=self._later_deliveries(),
            invoices=self._later_invoices(),
            open=SQL(OPEN_LINE),
        )

    def _later_deliveries(self):
        """What left after the day for each line, and came back to be credited, in the unit of the line.

        The same moves, units and rounding by which Odoo computes `qty_delivered`.
        """
        between = self.env.ref("stock.stock_location_inter_company", raise_if_not_found=False)
        # A place of the warehouse that every seller's customers pass through, whoever may read places.
        between_path = between.sudo().parent_path if between else None
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return SQL(
            """
            SELECT line.id AS line_id, 0::numeric AS invoiced,
                   CASE WHEN target.usage = 'customer' OR target.parent_path LIKE %(between)s THEN 1 ELSE -1 END
                       * ROUND((move.quantity * uom.factor / line_uom.factor)::numeric, %(digits)s) AS delivered
              FROM stock_move move
              JOIN sale_order_line line ON line.id = move.sale_line_id AND line.product_id = move.product_id
              JOIN uom_uom uom ON uom.id = move.product_uom
              JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target ON target.id = move.location_dest_id
             WHERE move.state = 'done' AND move.date >= %(end)s
               AND line.qty_delivered_method = 'stock_move' AND target.usage <> 'inventory'
               AND CASE WHEN target.usage = 'customer' OR target.parent_path LIKE %(between)s
                        THEN move.origin_returned_move_id IS NULL OR move.to_refund
                        ELSE move.to_refund AND (source.usage IN ('customer', 'supplier')
                             OR source.usage = 'transit' AND source.company_id IS NULL
                             OR source.parent_path LIKE %(between)s) END
            """,
            between=f"{between_path}%" if between_path else "",
            digits=digits,
            end=self._end_of_day(SQL("move.company_id")),
        )

    def _later_invoices(self):
        """What posted invoices and credit notes dated after the day hold of each line, in the unit of the line."""
        return SQL(
            """
            SELECT line.id, CASE WHEN invoice.move_type = 'out_refund' THEN -1 ELSE 1 END
                       * invoiced.quantity * COALESCE(invoiced_uom.factor / uom.factor, 1), 0
              FROM account_move invoice
              JOIN account_move_line invoiced ON invoiced.move_id = invoice.id
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = invoiced.id
              JOIN sale_order_line line ON line.id = rel.order_line_id
              LEFT JOIN uom_uom uom ON uom.id = line.product_uom_id
              LEFT JOIN uom_uom invoiced_uom ON invoiced_uom.id = invoiced.product_uom_id
             WHERE invoice.state = 'posted' AND invoice.move_type IN ('out_invoice', 'out_refund')
               AND NOT %s
            """,
            self._is_known_by(SQL("invoice.date"), SQL("invoice.company_id")),
        )

    def _receivable_documents(self):
        """Receivable items dated by the day, with what was matched to them later put back."""
        return SQL(
            """
            SELECT %(columns)s
              FROM (
                SELECT item_id, SUM(amount) AS amount
                  FROM (
                    SELECT id AS item_id, amount_residual AS amount FROM account_move_line
                     WHERE reconciled IS NOT TRUE AND amount_residual <> 0 AND parent_state = 'posted'
                     UNION ALL
                    SELECT debit_move_id, amount FROM account_partial_reconcile WHERE NOT %(matched)s
                     UNION ALL
                    SELECT credit_move_id, -amount FROM account_partial_reconcile WHERE NOT %(matched)s
                  ) AS part
                 GROUP BY item_id
                HAVING SUM(amount) <> 0
              ) AS residual
              JOIN account_move_line item ON item.id = residual.item_id
              JOIN account_account account ON account.id = item.account_id
              JOIN res_partner debtor ON debtor.id = item.partner_id
             WHERE account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
               AND %(known)s
            """,
            columns=self._receivable_columns(SQL("residual.amount")),
            matched=self._is_known_by(SQL("max_date"), SQL("company_id")),
            known=self._is_known_by(SQL("item.date"), SQL("item.company_id")),
        )

    def _instrument_documents(self):
        """Instruments that stood in the portfolio by their entries, and whose time had not yet passed.

        Deposit moves them within the portfolio, discount and endorsement leave it alone; what ends their risk (cleared,
        bounced, returned, renewed) takes them out of it.
        """
        return SQL(
            """
            SELECT %(columns)s
              FROM credit_instrument instrument
              JOIN res_partner debtor ON debtor.id = instrument.partner_id
              JOIN res_company company ON company.id = instrument.company_id
              JOIN account_move entry ON entry.credit_instrument_id = instrument.id AND entry.state = 'posted'
              JOIN account_move_line item ON item.move_id = entry.id
              JOIN account_account account ON account.id = item.account_id AND account.is_instrument_portfolio
             WHERE instrument.state <> 'draft' AND %(known)s
               AND instrument.maturity_date + company.instrument_clearing_days >= %(day)s
             GROUP BY instrument.id, debtor.id, company.id
            HAVING SUM(item.balance) > 0
            """,
            columns=self._instrument_columns(),
            known=self._is_known_by(SQL("item.date"), SQL("item.company_id")),
            day=self._day_sql(SQL("instrument.company_id")),
        )
