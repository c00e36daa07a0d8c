from odoo import api, models

MOST_ORDERS = 10


class ReportContactSheet(models.AbstractModel):
    """What the contact sheet of a customer shows, as far as the user who prints may see it."""

    _name = "report.crm_base.report_contact_sheet"
    _description = "Contact Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        # A sheet is of a customer: printed from a contact person it is that of his company.
        customers = self.env["res.partner"].browse(docids).commercial_partner_id
        return {
            "doc_ids": customers.ids,
            "doc_model": "res.partner",
            "docs": customers,
            "direction": self.env["res.lang"]._get_data(code=self.env.lang or "en_US").direction,
            "orders": {customer.id: self._last_orders(customer) for customer in customers},
        }

    @api.model
    def _last_orders(self, customer):
        return self.env["sale.order"].search(
            [("partner_id", "child_of", customer.id), ("state", "=", "sale")],
            order="date_order desc, id desc",
            limit=MOST_ORDERS,
        )
