from odoo import fields, models

ROLES = "crm_base.group_seller,crm_base.group_credit_controller"


class CrmComplaintSourceMixin(models.AbstractModel):
    """A document that customers complain about, with its complaints one button away."""

    _name = "crm.complaint.source.mixin"
    _description = "Complained about"
    _complaint_link = None

    complaint_count = fields.Integer("Complaints", compute="_compute_complaint_count", groups=ROLES)

    def _compute_complaint_count(self):
        link = self._complaint_link
        counts = dict(self.env["crm.complaint"]._read_group([(link, "in", self.ids)], [link], ["__count"]))
        for document in self:
            document.complaint_count = counts.get(document._origin, 0)

    def action_view_document_complaints(self):
        """Open the complaints about this document; a new one is about it too."""
        self.ensure_one()
        self.env["crm.complaint"].check_access("read")
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_complaint_history")
        context = {"default_partner_id": self.partner_id.id, f"default_{self._complaint_link}": self.id}
        return {**action, "domain": [(self._complaint_link, "=", self.id)], "context": context}
