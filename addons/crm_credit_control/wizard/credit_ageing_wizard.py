from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..logic.ageing import write_bounds
from ..models.credit_ageing import BOUNDS_KEY, DAY_KEY
from ..report.credit_ageing_workbook import DOCUMENT_COLUMNS, ageing_workbook

# What the rows of the report stand for, and the field to group by.
GROUPINGS = {
    "customer": "partner_id",
    "seller": "user_id",
    "team": "team_id",
    "group": "customer_group_ids",
    "currency": "document_currency_id",
}
# The PDF tool keeps the whole document in memory; figures in a workbook and on screen have no such end.
PDF_CUSTOMERS = 5000
# More take longer to write than anybody waits for.
WORKBOOK_DOCUMENTS = 200_000


class CreditAgeingWizard(models.TransientModel):
    """Which debt to look at, on which day and in which buckets; on screen, on paper or as a workbook."""

    _name = "credit.ageing.wizard"
    _inherit = "crm.report.mixin"
    _description = "Choose a Debt Ageing"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    day = fields.Date("As of", required=True, default=lambda self: self.env.company._today())
    bounds = fields.Char(
        "Buckets",
        compute="_compute_bounds",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Upper bounds in days past the due date, such as 30, 60, 90, 120.",
    )
    grouping = fields.Selection(
        [
            ("customer", "Customer"),
            ("seller", "Salesperson"),
            ("team", "Sales team"),
            ("group", "Customer group"),
            ("currency", "Currency"),
        ],
        required=True,
        default="customer",
    )
    partner_ids = fields.Many2many(
        "res.partner", string="Customers", domain="[('parent_id', '=', False), ('customer_rank', '>', 0)]"
    )
    user_ids = fields.Many2many("res.users", string="Salespeople", domain="[('share', '=', False)]")
    team_ids = fields.Many2many("crm.team", string="Sales Teams")
    customer_group_ids = fields.Many2many("crm.customer.group")
    overdue_only = fields.Boolean("Overdue only")

    @api.depends("company_id")
    def _compute_bounds(self):
        for wizard in self:
            wizard.bounds = wizard.company_id.ageing_bounds

    @api.constrains("bounds", "company_id")
    def _check_bounds(self):
        for wizard in self:
            wizard.company_id._read_ageing_bounds(wizard.bounds)

    @api.constrains("day")
    def _check_day(self):
        if any(wizard.day > wizard.company_id._today() for wizard in self):
            raise ValidationError(
                self.env._("Debt can be looked at as of today or of a day that has passed.")
            )

    def _clean_bounds(self):
        """The bounds written one way, so that views are kept once for each choice."""
        return write_bounds(self.company_id._read_ageing_bounds(self.bounds))

    def _ageing(self):
        """The model of the rows, as of the day and in the buckets chosen."""
        return self.env["credit.ageing"].with_context(
            **{DAY_KEY: fields.Date.to_string(self.day), BOUNDS_KEY: self._clean_bounds()}
        )

    def _rows_domain(self):
        """Domain of the rows chosen."""
        domain = Domain("company_id", "=", self.company_id.id)
        if self.partner_ids:
            domain &= Domain("partner_id", "in", self.partner_ids.commercial_partner_id.ids)
        if self.user_ids:
            domain &= Domain("user_id", "in", self.user_ids.ids)
        if self.team_ids:
            domain &= Domain("team_id", "in", self.team_ids.ids)
        if self.customer_group_ids:
            domain &= Domain("partner_id.customer_group_ids", "child_of", self.customer_group_ids.ids)
        if self.overdue_only:
            domain &= Domain("days_overdue", ">", 0)
        return domain

    def _amounts(self):
        """The columns of amounts and their headings, in order."""
        ageing = self._ageing()
        described = ageing.fields_get(["open_amount", "instruments_amount", "total_amount"], ["string"])
        return {**ageing._buckets(), **{name: described[name]["string"] for name in described}}

    def _summary(self):
        """The figures of the report: `[(name of the group, {column: amount}, [(customer, {column: amount})])]`.

        Grouped by customer there are no customers below. A customer in several groups stands in each of them, so
        only the total, the second value returned, adds up to the ledger.
        """
        ageing, names = self._ageing(), list(self._amounts())
        sums = [f"{name}:sum" for name in names]
        field = GROUPINGS[self.grouping]
        fields_read = [field] if field == "partner_id" else [field, "partner_id"]
        rows = ageing._read_group(self._rows_domain(), fields_read, sums)
        groups = {}
        for key, *customer, values in ((*row[: len(fields_read)], row[len(fields_read) :]) for row in rows):
            amounts = dict(zip(names, values, strict=True))
            total, customers = groups.setdefault(key, (dict.fromkeys(names, 0.0), []))
            for name, amount in amounts.items():
                total[name] += amount
            if customer:
                customers.append((self._label(customer[0]), amounts))
        summary = sorted(
            (self._label(key), total, sorted(customers, key=lambda row: row[0].casefold()))
            for key, (total, customers) in groups.items()
        )
        [whole] = ageing._read_group(self._rows_domain(), [], sums)
        return summary, dict(zip(names, (amount or 0.0 for amount in whole), strict=True))

    def _label(self, record):
        if record._name == "res.partner" and record:
            # The name alone: whatever else Odoo reads along of a hundred thousand customers would fill the memory.
            record.fetch(["complete_name"])
            return record.complete_name or ""
        return record.display_name if record else self.env._("None")

    def action_show(self):
        """The rows on screen, grouped as chosen."""
        self.ensure_one()
        field = GROUPINGS[self.grouping]
        group_by = ["partner_id"] if field == "partner_id" else [field, "partner_id"]
        return self.env["credit.ageing"]._open(
            self._rows_domain(), self.day, self._clean_bounds(), group_by=group_by
        )

    def action_print(self):
        """The figures as PDF."""
        self.ensure_one()
        customers = self._ageing()._read_group(self._rows_domain(), [], ["partner_id:count_distinct"])[0][0]
        if customers > PDF_CUSTOMERS:
            raise UserError(
                self.env._(
                    "%(count)s customers are too many for paper. Choose fewer, or take the workbook.",
                    count=customers,
                )
            )
        return self.env.ref("crm_credit_control.action_report_credit_ageing").report_action(self)

    def action_export(self):
        """The figures and their documents as a workbook; too many documents are left out, which it says."""
        self.ensure_one()
        title, day = self.env._("Debt ageing"), fields.Date.to_string(self.day)
        return self._download(ageing_workbook(self, self._documents()), f"{title} {day}")

    def _documents(self):
        """The documents of the second sheet, tuples of `DOCUMENT_COLUMNS` and the amounts; `None` when too many.

        Not as records: hundreds of thousands of them would fill the memory of the server.
        """
        ageing = self._ageing()
        query = ageing._search(self._rows_domain(), limit=WORKBOOK_DOCUMENTS + 1, order=ageing._order)
        names = [*DOCUMENT_COLUMNS, *self._amounts()]
        rows = self.env.execute_query(
            query.select(*(ageing._field_to_sql(query.table, name, query) for name in names))
        )
        return rows if len(rows) <= WORKBOOK_DOCUMENTS else None
