from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..logic.ageing import label, ranges, read_bounds

# The web client passes of an action's context only keys of this ending on to what loads the views, and keeps the
# views by them: so the headings of the buckets can follow the bounds that were chosen.
BOUNDS_KEY = "ageing_bounds_view_ref"
DAY_KEY = "ageing_day"
OVERDUE = tuple(f"overdue_{number}" for number in range(1, 7))
# One document has other figures on another day: without this the record cache would mix them.
OF_DAY = {"readonly": True, "depends_context": (DAY_KEY,)}
OF_BUCKET = {"readonly": True, "depends_context": (DAY_KEY, BOUNDS_KEY, "company")}


class CreditAgeing(models.Model):
    """Debt by age at the end of a day: one row per document open on that day, its amount in the bucket of its age.

    The day and the bounds of the buckets come in the context (`ageing_day`, `ageing_bounds_view_ref`): today and the
    company's without. In each company the open amounts add up to the ledger's receivable balance of that day;
    instruments that could still fail stand apart, in a column of their own.
    """

    _name = "credit.ageing"
    _description = "Debt by Age"
    _auto = False
    _order = "days_overdue desc, id"
    _depends = {
        "account.move": ["state", "journal_id", "credit_instrument_id"],
        "account.move.line": [
            "account_id",
            "partner_id",
            "company_id",
            "currency_id",
            "parent_state",
            "reconciled",
            "amount_residual",
            "amount_residual_currency",
            "balance",
            "amount_currency",
            "date",
            "date_maturity",
            "move_name",
        ],
        "account.partial.reconcile": [
            "debit_move_id",
            "credit_move_id",
            "amount",
            "debit_amount_currency",
            "credit_amount_currency",
            "max_date",
        ],
        "account.account": ["account_type", "is_instrument_portfolio"],
        "credit.instrument": ["state", "partner_id", "company_id", "currency_id", "maturity_date"],
        "res.partner": ["commercial_partner_id", "user_id"],
        "res.users": ["sale_team_id"],
        "res.company": ["currency_id", "instrument_clearing_days"],
    }

    kind = fields.Selection([("open_item", "Open item"), ("instrument", "Cheque or bill")], readonly=True)
    name = fields.Char("Document", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    customer_group_ids = fields.Many2many(
        related="partner_id.customer_group_ids", string="Customer Groups", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", "Company Currency", readonly=True)
    document_currency_id = fields.Many2one("res.currency", "Currency", readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal Item", readonly=True)
    instrument_id = fields.Many2one("credit.instrument", readonly=True)
    date = fields.Date(readonly=True)
    date_due = fields.Date("Due Date", readonly=True)
    days_overdue = fields.Integer(aggregator="max", help="Past the due date on the day chosen.", **OF_DAY)
    amount_currency = fields.Monetary(
        "In Currency", currency_field="document_currency_id", aggregator=None, **OF_DAY
    )
    not_due = fields.Monetary(**OF_DAY)
    overdue_1 = fields.Monetary(**OF_BUCKET)
    overdue_2 = fields.Monetary(**OF_BUCKET)
    overdue_3 = fields.Monetary(**OF_BUCKET)
    overdue_4 = fields.Monetary(**OF_BUCKET)
    overdue_5 = fields.Monetary(**OF_BUCKET)
    overdue_6 = fields.Monetary(**OF_BUCKET)
    open_amount = fields.Monetary("Open Items", help="All buckets: the balance of the ledger.", **OF_DAY)
    instruments_amount = fields.Monetary("Cheques and Bills", **OF_DAY)
    total_amount = fields.Monetary("Total", help="Open items, and cheques and bills.", **OF_DAY)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT document.*, partner.user_id, seller.sale_team_id AS team_id, company.currency_id,
                   CASE WHEN days_overdue <= 0 THEN open_amount ELSE 0 END AS not_due, %(buckets)s,
                   open_amount + instruments_amount AS total_amount
              FROM (%(items)s UNION ALL %(instruments)s) AS document
              JOIN res_company company ON company.id = document.company_id
         LEFT JOIN res_partner partner ON partner.id = document.partner_id
         LEFT JOIN res_users seller ON seller.id = partner.user_id
            """,
            buckets=SQL(", ").join(self._bucket_columns()),
            items=self._item_documents(self._day()),
            instruments=self._instrument_documents(self._day()),
        )

    @api.model
    def _day(self):
        """The day whose end is looked at."""
        return fields.Date.to_date(self.env.context.get(DAY_KEY)) or self.env.company._today()

    @api.model
    def _bounds(self):
        """Upper bounds of the buckets, in days overdue."""
        chosen = self.env.context.get(BOUNDS_KEY)
        return read_bounds(chosen) if chosen else self.env.company._read_ageing_bounds(None)

    @api.model
    def _buckets(self):
        """The columns in use and their headings: not due, then each range of days overdue."""
        headings = {"not_due": self.env._("Not due")}
        for name, (first, last) in zip(OVERDUE, ranges(self._bounds()), strict=False):
            headings[name] = label(first, last)
        return headings

    def _bucket_columns(self):
        spans = ranges(self._bounds())
        for name, span in zip(OVERDUE, (*spans, *[None] * len(OVERDUE)), strict=False):
            if span is None:
                yield SQL("0::numeric AS %s", SQL.identifier(name))
                continue
            first, last = span
            within = SQL("days_overdue >= %s", first)
            if last is not None:
                within = SQL("%s AND days_overdue <= %s", within, last)
            yield SQL("CASE WHEN %s THEN open_amount ELSE 0 END AS %s", within, SQL.identifier(name))

    def _item_documents(self, day):
        """Journal items as documents; even ids."""
        return SQL(
            """
            SELECT opened.move_line_id::bigint * 2 AS id, 'open_item' AS kind, opened.name, opened.partner_id,
                   opened.company_id, opened.currency_id AS document_currency_id,
                   opened.move_line_id, NULL::integer AS instrument_id, opened.date, opened.date_due,
                   %(day)s - opened.date_due AS days_overdue,
                   opened.amount_currency, opened.amount AS open_amount, 0::numeric AS instruments_amount
              FROM (%(opened)s) AS opened
            """,
            day=day,
            opened=self._open_items(day),
        )

    def _instrument_documents(self, day):
        """Instruments as documents; odd ids."""
        return SQL(
            """
            SELECT instrument.id::bigint * 2 + 1 AS id, 'instrument' AS kind, instrument.name, opened.partner_id,
                   instrument.company_id, instrument.currency_id AS document_currency_id,
                   NULL::integer AS move_line_id, instrument.id AS instrument_id,
                   instrument.issue_date AS date, instrument.maturity_date AS date_due,
                   %(day)s - instrument.maturity_date AS days_overdue,
                   opened.amount_currency, 0::numeric AS open_amount, opened.amount AS instruments_amount
              FROM (%(opened)s) AS opened
              JOIN credit_instrument instrument ON instrument.id = opened.instrument_id
            """,
            day=day,
            opened=self._open_instruments(day),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Of documents that are not due yet the days overdue are none, not the days they still have."""
        selected = super()._read_group_select(aggregate_spec, query)
        return SQL("GREATEST(%s, 0)", selected) if aggregate_spec == "days_overdue:max" else selected

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Buckets are called by their ranges; those not in use are not offered as measures or for export."""
        result = super().fields_get(allfields, attributes)
        headings = self._buckets()
        for name in result.keys() & {"not_due", *OVERDUE}:
            unused = (
                {} if name in headings else {"aggregator": None, "exportable": False, "searchable": False}
            )
            changed = {"string": headings.get(name), **unused}
            result[name].update({key: value for key, value in changed.items() if key in result[name]})
        return result

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Leave the columns of buckets that are not in use out of the view."""
        arch, view = super()._get_view(view_id, view_type, **options)
        headings = self._buckets()
        for node in arch.xpath("//field"):
            if node.get("name") in OVERDUE and node.get("name") not in headings:
                node.getparent().remove(node)
            elif node.get("name") in headings:
                node.set("string", headings[node.get("name")])
        return arch, view

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        """Without chosen bounds the view depends on those of the company."""
        return (*super()._get_view_cache_key(view_id, view_type, **options), self._bounds())

    @api.model
    def _open(self, domain, day=None, bounds=None, group_by=()):
        """Action on the rows of `domain` on a `day`, in buckets of `bounds` (as typed): today's, the company's."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Debt ageing, %(day)s", day=format_date(self.env, day or self.env.company._today())
            ),
            "res_model": self._name,
            "view_mode": "list,kanban,pivot",
            "mobile_view_mode": "kanban",
            "domain": list(Domain(domain)),
            "context": {
                DAY_KEY: fields.Date.to_string(day) if day else False,
                BOUNDS_KEY: bounds or self.env.company.ageing_bounds,
                "group_by": list(group_by),
            },
        }

    def action_open_document(self):
        """Open the journal entry or the instrument of this row."""
        self.ensure_one()
        return (self.move_line_id.move_id or self.instrument_id).get_formview_action()
