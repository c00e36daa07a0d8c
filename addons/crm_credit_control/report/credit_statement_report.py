from odoo import api, models


class ReportCreditStatement(models.AbstractModel):
    """Statements of account on paper; who prints sees the rows that he may see."""

    _name = "report.crm_credit_control.report_credit_statement"
    _description = "Statement of Account"

    @api.model
    def _get_report_values(self, docids, data=None):
        data = data or {}
        partners = self.env["res.partner"].browse(docids or data.get("partner_ids", []))
        company = self.env["res.company"].browse(data.get("company_id") or self.env.company.id)
        period = (data.get("date_from"), data.get("date_to"))
        languages = self.env["res.lang"]
        return {
            "doc_ids": partners.ids,
            "doc_model": "res.partner",
            "docs": partners,
            "statements": [
                {
                    **partner.with_context(lang=language)._credit_statement(*period, company),
                    "lang": language,
                    "direction": languages._get_data(code=language or "en_US").direction,
                }
                for partner in partners.commercial_partner_id
                for language in [data.get("lang") or partner.lang or self.env.lang]
            ],
        }
