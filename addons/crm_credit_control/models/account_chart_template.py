from odoo import models


class AccountChartTemplate(models.AbstractModel):
    """Loading a chart of accounts also makes what instruments need."""

    _inherit = "account.chart.template"

    def _post_load_data(self, template_code, company, template_data):
        """A company that gets its chart after this module was installed gets its instrument accounts too."""
        result = super()._post_load_data(template_code, company, template_data)
        (company or self.env.company)._ensure_instrument_accounts()
        return result
