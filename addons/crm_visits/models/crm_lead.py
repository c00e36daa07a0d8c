from odoo import fields, models


class CrmLead(models.Model):
    """Prospects are contacted too, and their history goes with them when they become customers."""

    _inherit = "crm.lead"

    occurrence_ids = fields.One2many(
        "crm.occurrence",
        "lead_id",
        string="Occurrences",
        groups="crm_base.group_seller,crm_base.group_credit_controller",
    )
    occurrence_count = fields.Integer(
        compute="_compute_occurrence_count", groups="crm_base.group_seller,crm_base.group_credit_controller"
    )

    def _compute_occurrence_count(self):
        counts = dict(
            self.env["crm.occurrence"]._read_group([("lead_id", "in", self.ids)], ["lead_id"], ["__count"])
        )
        for lead in self:
            lead.occurrence_count = counts.get(lead._origin, 0)

    def action_view_occurrences(self):
        """Open the contacts with this prospect."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_occurrence")
        context = {"default_lead_id": self.id, "default_partner_id": self.partner_id.id}
        return {**action, "domain": [("lead_id", "=", self.id)], "context": context}
