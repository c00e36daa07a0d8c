from odoo import fields, models


class CrmLead(models.Model):
    """Prospects are contacted too, and their history goes with them when they become customers."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.contacted.mixin"]

    occurrence_id = fields.Many2one(
        "crm.occurrence",
        string="Found At",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups="crm_base.group_seller,crm_base.group_credit_controller",
    )
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

    def _contacted(self):
        return {"lead_id": self.id, "partner_id": self.partner_id.id}

    def _merge_dependences(self, opportunities):
        """Take the contacts of the merged prospects along."""
        # sudo: their history goes along whole, as Odoo's does
        self.env["crm.occurrence"].sudo().search([("lead_id", "in", opportunities.ids)]).with_context(
            tracking_disable=True
        ).lead_id = self
        return super()._merge_dependences(opportunities)

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self._register_posted(message)
        return result
