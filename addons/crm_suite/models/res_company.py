from odoo import api, models

from ..demo_data import company, documents


class ResCompany(models.Model):
    """The company that the demo files turn into a distributor."""

    _inherit = "res.company"

    @api.model
    def _prepare_demo_company(self):
        """Make the main company the demo distributor (called by the first demo file)."""
        company.prepare(self.env)

    @api.model
    def _load_demo_documents(self):
        """Write a year of business of the demo distributor (called by the last demo file)."""
        documents.load(self.env)
