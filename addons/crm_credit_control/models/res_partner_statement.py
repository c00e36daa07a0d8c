from odoo import fields, models

from .credit_ageing import DAY_KEY
from .credit_statement import FROM_KEY, TO_KEY

REPORT = "crm_credit_control.report_credit_statement"


class ResPartner(models.Model):
    """The current account of a customer: on screen, on paper, and for whoever hands it to him."""

    _inherit = "res.partner"

    def _credit_statement(self, date_from=None, date_to=None, company=None):
        """What the statement of one customer says: opening and closing balance, its rows, instruments, debt by age.

        :param date_from: first day; from the beginning without
        :param date_to: last day; today without
        :param company: the current company without
        """
        self.ensure_one()
        company = company or self.env.company
        date_to = fields.Date.to_date(date_to) or company._today()
        date_from = fields.Date.to_date(date_from) or None
        period = {FROM_KEY: date_from, TO_KEY: date_to}
        mine = [("partner_id", "=", self.commercial_partner_id.id), ("company_id", "=", company.id)]
        rows = self.env["credit.statement"].with_context(**period).search(mine)
        ageing = self.env["credit.ageing"].with_company(company).with_context(**{DAY_KEY: date_to})
        headings = ageing._buckets()
        [sums] = ageing._read_group(mine, [], [f"{name}:sum" for name in headings])
        return {
            "customer": self.commercial_partner_id,
            "company": company,
            "currency": company.currency_id,
            "date_from": date_from,
            "date_to": date_to,
            "opening": sum(rows.filtered(lambda row: row.kind == "opening").mapped("amount")),
            "closing": company.currency_id.round(sum(rows.mapped("amount"))),
            "items": rows.filtered(lambda row: row.kind == "item"),
            "instruments": rows.filtered(lambda row: row.kind == "instrument"),
            "ageing": {title: amount or 0.0 for title, amount in zip(headings.values(), sums, strict=True)},
        }

    def _credit_statement_data(self, date_from=None, date_to=None, company=None, lang=None):
        """What the report is told, by report action or by `_render_qweb_pdf`; `lang` goes before the customer's."""
        company = company or self.env.company
        return {
            "partner_ids": self.commercial_partner_id.ids,
            "company_id": company.id,
            "date_from": date_from and fields.Date.to_string(date_from),
            "date_to": fields.Date.to_string(date_to or company._today()),
            "lang": lang,
        }

    def _credit_statement_pdf(self, date_from=None, date_to=None, company=None, lang=None):
        """The statement of these customers, each in his language unless `lang` names one: `(bytes, file name)`.

        The caller answers for the right to see the account: the portal, for that of the contact who is logged in.
        """
        data = self._credit_statement_data(date_from, date_to, company, lang)
        content, _extension = self.env["ir.actions.report"]._render_qweb_pdf(REPORT, data=data)
        title = self.with_context(lang=lang or self[:1].lang or self.env.lang).env._("Statement of account")
        return content, f"{title} {data['date_to']}.pdf"

    def _open_credit_statement(self, date_from=None, date_to=None, company=None):
        """Action on the rows of the account."""
        company = company or self.env.company
        customers = self.commercial_partner_id
        title = self.env._("Statement of account")
        return {
            "type": "ir.actions.act_window",
            "name": f"{title}: {customers.display_name}" if len(customers) == 1 else title,
            "res_model": "credit.statement",
            "view_mode": "list,kanban",
            "mobile_view_mode": "kanban",
            "domain": [
                ("partner_id", "in", customers.ids),
                ("company_id", "=", company.id),
            ],
            "context": {
                FROM_KEY: date_from and fields.Date.to_string(date_from),
                TO_KEY: date_to and fields.Date.to_string(date_to),
                "group_by": ["partner_id"] if len(customers) > 1 else [],
            },
        }
