from odoo import api, models
from odoo.tools import SQL


class AgentSalesSource(models.AbstractModel):
    """What was sold, by agent: the one definition that sales analysis, targets and dashboards rest on.

    One row per line of a posted customer invoice or credit note and agent who earns on that line. A sale is a line with
    goods or services, discounts of the whole document included. Not a sale are sections and notes, interest and other
    charges for money lent, and down payments: what is paid in advance is sold with the final invoice, once.
    """

    _name = "agent.sales.source"
    _description = "What Was Sold, by Agent"

    @api.model
    def _rows_query(self, agents=None):
        """`SQL` of the rows. Amount, cost and margin in company currency, credit notes negative.

        - `id`: one per line and agent, at most 2^40; `line_id` is `id >> 6`
        - `line_id`, `move_id`: the invoice line and its document
        - `date`: of the accounting entry, so that months agree with the ledger
        - `agent_id` (res.partner), `share` (percent): as on the document for the line's product line, the house being
          the company's own partner; a line without agents belongs to the salesperson, without one to the house
        - `partner_id`: the commercial partner; `user_id`: the salesperson; `team_id`
        - `product_id`, `categ_id`, `product_brand_id`; null on lines without product
        - `company_id`, `currency_id`: of the amounts
        - `amount`: untaxed; `cost`: frozen when it was sold; `margin`: the rest. The agent's part, rounded so that
          the parts of the agents add up to the line
        - `quantity`: the agent's part, in the product's own unit, not rounded

        :param agents: ids of partners: documents on which they cannot have rows need not be looked at
        """
        own = None if agents is None else self.env["account.move"]._possibly_of(agents)
        moves = SQL("account_move move")
        if own:
            # First among the joins, or PostgreSQL, which reorders eight, would come to it after all lines were read.
            moves = SQL(
                "(SELECT DISTINCT id FROM (%s) AS possible) AS own JOIN account_move move ON move.id = own.id",
                own,
            )
        return SQL(
            """
            SELECT line.id::bigint << 6 | COALESCE(agent.place, 0) AS id,
                   line.id AS line_id, line.move_id, line.date,
                   COALESCE(agent.agent_id, seller.partner_id, company.partner_id) AS agent_id,
                   COALESCE(agent.share, 100) AS share,
                   move.commercial_partner_id AS partner_id, move.invoice_user_id AS user_id, move.team_id,
                   line.product_id, template.categ_id, template.product_brand_id,
                   line.company_id, line.company_currency_id AS currency_id,
                   %(amount)s AS amount,
                   (CASE move.move_type WHEN 'out_refund' THEN -1 ELSE 1 END)
                       * line.quantity * COALESCE(unit.factor, 1) / COALESCE(own_unit.factor, 1)
                       * COALESCE(agent.share, 100) / 100 AS quantity,
                   %(cost)s AS cost,
                   %(amount)s - %(cost)s AS margin
              FROM %(moves)s
              JOIN account_move_line line ON line.move_id = move.id
         LEFT JOIN account_move_agent agent ON agent.move_id = move.id AND %(same_product_line)s
              JOIN res_company company ON company.id = line.company_id
              JOIN res_currency currency ON currency.id = line.company_currency_id
         LEFT JOIN res_users seller ON seller.id = move.invoice_user_id
         LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
         LEFT JOIN product_product product ON product.id = line.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN uom_uom own_unit ON own_unit.id = template.uom_id
             WHERE %(is_sale)s
            """,
            moves=moves,
            same_product_line=self.env["agent.product.line"]._same("agent", "line"),
            amount=self._part_of(SQL("-line.balance")),
            cost=self._part_of(SQL("COALESCE(line.sold_cost, 0)")),
            is_sale=self._is_sale(),
            to_flush=[
                *self._fields_of("account.move", "commercial_partner_id", "invoice_user_id", "team_id"),
                *self._fields_of("account.move.agent", "move_id", "agent_id", "share", "product_line_id"),
                *self._fields_of("account.move.line", "balance", "company_id", "date", "product_id"),
                *self._fields_of(
                    "account.move.line", "product_line_id", "product_uom_id", "quantity", "sold_cost"
                ),
                *self._fields_of("product.template", "categ_id", "product_brand_id", "uom_id"),
            ],
        )

    @api.model
    def _is_sale(self):
        """`SQL` condition on `move` and `line`: a line of goods or services that is sold or credited."""
        return SQL(
            """
            move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
               AND line.display_type = 'product'
               AND line.parent_state = 'posted'
               AND line.is_downpayment IS NOT TRUE
               AND NOT (%s)
            """,
            self.env["account.move"]._financing_sql("move"),
            to_flush=[
                *self._fields_of("account.move", "move_type"),
                *self._fields_of("account.move.line", "display_type", "is_downpayment", "parent_state"),
            ],
        )

    @api.model
    def _part_of(self, whole):
        """`SQL` of the agent's part of `whole`: up to and with him, less up to him, each rounded.

        So the parts of a line add up to it to the cent, whatever the shares.
        """
        return SQL(
            """
            CASE WHEN agent.share < 100
                 THEN ROUND(%(whole)s * (agent.share_before + agent.share) / 100, currency.decimal_places)
                    - ROUND(%(whole)s * agent.share_before / 100, currency.decimal_places)
                 ELSE %(whole)s
             END
            """,
            whole=whole,
        )

    @api.model
    def _fields_of(self, model, *names):
        """Fields of a model that the query reads and that are written to the database before it runs."""
        return [self.env[model]._fields[name] for name in names]
