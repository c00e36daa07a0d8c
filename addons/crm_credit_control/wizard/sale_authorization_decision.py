from odoo import api, fields, models


class SaleAuthorizationDecision(models.TransientModel):
    """Asks for the word that goes with a release or a refusal, for one order or for many."""

    _name = "sale.authorization.decision"
    _description = "Decision on Orders"

    decision = fields.Selection([("release", "Release"), ("refuse", "Refuse")], required=True)
    authorization_ids = fields.Many2many(
        "sale.authorization",
        string="Findings",
        required=True,
        default=lambda self: self._default_authorization_ids(),
        domain="[('state', '=', 'waiting')]",
    )
    note = fields.Text()
    tolerance = fields.Float("Tolerance (%)", compute="_compute_tolerance", store=True, readonly=False)

    def _default_authorization_ids(self):
        """The findings chosen in a list, or those of the orders chosen."""
        model, ids = self.env.context.get("active_model"), self.env.context.get("active_ids", [])
        rows = self.env["sale.authorization"]
        if model == "sale.order":
            rows = rows.search([("order_id", "in", ids)])
        elif model == "sale.authorization":
            rows = rows.browse(ids)
        return rows.filtered(lambda row: row.state == "waiting")

    @api.depends("authorization_ids")
    def _compute_tolerance(self):
        for wizard in self:
            rules = self.env["sale.authorization.rule"]
            wizard.tolerance = min(
                (
                    rules._for_company(row.company_id)[row.reason].tolerance
                    for row in wizard.authorization_ids
                    if row.reason in rules._for_company(row.company_id)
                ),
                default=0.0,
            )

    def action_decide(self):
        """Release or refuse all findings."""
        self.ensure_one()
        if self.decision == "release":
            self.authorization_ids.action_release(note=self.note, tolerance=self.tolerance)
        else:
            self.authorization_ids.action_refuse(self.note)
        return {"type": "ir.actions.act_window_close"}
