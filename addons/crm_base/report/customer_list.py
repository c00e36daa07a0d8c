from odoo import api, models


class ReportCustomerList(models.AbstractModel):
    """The customers chosen in the list, on paper."""

    _name = "report.crm_base.report_customer_list"
    _description = "Customer List"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "res.partner",
            "docs": self.env["res.partner"].browse(docids),
            "direction": self.env["res.lang"]._get_data(code=self.env.lang or "en_US").direction,
        }
