from odoo import api, models
from odoo.tools import SQL

from .credit_exposure_item import ORDER_RESIDUE, RESIDUES, flush_sources
from .sale_order_line import OPEN_LINE

# Decimals beyond the currency's that count in a share of a line; the errors of a float begin further on.
FINER = 6


class CreditExposureItem(models.Model):
    """Orders in exposure: what remains to be invoiced of them, decided by quantities."""

    _inherit = "credit.exposure.item"

    def _order_documents(self, confirming=None):
        """Sales orders with something left to invoice, each at what is kept on it.

        :param confirming: ids of orders that count as if they were confirmed
        """
        open_orders = SQL("(so.state = 'sale' AND so.exposure_remaining <> 0 OR so.exposure_delivered <> 0)")
        if not confirming:
            return self._order_columns(self._kept_order_sums(SQL("so.state"), open_orders))
        confirming = list(confirming)
        return self._order_columns(
            SQL(
                "%s UNION ALL %s",
                self._kept_order_sums(
                    SQL("so.state"), SQL("%s AND so.id <> ALL(%s)", open_orders, confirming)
                ),
                self._kept_order_sums(SQL("'sale'"), SQL("so.id = ANY(%s)", confirming)),
            )
        )

    def _order_columns(self, sums):
        """`SQL` of the documents of the orders in `sums`, which are in the currency of the order.

        All that remains of a confirmed order counts, of another one what was delivered, whatever became of it:
        cancelled, or made a quotation again. A down payment that was invoiced lowers what is left, first of what is
        still to be delivered; it never makes an order negative, so it cannot hide another order.
        """
        return SQL(
            """
            SELECT orders.order_id::bigint * %(residues)s + %(residue)s AS id,
                   'order' AS kind, orders.partner_id, orders.company_id, orders.order_id,
                   NULL::integer AS move_line_id, NULL::integer AS instrument_id,
                   orders.date, orders.date_due,
                   orders.undelivered - LEAST(orders.prepaid, GREATEST(orders.undelivered, 0))
                       AS open_orders_amount,
                   orders.delivered - LEAST(
                       GREATEST(orders.prepaid - GREATEST(orders.undelivered, 0), 0), GREATEST(orders.delivered, 0)
                   ) AS delivered_uninvoiced_amount,
                   0::numeric AS receivable_amount, 0::numeric AS instruments_amount
              FROM (
                SELECT order_id, partner_id, company_id, date, date_due, delivered,
                       CASE WHEN state = 'sale' THEN remaining - delivered ELSE 0 END AS undelivered,
                       GREATEST(prepaid, 0) AS prepaid
                  FROM (%(sums)s) AS summed
              ) AS orders
             WHERE orders.undelivered <> 0 OR orders.delivered <> 0
            """,
            residues=RESIDUES,
            residue=ORDER_RESIDUE,
            sums=self._in_company_currency(sums),
        )

    def _in_company_currency(self, sums):
        """`SQL` of `sums` in the money of each order's company, at the rates of the day."""
        rates = self._rates()
        if rates is None:
            return sums
        amounts = SQL(", ").join(
            SQL(
                "ROUND(summed.%(name)s * COALESCE(rate.rate, 1), currency.decimal_places) AS %(name)s",
                name=SQL.identifier(name),
            )
            for name in ("remaining", "delivered", "prepaid")
        )
        return SQL(
            """
            SELECT summed.order_id, summed.partner_id, summed.company_id, summed.state, summed.date, summed.date_due,
                   %(amounts)s
              FROM (%(sums)s) AS summed
              JOIN res_company company ON company.id = summed.company_id
              JOIN res_currency currency ON currency.id = company.currency_id
              LEFT JOIN (%(rates)s) AS rate
                     ON rate.company_id = summed.company_id AND rate.currency_id = summed.currency_id
            """,
            amounts=amounts,
            sums=sums,
            rates=rates,
        )

    def _kept_order_sums(self, state, condition):
        """One row per order `so` of the `condition`, with what is kept on it, counted as in `state` (both `SQL`)."""
        return SQL(
            """
            SELECT so.id AS order_id, debtor.commercial_partner_id AS partner_id, so.company_id, so.currency_id,
                   %(state)s AS state, %(ordered)s AS date,
                   COALESCE(%(promised)s, %(ordered)s + so.exposure_lead) AS date_due,
                   so.exposure_remaining AS remaining, so.exposure_delivered AS delivered,
                   so.exposure_prepaid AS prepaid
              FROM sale_order so
              JOIN res_partner debtor ON debtor.id = so.partner_invoice_id
             WHERE %(condition)s
            """,
            state=state,
            condition=condition,
            **self._order_dates(),
        )

    def _order_dates(self):
        """The days, as `SQL`, on which order `so` of the query was `ordered` and for which it is `promised`."""
        companies, company = self.env["res.company"], SQL("so.company_id")
        return {
            "ordered": companies._date_sql(SQL("so.date_order"), company),
            "promised": companies._date_sql(SQL("so.commitment_date"), company),
        }

    def _order_sums(self, order_ids=None):
        """One row per order: what remains to be invoiced once confirmed, and what of it is delivered, with tax.

        In the currency of the order. Quantities decide. What remains of a line is its share of the largest of the
        ordered, delivered and invoiced quantity, never negative, so a line invoiced too far hides nothing. Shares are
        rounded as the company rounds taxes: each line, or the order as a whole. Only posted invoices count; `prepaid`
        is what those of down payments come to. Lines with nothing open are left out by the words of a partial index,
        so the work grows with what is open and not with what was ever sold.

        :param order_ids: of these orders only
        """
        return SQL(
            """
            SELECT so.id AS order_id, debtor.commercial_partner_id AS partner_id, so.company_id, so.currency_id,
                   %(state)s AS state, %(ordered)s AS date, MAX(line.customer_lead)::integer AS lead,
                   COALESCE(%(promised)s, %(ordered)s + MAX(line.customer_lead)::integer) AS date_due,
                   ROUND(SUM(%(remaining)s), currency.decimal_places) AS remaining,
                   -- Most lines have nothing delivered and not invoiced: spared the arithmetic.
                   ROUND(SUM(CASE WHEN share.delivered = 0 THEN 0 ELSE %(delivered)s END), currency.decimal_places)
                       AS delivered,
                   SUM(CASE WHEN line.is_downpayment
                            THEN ROUND(COALESCE((%(prepayments)s), 0), currency.decimal_places) ELSE 0 END) AS prepaid
              FROM %(source)s AS line
              JOIN sale_order so ON so.id = line.order_id
              JOIN res_partner debtor ON debtor.id = so.partner_invoice_id
              JOIN res_currency currency ON currency.id = so.currency_id
              JOIN res_company company ON company.id = so.company_id
             CROSS JOIN LATERAL (
                SELECT line.product_uom_qty AS expected, COALESCE(line.qty_delivered, 0) AS delivered,
                       CASE WHEN line.is_downpayment THEN 0 ELSE line.posted_quantity END AS invoiced,
                       line.product_uom_qty < 0 OR line.product_uom_qty = 0 AND line.qty_delivered < 0 AS is_return
             ) AS quantity
             -- OFFSET 0: reckoned once a line. Merged into the sums, each of these would be at every place of its use.
             CROSS JOIN LATERAL (
                SELECT CASE WHEN is_return THEN LEAST(expected, delivered, invoiced)
                            ELSE GREATEST(expected, delivered, invoiced) END - invoiced AS remaining,
                       CASE WHEN is_return THEN LEAST(delivered - invoiced, 0)
                            ELSE GREATEST(delivered - invoiced, 0) END AS delivered,
                       line.unit_price_with_tax::numeric AS price
                OFFSET 0
             ) AS share
             WHERE line.display_type IS NULL AND %(open)s AND %(known)s AND %(asked)s
             GROUP BY so.id, debtor.commercial_partner_id, currency.id
            """,
            remaining=self._line_worth(SQL("share.remaining")),
            delivered=self._line_worth(SQL("share.delivered")),
            source=self._order_line_source(),
            state=self._order_state(),
            known=self._is_line_known(),
            asked=SQL("TRUE") if order_ids is None else SQL("so.id = ANY(%s)", list(order_ids)),
            prepayments=self._prepayments(),
            open=SQL(OPEN_LINE),
            **self._order_dates(),
        )

    def _line_worth(self, quantity):
        """What `quantity` (`SQL`) of a line comes to, to the cent where each line is rounded by itself.

        The price of one is a float and mostly a quotient: first the half cents are made whole again.
        """
        return SQL(
            """
            ROUND(ROUND(%(quantity)s * share.price, currency.decimal_places + %(finer)s),
                  currency.decimal_places
                  + CASE company.tax_calculation_rounding_method WHEN 'round_globally' THEN %(finer)s ELSE 0 END)
            """,
            quantity=quantity,
            finer=FINER,
        )

    def _prepayments(self):
        """What the posted invoices of the down payment `line` of order `so` come to, in the currency of the order.

        One invoiced in another currency counts at the rates of the invoice and of the order.
        """
        return SQL(
            """
            SELECT SUM(
                       CASE WHEN invoice.move_type = 'out_refund' THEN -1 ELSE 1 END * invoiced.price_total
                       * CASE WHEN invoiced.currency_id = so.currency_id THEN 1
                              ELSE so.currency_rate / NULLIF(invoice.invoice_currency_rate, 0) END
                   )
              FROM sale_order_line_invoice_rel rel
              JOIN account_move_line invoiced ON invoiced.id = rel.invoice_line_id
              JOIN account_move invoice
                     ON invoice.id = invoiced.move_id AND invoice.state = 'posted' AND %(known)s
             WHERE rel.order_line_id = line.id
            """,
            known=self._is_known_by(SQL("invoice.date"), SQL("invoice.company_id")),
        )

    def _order_line_source(self):
        """Where order lines are read from: the table itself."""
        return SQL("sale_order_line")

    def _order_state(self):
        """`SQL` of the state of order `so` of the query."""
        return SQL("so.state")

    def _is_line_known(self):
        """`SQL` condition that `line` of order `so` of the query counts: of today every line, confirmed or not."""
        return SQL("TRUE")

    def _rates(self):
        """Rows (company_id, currency_id, rate): the company's money for one unit of each foreign currency.

        None where there is no foreign currency: then nothing needs to be converted.
        """
        # As SQL: this is asked at every confirmation, and nearly everywhere there is no rate at all.
        self.env["res.currency.rate"].flush_model(["currency_id"])
        rated = self.env.execute_query(SQL("SELECT DISTINCT currency_id FROM res_currency_rate"))
        # Companies and rates are read whole: exposure is one definition for all, access is the rules' business.
        currencies = self.env["res.currency"].sudo().browse(currency_id for (currency_id,) in rated)
        companies = self.env["res.company"].sudo()
        if currencies:
            companies = companies.search([])  # pylint: disable=no-search-all
        rows = []
        for company in companies:
            day = self._day_in(company._time_zone())
            rates = (currencies | company.currency_id)._get_rates(company, day)
            own = rates[company.currency_id.id]
            rows += [
                SQL("(%s, %s, %s::numeric)", company.id, currency.id, own / rates[currency.id])
                for currency in currencies - company.currency_id
            ]
        if not rows:
            return None
        return SQL("SELECT * FROM (VALUES %s) AS rates(company_id, currency_id, rate)", SQL(", ").join(rows))

    @api.model
    def _order_amounts(self, order_ids):
        """Open and delivered amount of each order as if it were confirmed: `{order_id: amount}`, company currency."""
        flush_sources(self)
        kept = self._kept_order_sums(SQL("'sale'"), SQL("so.id = ANY(%s)", list(order_ids)))
        rows = self.env.execute_query(
            SQL(
                "SELECT order_id, open_orders_amount + delivered_uninvoiced_amount FROM (%s) AS document",
                self._order_columns(kept),
            )
        )
        return dict(rows)
