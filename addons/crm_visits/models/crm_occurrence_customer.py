from odoo import fields, models

# What is shown however old it is.
OF_ALL_TIME = ("receivable", "occurrence")


class CrmOccurrence(models.Model):
    """The customer's documents of the last months, as many as the company says; each count is that of its list."""

    _inherit = "crm.occurrence"

    customer_quotation_count = fields.Integer(compute="_compute_customer_counts")
    customer_order_count = fields.Integer(compute="_compute_customer_counts")
    customer_invoice_count = fields.Integer(compute="_compute_customer_counts")
    customer_receivable_count = fields.Integer(compute="_compute_customer_counts")
    customer_instrument_count = fields.Integer(compute="_compute_customer_counts")
    customer_complaint_count = fields.Integer(compute="_compute_customer_counts")
    customer_occurrence_count = fields.Integer(compute="_compute_customer_counts")

    def _compute_customer_counts(self):
        for occurrence in self:
            for name, (model, domain, _xml_id) in occurrence._customer_documents().items():
                occurrence[f"customer_{name}_count"] = (
                    self.env[model].search_count(domain)
                    if domain and self.env[model].has_access("read")
                    else 0
                )
            if "credit.instrument" not in self.env:
                occurrence.customer_instrument_count = 0

    def _customer_documents(self):
        """Return {kind of document: (model, domain, window action)}; the domain is None where there is no customer."""
        self.ensure_one()
        customer = self.commercial_partner_id.id
        since = self._history_since()
        orders = [("partner_id", "child_of", customer), ("date_order", ">=", fields.Date.to_string(since))]
        company = [("commercial_partner_id", "=", customer)]
        invoices = [*company, ("move_type", "in", ("out_invoice", "out_refund"))]
        unpaid = [*invoices, ("state", "=", "posted"), ("amount_residual", "!=", 0)]
        recent = [*invoices, "|", ("invoice_date", ">=", since), ("invoice_date", "=", False)]
        documents = {
            "quotation": (
                "sale.order",
                [*orders, ("state", "in", ("draft", "sent"))],
                "sale.action_quotations",
            ),
            "order": ("sale.order", [*orders, ("state", "=", "sale")], "sale.action_orders"),
            "invoice": ("account.move", recent, "account.action_move_out_invoice_type"),
            "receivable": ("account.move", unpaid, "account.action_move_out_invoice_type"),
            "complaint": (
                "crm.complaint",
                [*company, ("date", ">=", since)],
                "crm_visits.action_complaint_history",
            ),
        }
        if "credit.instrument" in self.env:
            held = [*company, ("issue_date", ">=", since)]
            documents["instrument"] = (
                "credit.instrument",
                held,
                "crm_credit_control.action_credit_instrument",
            )
        if not customer:
            documents = {name: (model, None, xml_id) for name, (model, _domain, xml_id) in documents.items()}
            company = [("lead_id", "=", self.lead_id.id)]
        return {**documents, "occurrence": ("crm.occurrence", company, "crm_visits.action_occurrence")}

    def _open_customer_documents(self, name):
        _model, domain, xml_id = self._customer_documents()[name]
        action = self._open(xml_id, domain, self.env._("Unpaid") if name == "receivable" else None)
        return action if name in OF_ALL_TIME else self._name_period(action)

    def action_view_quotations(self):
        """Open the customer's quotations of the last months."""
        return self._open_customer_documents("quotation")

    def action_view_orders(self):
        """Open the customer's orders of the last months."""
        return self._open_customer_documents("order")

    def action_view_invoices(self):
        """Open the customer's invoices and credit notes of the last months."""
        return self._open_customer_documents("invoice")

    def action_view_receivables(self):
        """Open what the customer has not paid."""
        return self._open_customer_documents("receivable")

    def action_view_instruments(self):
        """Open the cheques and bills received from the customer in the last months."""
        return self._open_customer_documents("instrument")

    def action_view_customer_complaints(self):
        """Open the customer's complaints of the last months."""
        return self._open_customer_documents("complaint")

    def action_view_history(self):
        """Open all occurrences of the customer, or of the prospect."""
        return self._open_customer_documents("occurrence")

    def action_view_sales_history(self):
        """Open the sales analysis of the customer, of the last months."""
        since = self._history_since()
        domain = [
            ("commercial_partner_id", "=", self.commercial_partner_id.id),
            ("date", ">=", fields.Date.to_string(since)),
        ]
        return self._name_period(self._open("sale.action_order_report_all", domain))

    def _history_since(self):
        """Return the first day of the period whose documents are shown."""
        return fields.Date.subtract(fields.Date.context_today(self), months=self.env.company.history_months)

    def _name_period(self, action):
        """Say in the title of a window how far back it looks."""
        name = self.env._(
            "%(documents)s, last %(months)d months",
            documents=action["name"],
            months=self.env.company.history_months,
        )
        return {**action, "name": name, "display_name": name}
