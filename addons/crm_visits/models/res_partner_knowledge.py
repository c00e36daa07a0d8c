from odoo import api, fields, models

from .res_partner import ROLES


class ResPartner(models.Model):
    """What a customer makes, and who else sells to him."""

    _inherit = "res.partner"

    customer_product_ids = fields.One2many(
        "crm.customer.product", "partner_id", string="Products He Makes", groups=ROLES
    )
    competitor_note_count = fields.Integer(
        string="Competitors", compute="_compute_competitor_note_count", groups=ROLES
    )

    @api.depends_context("uid")
    def _compute_competitor_note_count(self):
        counts = dict(
            self.env["crm.competitor.note"]._read_group(
                [("commercial_partner_id", "in", self.commercial_partner_id.ids)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.competitor_note_count = counts.get(partner.commercial_partner_id, 0)

    def action_competitor_notes(self):
        """Open what was noted of competitors at this customer."""
        return self._open_of_customer("crm_visits.action_competitor_note", {"default_partner_id": self.id})

    def action_overview(self):
        """Open all of this customer on one screen, for the last twelve months at first."""
        self.ensure_one()
        self.check_access("read")
        overview = self.env["crm.customer.overview"].create({"partner_id": self.commercial_partner_id.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("At a Glance"),
            "res_model": overview._name,
            "res_id": overview.id,
            "view_mode": "form",
        }
