from odoo import fields, models
from odoo.tools import SQL

from .agent_item_row_mixin import AGENTS_KEY


class AgentReceivable(models.Model):
    """What the customers of an agent owe: one row per open item of a customer and agent whose customer it is today.

    The amounts are those of the ledger's receivable accounts, credits that are not allocated included. A customer of
    two agents stands under both with all that he owes; the agents' parts, the house's with them, add up to the ledger.
    A balance is of no product line: an agent of one line sees it, and has no part in it.
    """

    _name = "agent.receivable"
    _description = "Open Item of an Agent's Customer"
    _inherit = ["agent.item.row.mixin"]
    _auto = False
    _order = "date_due, id"
    _rec_name = "move_id"
    _depends = {
        "account.account": ["account_type"],
        "account.move.line": [
            *("account_id", "amount_residual", "company_id", "date", "date_maturity", "move_id"),
            *("parent_state", "partner_id", "reconciled"),
        ],
        "agent.assignment": [
            *("partner_id", "agent_id", "share", "product_line_id", "date_from", "date_to"),
        ],
        "res.partner": ["commercial_partner_id", "user_id"],
    }

    agent_id = fields.Many2one(
        "res.partner",
        readonly=True,
        help="Assigned to the customer today, else the customer's salesperson, else the house.",
    )
    share = fields.Float("Share (%)", digits=(7, 4), readonly=True, aggregator=None)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    move_id = fields.Many2one("account.move", "Document", readonly=True)
    line_id = fields.Many2one("account.move.line", "Journal Item", readonly=True)
    date = fields.Date(readonly=True)
    date_due = fields.Date("Due Date", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Balance", readonly=True, help="What is open, whole, with tax.")
    overdue_amount = fields.Monetary("Overdue", readonly=True, help="What was due before today.")
    part_amount = fields.Monetary(
        "Agent's Part", readonly=True, help="The balance by the agent's share in the customer."
    )

    @property
    def _table_query(self):
        """The rows. With `whole_items` in the context each item stands once, under nobody's name."""
        customers = self._possible_customers()
        owners = self._nobody() if self.env.context.get("whole_items") else self._owners(customers)
        return SQL(
            """
            SELECT *, CASE WHEN date_due < %(today)s THEN amount ELSE 0 END AS overdue_amount,
                   amount * share / 100 AS part_amount
              FROM (
                SELECT item.id::bigint << 6 | COALESCE(owner.place, 0) AS id,
                       COALESCE(owner.agent_id, company.partner_id) AS agent_id,
                       COALESCE(owner.share, 100) AS share,
                       debtor.commercial_partner_id AS partner_id,
                       item.move_id, item.id AS line_id, item.date,
                       COALESCE(item.date_maturity, item.date) AS date_due,
                       item.company_id, company.currency_id, item.amount_residual AS amount
                  FROM account_move_line item
                  JOIN account_account account ON account.id = item.account_id
                  JOIN res_partner debtor ON debtor.id = item.partner_id
                  JOIN res_company company ON company.id = item.company_id
             LEFT JOIN (%(owners)s) AS owner ON owner.partner_id = debtor.commercial_partner_id
                 WHERE account.account_type = 'asset_receivable'
                   AND item.parent_state = 'posted'
                   AND item.reconciled IS NOT TRUE
                   AND item.amount_residual <> 0
                   AND %(whose)s
              ) AS opened
            """,
            today=fields.Date.context_today(self),
            owners=owners,
            whose=SQL("debtor.commercial_partner_id IN (%s)", customers) if customers else SQL("TRUE"),
        )

    def _possible_customers(self):
        """`SQL` of the ids of all customers of the agents that are looked for, and maybe of others.

        None where those are no few of all. Who is assigned and whose salesperson is theirs is found by index; the house
        has what is nobody else's.
        """
        agents = self.env.context.get(AGENTS_KEY)
        # sudo: who the house is, is no secret
        if agents is None or self.env["res.company"].sudo().search_count([("partner_id", "in", agents)]):
            return None
        customers = SQL(
            """
            SELECT partner_id AS id FROM agent_assignment WHERE agent_id = ANY(%(agents)s)
             UNION
            SELECT customer.id
              FROM res_partner customer JOIN res_users salesperson ON salesperson.id = customer.user_id
             WHERE salesperson.partner_id = ANY(%(agents)s)
            """,
            agents=list(agents),
        )
        return customers if self.env["res.partner"]._are_few(customers) else None

    def _nobody(self):
        """`SQL` as `_owners`, of no customer: all are the house's, which whoever asks for sums does not look at."""
        return SQL(
            "SELECT NULL::integer AS partner_id, NULL::integer AS agent_id, 100 AS share, 0 AS place WHERE FALSE"
        )

    def _owners(self, customers=None):
        """`SQL` of (partner_id, agent_id, share, place): whose customer it is today; the house has no agent_id.

        `place` numbers the agents of a customer from 1, the house and the salesperson have 0. Agents of a product line
        only have a share of 0; where a customer has no others, he is his salesperson's.

        :param customers: `SQL` of the ids of those to tell it of, else of all
        """
        return SQL(
            """
            WITH assigned AS (
                SELECT partner_id, agent_id, SUM(CASE WHEN product_line_id IS NULL THEN share ELSE 0 END) AS share,
                       ROW_NUMBER() OVER (PARTITION BY partner_id ORDER BY MIN(id)) AS place
                  FROM agent_assignment
                 WHERE COALESCE(date_from, '-infinity') <= %(today)s
                   AND COALESCE(date_to, 'infinity') >= %(today)s
                   AND %(assigned)s
                 GROUP BY partner_id, agent_id
            ),
            whole AS (SELECT partner_id, SUM(share) AS share FROM assigned GROUP BY partner_id)
            SELECT partner_id, agent_id, share, place FROM assigned
             UNION ALL
            SELECT partner_id, NULL, 100 - share, 0 FROM whole WHERE share > 0 AND share < 100
             UNION ALL
            SELECT customer.id, seller.partner_id, 100, 0
              FROM res_partner customer
         LEFT JOIN whole ON whole.partner_id = customer.id
         LEFT JOIN res_users seller ON seller.id = customer.user_id
             WHERE COALESCE(whole.share, 0) = 0 AND (seller.id IS NOT NULL OR whole.partner_id IS NOT NULL)
               AND %(chosen)s
            """,
            today=fields.Date.context_today(self),
            assigned=SQL("partner_id IN (%s)", customers) if customers else SQL("TRUE"),
            chosen=SQL("customer.id IN (%s)", customers) if customers else SQL("TRUE"),
        )
