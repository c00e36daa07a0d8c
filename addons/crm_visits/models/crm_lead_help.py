from odoo import models


class CrmLead(models.Model):
    """A seller asks for help with a prospect; what competitors do there is noted."""

    _inherit = "crm.lead"

    def action_ask_for_help(self):
        """Ask the manager for help with this prospect."""
        self.ensure_one()
        self.check_access("read")
        who = {"default_lead_id": self.id, "default_partner_id": self.partner_id.commercial_partner_id.id}
        return self.env["crm.help.request"]._open_new(who)

    def action_competitor_notes(self):
        """Open what was noted of competitors at this prospect."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_competitor_note")
        context = {"default_lead_id": self.id, "default_partner_id": self.partner_id.id}
        return {**action, "domain": [("lead_id", "=", self.id)], "context": context}
