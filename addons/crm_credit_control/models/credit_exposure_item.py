from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Each branch of the union has its own residue of the id, so that ids of documents never meet.
ORDER_RESIDUE, JOURNAL_ITEM_RESIDUE, INSTRUMENT_RESIDUE = 0, 1, 2
RESIDUES = 4


def flush_sources(model):
    """Write to the database what a search of `model` would write first, without putting its query together."""
    for name, field_names in model._depends.items():
        source = model.env[name]
        source.flush_model(field_names)
        flush_sources(source)


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
        "sale.order": [
            "state",
            "partner_invoice_id",
            "company_id",
            "currency_id",
            "currency_rate",
            "date_order",
            "commitment_date",
            "exposure_remaining",
            "exposure_delivered",
            "exposure_prepaid",
            "exposure_lead",
        ],
        "sale.order.line": [
            "order_id",
            "product_uom_qty",
            "qty_delivered",
            "posted_quantity",
            "unit_price_with_tax",
            "is_downpayment",
            "customer_lead",
            "display_type",
            "invoice_lines",
        ],
        "account.move": ["state", "move_type", "invoice_currency_rate"],
        "account.move.line": [
            "account_id",
            "partner_id",
            "company_id",
            "parent_state",
            "reconciled",
            "amount_residual",
            "date",
            "date_maturity",
            "price_total",
            "currency_id",
        ],
        "account.account": ["account_type", "is_instrument_portfolio"],
        "credit.instrument": ["state", "partner_id", "company_id", "maturity_date", "company_amount"],
        "res.partner": ["commercial_partner_id"],
        "res.company": ["currency_id", "instrument_clearing_days", "tax_calculation_rounding_method"],
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
    date_due = fields.Date(
        "Due Date", readonly=True, help="Of an order: the day its delivery is promised or expected."
    )
    open_orders_amount = fields.Monetary("Open Orders", readonly=True)
    delivered_uninvoiced_amount = fields.Monetary("Delivered, not Invoiced", readonly=True)
    receivable_amount = fields.Monetary("Receivable", readonly=True)
    instruments_amount = fields.Monetary("Instruments", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT document.*, company.currency_id
              FROM (%s) AS document
              JOIN res_company company ON company.id = document.company_id
            """,
            self._documents(),
        )

    def _documents(self, confirming=None):
        """All documents as `SQL`; `confirming` (ids of quotations) counts those as if they were confirmed."""
        return SQL(
            "%s UNION ALL %s UNION ALL %s",
            self._order_documents(confirming),
            self._receivable_documents(),
            self._instrument_documents(),
        )

    def _day_in(self, zone):
        """The day that the figures are of, for companies of a time zone."""
        return self.env["res.company"]._today_in(zone)

    def _day_sql(self, company):
        """`SQL` of the day that the figures are of, for the company whose id is in `company` (`SQL`)."""
        return self.env["res.company"]._by_zone(company, self._day_in, "date")

    def _is_known_by(self, _date, _company):
        """`SQL` condition that what is dated `_date` in `_company` (`SQL`) counts: of today, all that is booked."""
        return SQL("TRUE")

    def _receivable_columns(self, amount):
        """`SQL` of the columns of the journal item `item`, of which `debtor` owes `amount` (`SQL`)."""
        return SQL(
            """
            item.id::bigint * %(residues)s + %(residue)s AS id,
            'receivable' AS kind, debtor.commercial_partner_id AS partner_id, item.company_id,
            NULL::integer AS order_id, item.id AS move_line_id, NULL::integer AS instrument_id,
            item.date, COALESCE(item.date_maturity, item.date) AS date_due,
            0::numeric AS open_orders_amount, 0::numeric AS delivered_uninvoiced_amount,
            %(amount)s AS receivable_amount, 0::numeric AS instruments_amount
            """,
            residues=RESIDUES,
            residue=JOURNAL_ITEM_RESIDUE,
            amount=amount,
        )

    def _instrument_columns(self):
        """`SQL` of the columns of the instrument `instrument`, which `debtor` gave and which can still fail."""
        return SQL(
            """
            instrument.id::bigint * %(residues)s + %(residue)s AS id,
            'instrument' AS kind, debtor.commercial_partner_id AS partner_id, instrument.company_id,
            NULL::integer AS order_id, NULL::integer AS move_line_id, instrument.id AS instrument_id,
            instrument.issue_date AS date, instrument.maturity_date AS date_due,
            0::numeric AS open_orders_amount, 0::numeric AS delivered_uninvoiced_amount,
            0::numeric AS receivable_amount, instrument.company_amount AS instruments_amount
            """,
            residues=RESIDUES,
            residue=INSTRUMENT_RESIDUE,
        )

    def _receivable_documents(self):
        """Posted journal items still open on receivable accounts, credits included, at their booked amount."""
        return SQL(
            """
            SELECT %(columns)s
              FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
              JOIN res_partner debtor ON debtor.id = item.partner_id
             WHERE account.account_type = 'asset_receivable'
               AND account.is_instrument_portfolio IS NOT TRUE
               AND item.parent_state = 'posted'
               AND item.reconciled IS NOT TRUE
               AND item.amount_residual <> 0
            """,
            columns=self._receivable_columns(SQL("item.amount_residual")),
        )

    def _instrument_documents(self):
        """Instruments that can still fail: received, and maturity plus clearing days not yet passed."""
        return SQL(
            """
            SELECT %(columns)s
              FROM credit_instrument instrument
              JOIN res_partner debtor ON debtor.id = instrument.partner_id
              JOIN res_company company ON company.id = instrument.company_id
             WHERE instrument.state IN ('in_hand', 'deposited', 'discounted', 'endorsed')
               AND instrument.maturity_date + company.instrument_clearing_days >= %(today)s
            """,
            columns=self._instrument_columns(),
            today=self._day_sql(SQL("instrument.company_id")),
        )

    def _flush_order_lines(self):
        """Write to the database what an order's part in exposure is found from."""
        for name in ("sale.order.line", "account.move", "account.move.line", "res.company"):
            self.env[name].flush_model(self._depends[name])

    def _open(self, domain, figure=None):
        """Action on the documents of `domain`, only those with an amount in `figure` when one is named."""
        figures = [figure] if figure else [name for name in self._fields if name.endswith("_amount")]
        domain &= Domain.OR([(name, "!=", 0)] for name in figures)
        title = self._fields[figure]._description_string(self.env) if figure else self.env._("Documents")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "view_mode": "list,kanban,pivot",
            "mobile_view_mode": "kanban",
            "domain": list(domain),
        }

    def action_open_document(self):
        """Open the order, journal entry or instrument of this row."""
        self.ensure_one()
        return (self.order_id or self.move_line_id.move_id or self.instrument_id).get_formview_action()
