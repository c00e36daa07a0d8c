from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..logic.shares import Assignment, first_overbooked_day


class AgentAssignment(models.Model):
    """An agent works for a customer, with a share of what is sold, from a day until a day."""

    _name = "agent.assignment"
    _description = "Agent Assignment"
    _order = "partner_id, date_from, id"
    _rec_name = "agent_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
    )
    agent_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_agent', '=', True)]",
    )
    share = fields.Float(
        string="Share (%)",
        digits=(7, 4),
        default=100.0,
        required=True,
        aggregator=None,
        help="What nobody is assigned belongs to the house. On any day the shares of a product line, and those of all "
        "else, add up to 100 % at most.",
    )
    product_line_id = fields.Many2one(
        "agent.product.line",
        index="btree_not_null",
        ondelete="restrict",
        help="Only what is of this product line, in place of the customer's other agents. Empty: all products of which "
        "the customer has no agents of their own.",
    )
    date_from = fields.Date(string="From", help="First day; empty means since always.")
    date_to = fields.Date(string="Until", help="Last day; empty means until further notice.")
    is_current = fields.Boolean(string="In Force", compute="_compute_is_current", search="_search_is_current")

    _share_within_bounds = models.Constraint(
        "CHECK (share > 0 AND share <= 100)", "A share lies above 0 and up to 100 %."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "The assignment ends before it begins.",
    )

    @api.depends("date_from", "date_to")
    @api.depends_context("tz")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for assignment in self:
            assignment.is_current = assignment._as_logic()[0].holds_on(today)

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        if set(value) == {True, False}:
            return fields.Domain.TRUE
        today = fields.Date.context_today(self)
        current = fields.Domain("date_from", "=", False) | fields.Domain("date_from", "<=", today)
        current &= fields.Domain("date_to", "=", False) | fields.Domain("date_to", ">=", today)
        return current if True in value else ~current

    @api.constrains("partner_id", "agent_id", "share", "product_line_id", "date_from", "date_to")
    def _check_shares(self):
        for customer in self.partner_id:
            day = first_overbooked_day(customer.agent_assignment_ids._as_logic())
            if day:
                raise ValidationError(
                    self.env._(
                        "The agents of %(customer)s have more than 100 %% together from %(day)s on.",
                        customer=customer.display_name,
                        day=day if day.year > 1 else self.env._("the beginning"),
                    )
                )

    @api.constrains("partner_id")
    def _check_partner_is_customer(self):
        for assignment in self:
            if assignment.partner_id != assignment.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "Agents are assigned to the company %(company)s, not to its contact %(contact)s.",
                        company=assignment.partner_id.commercial_partner_id.display_name,
                        contact=assignment.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the agents see their customers."""
        assignments = super().create(vals_list)
        assignments._refresh_customers()
        assignments._log_on_customers(assignments.partner_id)
        return assignments

    def write(self, vals):
        """Let who sees a customer follow its agents."""
        before = self.partner_id
        result = super().write(vals)
        self._refresh_customers(before)
        self._log_on_customers(before | self.partner_id)
        return result

    def unlink(self):
        """Take the customers from those who are no agents any more."""
        before = self.partner_id
        result = super().unlink()
        self.browse()._refresh_customers(before)
        self.browse()._log_on_customers(before)
        return result

    @api.model
    def _log_on_customers(self, customers):
        """Keep the history where it is looked for: whose agents a customer has from now on, and who said so."""
        # sudo: a manager may give away a customer that he no longer sees afterwards
        customers = customers.sudo()
        bodies = {}
        for customer in customers:
            lines = customer.agent_assignment_ids.sorted("date_from").mapped(lambda row: row._in_words())
            agents = "; ".join(lines) or self.env._("none")
            bodies[customer.id] = self.env._("Agents from now on: %(agents)s", agents=agents)
        customers._message_log_batch(bodies)

    def _in_words(self):
        """Return agent, share, product line and days as one text."""
        words = f"{self.agent_id.name} {self.share:g} %"
        if self.product_line_id:
            words += f", {self.product_line_id.name}"
        if self.date_from or self.date_to:
            words += f" ({self.date_from or '...'} / {self.date_to or '...'})"
        return words

    @api.model
    def _cron_refresh_allowed_users(self):
        """Let dated assignments begin and end: who sees a customer follows the calendar.

        All customers with a dated assignment are refreshed, not only those of today: a night on which the job
        did not run is made good by the next.
        """
        dated = self.search(["|", ("date_from", "!=", False), ("date_to", "!=", False)])
        dated._refresh_customers()

    def _refresh_customers(self, before=None):
        """Let who may see a customer follow its agents.

        :param before: customers (res.partner) that the assignments had before
        """
        customers = self.partner_id if before is None else self.partner_id | before
        if customers:  # on no customer at all, all would be refreshed
            # sudo: a manager may give away a customer that he no longer sees afterwards
            customers.sudo()._refresh_allowed_users()

    def _as_logic(self):
        """Return the assignments as values for `logic.shares`."""
        return [
            Assignment(
                row.agent_id.id,
                Decimal(str(round(row.share, 4))),
                row.date_from or None,
                row.date_to or None,
                row.product_line_id.id or None,
            )
            for row in self
        ]
