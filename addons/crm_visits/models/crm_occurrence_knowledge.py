from odoo import fields, models


class CrmOccurrence(models.Model):
    """What a seller is to know before he goes in, and what he brings back about competitors."""

    _inherit = "crm.occurrence"

    manager_comment_summary = fields.Text(related="partner_id.manager_comment_summary")
    late_complaint_count = fields.Integer(related="partner_id.late_complaint_count", string="Late Complaints")
    open_complaint_count = fields.Integer(related="partner_id.complaint_count")
    competitor_note_ids = fields.One2many("crm.competitor.note", "occurrence_id", string="Competitors")
    competitor_note_count = fields.Integer(compute="_compute_competitor_note_count")

    def _compute_competitor_note_count(self):
        counts = dict(
            self.env["crm.competitor.note"]._read_group(
                [("occurrence_id", "in", self.ids)], ["occurrence_id"], ["__count"]
            )
        )
        for occurrence in self:
            occurrence.competitor_note_count = counts.get(occurrence._origin, 0)

    def action_competitor_notes(self):
        """Open what was noted of competitors at this contact; a new note belongs to it."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_competitor_note")
        context = {
            "default_occurrence_id": self.id,
            "default_partner_id": self.partner_id.id,
            "default_lead_id": self.lead_id.id,
        }
        return {**action, "domain": [("occurrence_id", "=", self.id)], "context": context}

    def action_ask_for_help(self):
        """Ask the manager for help with the customer or prospect of this contact."""
        self.ensure_one()
        who = {"default_partner_id": self.commercial_partner_id.id, "default_lead_id": self.lead_id.id}
        return self.env["crm.help.request"]._open_new(who)

    def action_overview(self):
        """Open all of the customer on one screen."""
        self.ensure_one()
        return self.commercial_partner_id.action_overview()
