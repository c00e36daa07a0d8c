from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AccountMoveAgent(models.Model):
    """An agent of an invoice or credit note, with his share; fixed once the document is posted."""

    _name = "account.move.agent"
    _inherit = ["agent.share.mixin"]
    _description = "Agent of an Invoice"

    move_id = fields.Many2one("account.move", string="Invoice", required=True, index=True, ondelete="cascade")

    # Of those who share the lines with him and stand before him: so that the parts of a line, each rounded on the sum
    # up to him, add up to it without looking at the others. Empty where nobody shares.
    place = fields.Integer(readonly=True, copy=False)
    share_before = fields.Float(digits=(7, 4), readonly=True, copy=False, aggregator=None)

    _agent_once = models.UniqueIndex(
        "(move_id, agent_id, COALESCE(product_line_id, 0))",
        "An agent appears once for a product line of an invoice.",
    )

    def init(self):
        """Give those who share documents posted before their place."""
        self._freeze_places(SQL("place IS NULL"))
        return super().init()

    def _freeze_places_of_documents(self):
        """Do it for the documents of these rows, as far as they are shared."""
        shared = self.filtered(lambda row: row.share < 100).move_id
        if shared:
            self._freeze_places(SQL("move_id = ANY(%s)", shared.ids))

    @api.model
    def _freeze_places(self, condition):
        """Write down, of posted documents, who stands before whom among those who share the same lines.

        :param condition: `SQL` on the rows, which leaves those who share a document together
        """
        self.env.execute_query(
            SQL(
                """
                UPDATE account_move_agent row
                   SET place = known.place, share_before = known.share_before
                  FROM (
                        SELECT id, ROW_NUMBER() OVER sharers - 1 AS place,
                               SUM(share) OVER sharers - share AS share_before
                          FROM account_move_agent
                         WHERE share < 100 AND %s
                        WINDOW sharers AS (PARTITION BY move_id, product_line_id ORDER BY id)
                       ) AS known
                 WHERE row.id = known.id
             RETURNING row.id
                """,
                condition,
                to_flush=[self._fields[name] for name in ("move_id", "product_line_id", "share")],
            )
        )
        self.invalidate_model(["place", "share_before"], flush=False)

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
