from odoo import api, fields, models
from odoo.exceptions import AccessError


class AgentDocumentLineMixin(models.AbstractModel):
    """A line of a sales document: who earns on it."""

    _name = "agent.document.line.mixin"
    _description = "Line of a Document with Agents"

    product_line_id = fields.Many2one(
        "agent.product.line",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
        help="The product line whose agents earn on this line.",
    )
    agent_shares = fields.Char(
        string="Agents",
        compute="_compute_agent_shares",
        groups="base.group_user",
        help="Who earns on this line, and for what part of it.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to say who earns on a line."""
        self._check_product_line_not_given(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to say who earns on a line."""
        self._check_product_line_not_given(vals)
        return super().write(vals)

    @api.model
    def _check_product_line_not_given(self, *vals_list):
        if not self.env.su and any("product_line_id" in vals for vals in vals_list):
            raise AccessError(self.env._("Whose agents earn on a line follows from its product."))

    @api.depends("product_id")
    @api.depends_context("uid")
    def _compute_agent_shares(self):
        """Say the agents whom the user may see."""
        for line in self:
            document = line._agent_document()
            rows = document._agents_of_line(line) if line._is_sold_line() else document.agent_ids[:0]
            visible = document.agent_partner_ids
            line.agent_shares = ", ".join(
                f"{row.agent_id.name} {row.share:g} %" for row in rows if row.agent_id in visible
            )

    def _agent_document(self):
        """Return the document that the line is of."""
        raise NotImplementedError("An order line and an invoice line say it.")

    def _is_sold_line(self):
        """Tell whether the line sells something, so that somebody earns on it."""
        self.ensure_one()
        return self.display_type in (False, "product")
