from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

# Where it stands who earned: rows that are never changed.
EARNED = ("agent.commission.entry", "agent.commission.term", "agent.settlement")
# Shares of documents, and the column that leads to the document.
SHARES = (("sale.order.agent", "order_id"), ("account.move.agent", "move_id"))


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Who has earned commission stays who he is; merged customers and agents keep shares that add up.

    Odoo moves their rows in SQL, past the ledger that is never changed and past whatever the shares are checked by.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Whoever may merge contacts need not have a right on commission.
        merge, merged = self.sudo(), (dst_partner | src_partners).sudo()
        merge._refuse_earners(src_partners.sudo())
        merge._keep_assignments_of_one(merged)
        merge._add_up_shares(merged)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _refuse_earners(self, partners):
        """Refuse to make somebody else of an agent who has earned, or will when a customer pays."""
        among = [("agent_id", "in", partners.ids)]
        earners = partners.browse().union(
            *(agent for model in EARNED for (agent,) in self.env[model]._read_group(among, ["agent_id"]))
        )
        if earners:
            raise UserError(
                self.env._(
                    "%(agents)s: has earned commission, and the ledger says so for good. Keep this contact and merge "
                    "the others into it; or hand over the customers and archive it.",
                    agents=", ".join(earners.mapped("display_name")),
                )
            )

    def _keep_assignments_of_one(self, customers):
        """Leave the agents of the customer who is kept, and those of another where he has none.

        :param customers: who is kept stands first
        """
        assignments = self.env["agent.assignment"].search([("partner_id", "in", customers.ids)])
        by_customer = assignments.grouped("partner_id")
        for customer in [customer for customer in customers if customer in by_customer][1:]:
            by_customer[customer].unlink()

    def _add_up_shares(self, agents):
        """Leave one share of each document, or of its product lines, that several of the agents have a share of."""
        self.env.flush_all()
        for model, document in SHARES:
            self.env.cr.execute(
                SQL(
                    """
                    WITH together AS (
                        SELECT MIN(id) AS kept, SUM(share) AS share, ARRAY_AGG(id) AS ids
                          FROM %(table)s
                         WHERE agent_id = ANY(%(agents)s)
                      GROUP BY %(document)s, product_line_id
                        HAVING COUNT(*) > 1
                    ), dropped AS (
                        DELETE FROM %(table)s share
                         USING together
                         WHERE share.id = ANY(together.ids) AND share.id <> together.kept
                    )
                    UPDATE %(table)s share
                       SET share = together.share
                      FROM together
                     WHERE share.id = together.kept
                    """,
                    table=SQL.identifier(self.env[model]._table),
                    document=SQL.identifier(document),
                    agents=agents.ids,
                )
            )
        self.env.invalidate_all()
