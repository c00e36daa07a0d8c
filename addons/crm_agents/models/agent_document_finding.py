from odoo import api, models
from odoo.tools import SQL


class AgentDocumentMixin(models.AbstractModel):
    """How the documents of some agents are found: by index, without a look at those of all others."""

    _inherit = "agent.document.mixin"

    # The field of the salesperson, to be said by the documents.
    _salesperson_field = None

    @api.model
    def _of_agents(self, agents):
        """`SQL` of the ids of the documents of these agents: they are on it, or it is left to them as salespersons.

        Agents of product lines only leave the other lines to the salesperson.

        :param agents: ids of partners
        """
        shares = self._shares_table()
        link = SQL.identifier(self._fields["agent_ids"].inverse_name)
        left = SQL(
            "NOT EXISTS (SELECT FROM %s AS share WHERE share.%s = document.id AND share.product_line_id IS NULL)",
            shares,
            link,
        )
        return SQL("%s UNION ALL %s AND %s", self._shared_by(agents), self._sold_by(agents), left)

    @api.model
    def _possibly_of(self, agents):
        """`SQL` of the ids of all documents with lines that can be these agents', and maybe of some others.

        None where those are no few of all documents. Whose a line is, is for whoever asks to say: he need look at no
        other document. The house has what is nobody's.
        """
        # sudo: who the house is, is no secret
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        houses = companies.search([("partner_id", "in", list(agents))])
        nobodys = SQL(
            "UNION ALL SELECT id FROM %s WHERE %s IS NULL AND company_id = ANY(%s)",
            SQL.identifier(self._table),
            SQL.identifier(self._salesperson_field),
            houses.ids,
        )
        possible = SQL(
            "%s UNION ALL %s %s", self._shared_by(agents), self._sold_by(agents), nobodys if houses else SQL()
        )
        return possible if self._are_few(possible) else None

    @api.model
    def _shares_table(self):
        return SQL.identifier(self.env[self._fields["agent_ids"].comodel_name]._table)

    @api.model
    def _shared_by(self, agents):
        """`SQL` of the ids of the documents that these agents are on."""
        field = self._fields["agent_ids"]
        shares = self.env[field.comodel_name]
        return SQL(
            "SELECT %s AS id FROM %s WHERE agent_id = ANY(%s)",
            SQL.identifier(field.inverse_name),
            self._shares_table(),
            list(agents),
            to_flush=[shares._fields[name] for name in (field.inverse_name, "agent_id", "product_line_id")],
        )

    @api.model
    def _sold_by(self, agents):
        """`SQL` of the ids of the documents (alias `document`) whose salespersons these agents are.

        With the salespersons' numbers, so that the database knows how many documents they have.
        """
        # sudo: who sells is no secret; who does so no more has sold all the same
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return SQL(
            "SELECT document.id FROM %s AS document WHERE document.%s = ANY(%s)",
            SQL.identifier(self._table),
            SQL.identifier(self._salesperson_field),
            users.search([("partner_id", "in", list(agents))]).ids,
            to_flush=self._fields[self._salesperson_field],
        )
