from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMoveAgent(models.Model):
    """An agent of an invoice or credit note, with his share; fixed once the document is posted."""

    _name = "account.move.agent"
    _inherit = ["agent.share.mixin"]
    _description = "Agent of an Invoice"

    move_id = fields.Many2one("account.move", string="Invoice", required=True, index=True, ondelete="cascade")

    _agent_once = models.UniqueIndex(
        "(move_id, agent_id, COALESCE(product_line_id, 0))",
        "An agent appears once for a product line of an invoice.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add agents to posted documents."""
        self._check_not_posted(self.env["account.move"].browse([vals["move_id"] for vals in vals_list]))
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change the agents of posted documents."""
        self._check_not_posted(self.move_id)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        self._check_not_posted(self.move_id)

    def _check_not_posted(self, moves):
        posted = moves.filtered(lambda move: move.state == "posted")
        if posted:
            raise UserError(
                self.env._(
                    "The agents of a posted document cannot be changed: %(documents)s.",
                    documents=", ".join(posted.mapped("display_name")),
                )
            )
