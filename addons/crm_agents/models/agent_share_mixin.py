from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError


class AgentShareMixin(models.AbstractModel):
    """One agent's part of one sales document, or of its lines of a product line, in percent of what they earn."""

    _name = "agent.share.mixin"
    _description = "Agent Share of a Document"
    _order = "id"
    _rec_name = "agent_id"

    agent_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    share = fields.Float(
        string="Share (%)",
        digits=(7, 4),
        default=100.0,
        required=True,
        aggregator=None,
        help="The agent's part. The shares of each product line of a document add up to 100 %, and so do those of all "
        "its other lines.",
    )
    product_line_id = fields.Many2one(
        "agent.product.line",
        index="btree_not_null",
        ondelete="restrict",
        help="His part is of the lines of this product line only. Empty: of all lines that are of no product line with "
        "agents of its own on this document.",
    )

    _share_within_bounds = models.Constraint(
        "CHECK (share > 0 AND share <= 100)", "A share lies above 0 and up to 100 %."
    )

    def write(self, vals):
        """Refuse to move a share to another document: no rule would ask about the one that it comes to."""
        for name in {"move_id", "order_id"} & vals.keys():
            if any(row[name].id != vals[name] for row in self):
                raise UserError(
                    self.env._("A share stays with its document. Add one to the other document instead.")
                )
        return super().write(vals)

    def _exact_share(self):
        """Return the share as a Decimal of the stored precision, in percent."""
        self.ensure_one()
        return Decimal(str(round(self.share, 4)))
