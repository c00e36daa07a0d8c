from decimal import Decimal

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

from ..logic.shares import WHOLE, document_shares


class AgentDocumentMixin(models.AbstractModel):
    """A sales document that carries its agents: copied from the customer, then its own."""

    _name = "agent.document.mixin"
    _description = "Document with Agents"

    agent_partner_ids = fields.Many2many(
        "res.partner",
        string="Agents",
        compute="_compute_agent_partner_ids",
        search="_search_agent_partner_ids",
        groups="base.group_user",
    )

    @api.depends("agent_ids.agent_id")
    @api.depends_context("uid")
    def _compute_agent_partner_ids(self):
        """The agents whom the user may see: one may be a customer of somebody else."""
        visible = self.agent_ids.agent_id.sudo(self.env.uid == SUPERUSER_ID)._filtered_access("read")
        for document in self:
            document.agent_partner_ids = document.agent_ids.agent_id & visible

    def _search_agent_partner_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("agent_ids.agent_id", "in", value)]

    @api.constrains("agent_ids")
    def _check_agent_shares(self):
        for document in self:
            for product_line, rows in document.agent_ids.grouped("product_line_id").items():
                total = sum((row._exact_share() for row in rows), Decimal(0))
                if total != WHOLE:
                    raise ValidationError(
                        self.env._(
                            "The agents' shares of %(document)s add up to %(total)g %%. They must add up to 100 %%.",
                            document=", ".join(filter(None, (document.display_name, product_line.name))),
                            total=total,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Copy the customer's agents."""
        documents = super().create(vals_list)
        documents._copy_agents_now()
        return documents

    def write(self, vals):
        """Copy the agents of the new customer when it changes; otherwise a document keeps those that it has."""
        if not {"partner_id", "move_type"} & vals.keys():
            return super().write(vals)
        passing = self._passing_to_others(vals)
        passing._check_agents_may_change(vals)
        with self.env.protecting([self._fields["agent_ids"]], self - passing):
            result = super().write(vals)
        self._copy_agents_now()
        return result

    def _passing_to_others(self, vals):
        """Return the documents that `vals` give another customer; a contact of the same company is none."""
        if "partner_id" not in vals:
            return self.browse()
        # sudo: whose the documents were need not be visible to whoever gives them to another
        documents = self.sudo()
        customer = documents.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id
        passing = documents.filtered(lambda document: document.partner_id.commercial_partner_id != customer)
        return passing.with_env(self.env)

    def _check_agents_may_change(self, vals):
        """Refuse another customer, and so other agents, where who earns is decided; to be said by the documents."""

    def _may_decide_agents(self):
        """Tell whether the user may say who earns on the documents: by changing shares, or as no seller at all."""
        user = self.env.user
        shares = self.env[self._fields["agent_ids"].comodel_name].sudo(False)
        return shares.has_access("write") or (user._is_internal() and not user._is_restricted_seller())

    def _copy_agents_now(self):
        """Compute the agents at once: later the document may be posted, and searches do not wait."""
        # sudo: the agents are copied whoever writes the document
        self.sudo().mapped("agent_ids")

    def _by_the_house_clock(self):
        """Return the document with the time zone by which its company lives."""
        # sudo: the working hours, which say so, are not for everybody to read
        calendar = (self.company_id or self.env.company).sudo().resource_calendar_id
        return self.with_context(tz=calendar.tz or "UTC")

    def _agents_of_customer(self, day):
        """Return the commands that set the agents the customer has on `day`; the rest is the house's.

        The day written on the document counts for those who may decide who earns. For all others it is today, as the
        server knows it: by the date they would choose into whose time an order falls.
        """
        self.ensure_one()
        if not self._may_decide_agents():
            day = fields.Date.context_today(self._by_the_house_clock())
        assignments = self.partner_id.commercial_partner_id.sudo().agent_assignment_ids
        # sudo: the agents of a customer are copied whoever writes the document
        shares = document_shares(assignments._as_logic(), day, self.company_id.partner_id.id)
        return [
            fields.Command.clear(),
            *(
                fields.Command.create(
                    {"agent_id": agent, "share": float(share), "product_line_id": product_line}
                )
                for agent, share, product_line in shares
            ),
        ]

    def _copied_agents(self):
        """Return the commands that give another document the same agents and shares."""
        return [
            fields.Command.clear(),
            *(
                fields.Command.create(
                    {
                        "agent_id": row.agent_id.id,
                        "share": row.share,
                        "product_line_id": row.product_line_id.id,
                    }
                )
                for row in self.agent_ids
            ),
        ]

    def _product_line_of(self, line):
        """Return the product line (agent.product.line) whose agents earn on a line; none: the other agents do.

        :param line: of this document, or of the order that it invoices
        """
        self.ensure_one()
        product_lines = self.agent_ids.product_line_id._origin
        return product_lines and product_lines._closest(line.product_id)

    def _agents_of_line(self, line):
        """Return the rows of those who earn on a line."""
        product_line = self._product_line_of(line)
        return self.agent_ids.filtered(lambda row: row.product_line_id._origin == product_line)
