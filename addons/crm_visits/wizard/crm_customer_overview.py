from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

KINDS = (
    "occurrence",
    "complaint",
    "service",
    "quotation",
    "order",
    "invoice",
    "receivable",
    "instrument",
    "competitor",
    "comment",
)
# Shown however old they are.
OF_ALL_TIME = ("receivable", "comment")
# Kinds whose documents are summed, with the field in company currency.
SUMS = {"invoice": "amount_untaxed_signed", "receivable": "amount_residual_signed"}


class CrmCustomerOverview(models.TransientModel):
    """All of a customer in a period on one screen: every figure is that of the list that its button opens.

    What is unpaid is shown however old it is, cheques and bills where the module that keeps them is installed.
    """

    _name = "crm.customer.overview"
    _description = "A Customer at a Glance"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date("From", required=True, default=lambda self: self._history_since())
    date_to = fields.Date("Until", required=True, default=fields.Date.context_today)
    occurrence_count = fields.Integer("Visits and Calls", compute="_compute_figures")
    complaint_count = fields.Integer("Complaints", compute="_compute_figures")
    service_count = fields.Integer("Service", compute="_compute_figures", help="Complaints and services.")
    quotation_count = fields.Integer("Quotations", compute="_compute_figures")
    order_count = fields.Integer("Orders", compute="_compute_figures")
    invoice_count = fields.Integer("Invoices", compute="_compute_figures")
    invoice_amount = fields.Monetary(
        "Invoiced", compute="_compute_figures", help="Without tax, less credit notes."
    )
    receivable_count = fields.Integer("Unpaid", compute="_compute_figures")
    receivable_amount = fields.Monetary("To Be Paid", compute="_compute_figures", help="With tax.")
    instrument_count = fields.Integer("Cheques and Bills", compute="_compute_figures")
    has_instruments = fields.Boolean(compute="_compute_figures")
    competitor_count = fields.Integer("Competitors", compute="_compute_figures")
    comment_count = fields.Integer("Managers' Comments", compute="_compute_figures")

    @api.model
    def _history_since(self):
        return fields.Date.subtract(fields.Date.context_today(self), months=self.env.company.history_months)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(overview.date_from > overview.date_to for overview in self):
            raise ValidationError(self.env._("The period ends before it begins."))

    @api.depends("partner_id", "company_id", "date_from", "date_to")
    def _compute_figures(self):
        for overview in self:
            documents = overview._documents()
            overview.has_instruments = "instrument" in documents
            for kind in KINDS:
                model, domain, _xml_id = documents.get(kind, (None, None, None))
                readable = model and self.env[model].has_access("read")
                overview[f"{kind}_count"] = self.env[model].search_count(domain) if readable else 0
                if kind in SUMS:
                    [(total,)] = self.env[model]._read_group(domain, [], [f"{SUMS[kind]}:sum"])
                    overview[f"{kind}_amount"] = total or 0.0

    def _documents(self):
        """Return {kind: (model, domain, window action)} of the customer's documents in the period."""
        self.ensure_one()
        own = Domain("company_id", "=", self.company_id.id) & self._of_customer()
        day = self._in_period("date")
        at = self._in_period("date", "datetime")
        records = Domain("company_id", "=", self.company_id.id)
        records &= Domain("partner_id", "=", self.partner_id.commercial_partner_id.id)
        documents = {
            "occurrence": ("crm.occurrence", own & at, "crm_visits.action_occurrence"),
            "complaint": ("crm.complaint", own & day, "crm_visits.action_complaint_history"),
            "service": ("crm.service.record", records & day, "crm_visits.action_service_record"),
            "competitor": ("crm.competitor.note", own & day, "crm_visits.action_competitor_note"),
            "comment": ("crm.manager.comment", self._of_customer(), "crm_visits.action_manager_comment"),
            **self._sales_documents(own),
        }
        if "credit.instrument" in self.env:
            received = own & self._in_period("issue_date")
            action = "crm_credit_control.action_credit_instrument"
            documents["instrument"] = ("credit.instrument", received, action)
        return documents

    def _of_customer(self):
        return Domain("commercial_partner_id", "=", self.partner_id.commercial_partner_id.id)

    def _sales_documents(self, own):
        orders = Domain("partner_id", "child_of", self.partner_id.commercial_partner_id.ids)
        orders &= Domain("company_id", "=", self.company_id.id) & self._in_period("date_order", "datetime")
        invoices = own & Domain("move_type", "in", ("out_invoice", "out_refund"))
        invoices &= Domain("state", "=", "posted")
        offered = orders & Domain("state", "in", ("draft", "sent"))
        unpaid = invoices & Domain("amount_residual", "!=", 0)
        bills = "account.action_move_out_invoice_type"
        return {
            "quotation": ("sale.order", offered, "sale.action_quotations"),
            "order": ("sale.order", orders & Domain("state", "=", "sale"), "sale.action_orders"),
            "invoice": ("account.move", invoices & self._in_period("invoice_date"), bills),
            "receivable": ("account.move", unpaid, bills),
        }

    def _in_period(self, name, kind="date"):
        if kind == "date":
            return Domain(name, ">=", self.date_from) & Domain(name, "<=", self.date_to)
        # Days are the reader's: a visit late in the evening is of his day.
        until = fields.Date.add(self.date_to, days=1)
        return Domain(name, ">=", fields.Date.to_string(self.date_from)) & Domain(
            name, "<", fields.Date.to_string(until)
        )

    def action_open(self):
        """Open the list behind a figure: the one that `kind` in the context names."""
        self.ensure_one()
        kind = self.env.context.get("kind")
        model, domain, xml_id = self._documents()[kind]
        self.env[model].check_access("read")
        return self.env["crm.occurrence"]._open(xml_id, list(domain), self._title(kind))

    def _title(self, kind):
        """Return the title of the list behind a figure: the documents and the period they are of."""
        title = self._fields[f"{kind}_count"]._description_string(self.env)
        if kind in OF_ALL_TIME:
            return title
        return self.env._(
            "%(documents)s, %(first_day)s to %(last_day)s",
            documents=title,
            first_day=format_date(self.env, self.date_from),
            last_day=format_date(self.env, self.date_to),
        )

    def action_sales(self):
        """Open the analysis of what the customer bought in the period."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_order_report_all")
        domain = Domain("commercial_partner_id", "=", self.partner_id.commercial_partner_id.id)
        domain &= Domain("company_id", "=", self.company_id.id) & self._in_period("date", "datetime")
        return {**action, "domain": list(domain), "context": {}}
