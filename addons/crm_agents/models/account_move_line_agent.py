from odoo import api, models
from odoo.tools import SQL


class AccountMoveLine(models.Model):
    """Who earns on a line of an invoice: frozen with the posting, whatever becomes of families and product lines."""

    _name = "account.move.line"
    _inherit = ["account.move.line", "agent.document.line.mixin"]

    @api.depends("move_id.agent_ids.agent_id", "move_id.agent_ids.share", "move_id.agent_ids.product_line_id")
    def _compute_agent_shares(self):
        return super()._compute_agent_shares()

    def _agent_document(self):
        return self.move_id

    def _is_sold_line(self):
        return super()._is_sold_line() and self.move_id.is_sale_document(include_receipts=True)

    def _freeze_product_lines(self):
        """Write down whose agents earn on these lines; past `write`, which looks at all else of a posted entry."""
        changes = []
        for line in self:
            product_line = line.move_id._choose_product_line(line)
            if product_line != line.product_line_id:
                changes.append((line.id, product_line.id or None))
        if changes:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE account_move_line line
                       SET product_line_id = change.product_line_id
                      FROM UNNEST(%s::integer[], %s::integer[]) AS change (id, product_line_id)
                     WHERE line.id = change.id
                 RETURNING line.id
                    """,
                    *map(list, zip(*changes, strict=True)),
                )
            )
            self.invalidate_recordset(["product_line_id"], flush=False)
