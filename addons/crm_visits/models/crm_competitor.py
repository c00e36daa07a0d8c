from odoo import api, fields, models


class CrmCompetitor(models.Model):
    """Who else sells to our customers."""

    _name = "crm.competitor"
    _description = "Competitor"
    _inherit = ["mail.thread"]
    _order = "name"

    name = fields.Char(required=True, index="trigram")
    active = fields.Boolean(default=True)
    website = fields.Char()
    country_id = fields.Many2one("res.country")
    strengths = fields.Text()
    weaknesses = fields.Text()
    note_ids = fields.One2many("crm.competitor.note", "competitor_id", string="Notes")
    note_count = fields.Integer(compute="_compute_note_counts")
    customer_count = fields.Integer(
        string="At Customers", compute="_compute_note_counts", help="Of the customers that you see."
    )

    _name_once = models.UniqueIndex("(lower(name))", "This competitor is on the list already.")

    @api.depends_context("uid")
    def _compute_note_counts(self):
        groups = self.env["crm.competitor.note"]._read_group(
            [("competitor_id", "in", self.ids)],
            ["competitor_id"],
            ["__count", "commercial_partner_id:count_distinct"],
        )
        counts = {competitor.id: figures for competitor, *figures in groups}
        for competitor in self:
            competitor.note_count, competitor.customer_count = counts.get(competitor._origin.id, (0, 0))

    def action_view_notes(self):
        """Open what was noted of this competitor."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_competitor_note")
        context = {"default_competitor_id": self.id}
        return {**action, "domain": [("competitor_id", "=", self.id)], "context": context}
