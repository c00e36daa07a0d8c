from odoo import models


class AccountChartTemplate(models.AbstractModel):
    """A chart of accounts that comes after this module brings the tax that agents' bills have."""

    _inherit = "account.chart.template"

    def _post_load_data(self, template_code, company, template_data):
        """Give the product of agents' bills the tax that it would have, were it made with the chart there.

        Odoo gives a new product the company's tax, but one that was there before no tax at all: the bills would be
        without, and nobody would be told.
        """
        result = super()._post_load_data(template_code, company, template_data)
        product = self.env.ref("crm_agents.product_commission", raise_if_not_found=False)
        # sudo: taxes of other companies say that somebody has decided
        if product and not product.sudo().supplier_taxes_id:
            product.sudo().product_tmpl_id._force_default_purchase_tax(company)
        return result
