from odoo import fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.fields import Domain

from ..report.contact_frequency_workbook import frequency_workbook


class CrmContactFrequencyReport(models.TransientModel):
    """The frequency report on paper or as a workbook, with the rights of whoever asks."""

    _name = "crm.contact.frequency.report"
    _inherit = "crm.report.mixin"
    _description = "Choose a Report of Contact Frequency"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_ids = fields.Many2many("res.users", string="Sellers", domain="[('share', '=', False)]")
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class")
    only_late = fields.Boolean(string="Only Late Ones", default=True, help="And those never contacted.")

    def _rows(self):
        """The rows of the report, the latest first within each seller."""
        return self.env["crm.contact.frequency"].search(
            self._domain(), order="user_id, days_late desc nulls first, partner_id"
        )

    def _domain(self):
        domain = Domain("company_id", "=", self.company_id.id)
        if self.user_ids:
            domain &= Domain("user_id", "in", self.user_ids.ids)
        if self.customer_class:
            domain &= Domain("customer_class", "=", self.customer_class)
        if self.only_late:
            domain &= Domain("status", "in", ("late", "never"))
        return domain

    def action_show(self):
        """The report on screen."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_contact_frequency")
        return {**action, "domain": list(self._domain()), "context": {"group_by": ["user_id"]}}

    def action_print(self):
        """The report as PDF."""
        self.ensure_one()
        self._check_fits_paper(self.env["crm.contact.frequency"].search_count(self._domain()))
        return self.env.ref("crm_visits.action_report_contact_frequency").report_action(self)

    def action_export(self):
        """The report as a workbook."""
        self.ensure_one()
        title, today = self.env._("Contact frequency"), fields.Date.context_today(self)
        return self._download(frequency_workbook(self, self._rows()), f"{title} {today}")
