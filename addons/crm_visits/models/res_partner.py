from odoo import fields, models
from odoo.tools import SQL

ROLES = "crm_base.group_seller,crm_base.group_credit_controller"


class ResPartner(models.Model):
    """The customer with his contacts and complaints."""

    _inherit = "res.partner"

    occurrence_count = fields.Integer(compute="_compute_visit_counts", groups=ROLES)
    complaint_count = fields.Integer(string="Open Complaints", compute="_compute_visit_counts", groups=ROLES)

    def _compute_visit_counts(self):
        customers = self.commercial_partner_id.ids
        occurrences = dict(
            self.env["crm.occurrence"]._read_group(
                [("commercial_partner_id", "in", customers)], ["commercial_partner_id"], ["__count"]
            )
        )
        complaints = dict(
            self.env["crm.complaint"]._read_group(
                [("commercial_partner_id", "in", customers), ("is_closed", "=", False)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.occurrence_count = occurrences.get(partner.commercial_partner_id, 0)
            partner.complaint_count = complaints.get(partner.commercial_partner_id, 0)

    def action_view_occurrences(self):
        """Open the contacts with this customer, all its persons included."""
        return self._open_of_customer("crm_visits.action_occurrence", {"default_partner_id": self.id})

    def action_view_complaints(self):
        """Open the customer's complaints."""
        context = {"default_partner_id": self.id, "search_default_open": 1}
        return self._open_of_customer("crm_visits.action_complaint", context)

    def _open_of_customer(self, xml_id, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        domain = [("commercial_partner_id", "=", self.commercial_partner_id.id)]
        return {**action, "domain": domain, "context": context}

    def _last_contact_sources(self):
        """An occurrence that took place is a contact."""
        self.env["crm.occurrence"].flush_model(["partner_id", "date", "state"])
        return [
            *super()._last_contact_sources(),
            SQL(
                "SELECT partner_id, date::date AS date FROM crm_occurrence "
                "WHERE state = 'done' AND partner_id IS NOT NULL"
            ),
        ]
