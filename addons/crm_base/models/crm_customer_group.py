from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

# A change of one of these changes who may see the customers in the group and below it.
ACCESS_FIELDS = {"active", "parent_id", "partner_ids", "seller_ids"}


class CrmCustomerGroup(models.Model):
    """A set of customers (a region, an operator, a chain...), of any depth, and the sellers who work with all of it."""

    _name = "crm.customer.group"
    _description = "Customer Group"
    _parent_store = True
    _rec_name = "complete_name"
    _order = "complete_name, id"

    name = fields.Char(required=True)
    complete_name = fields.Char(compute="_compute_complete_name", store=True, recursive=True, index="trigram")
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one("crm.customer.group", string="Group above", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("crm.customer.group", "parent_id", string="Groups below")
    seller_ids = fields.Many2many(
        "res.users",
        "crm_customer_group_seller_rel",
        "group_id",
        "user_id",
        string="Sellers",
        domain=[("share", "=", False)],
        help="They see and work with every customer of this group and of the groups below it.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "crm_customer_group_partner_rel",
        "group_id",
        "partner_id",
        string="Customers",
    )
    customer_count = fields.Integer(
        string="Number of customers",
        compute="_compute_customer_count",
        help="Customers of this group and of the groups below it, those that you may see.",
    )
    color = fields.Integer()

    _name_unique = models.UniqueIndex(
        "(COALESCE(parent_id, 0), name)", "Two groups below the same group cannot have the same name."
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for group in self:
            group.complete_name = " / ".join(filter(None, [group.parent_id.complete_name, group.name]))

    @api.depends_context("uid")
    @api.depends("partner_ids", "parent_path")
    def _compute_customer_count(self):
        for group in self:
            below = [("customer_group_ids", "child_of", group.ids)] if group.ids else [("id", "=", False)]
            group.customer_count = self.env["res.partner"].search_count(below)

    @api.constrains("parent_id")
    def _check_no_cycle(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A customer group cannot be below itself."))

    @api.model_create_multi
    def create(self, vals_list):
        """Open the new groups' customers to their sellers."""
        groups = super().create(vals_list)
        groups._check_manages(self.env["res.users"])
        groups._refresh_customers(groups._customer_ids())
        return groups

    def write(self, vals):
        """Open and close customers as groups move and sellers come and go."""
        if ACCESS_FIELDS.isdisjoint(vals):
            return super().write(vals)
        sellers = self.seller_ids
        self._check_manages(sellers)
        before = self._customer_ids()
        result = super().write(vals)
        self._check_manages(sellers)
        self._refresh_customers(before | self._customer_ids())
        return result

    def unlink(self):
        """Close the customers to those who saw them through these groups only."""
        self._check_manages(self.seller_ids)
        before = self._customer_ids()
        result = super().unlink()
        self._refresh_customers(before)
        return result

    def copy_data(self, default=None):
        """A copy starts without customers: with them it would open them to its sellers unasked."""
        default = dict(default or {}, partner_ids=[Command.clear()])
        return [
            dict(vals, name=self.env._("%(name)s (copy)", name=group.name))
            for group, vals in zip(self, super().copy_data(default=default), strict=True)
        ]

    def action_open_customers(self):
        """The customers of this group and of the groups below it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("contacts.action_contacts")
        return dict(action, domain=[("customer_group_ids", "child_of", self.ids)], context={})

    def _check_manages(self, previous_sellers):
        """Refuse a manager who would open, or take away, customers that are not his own team's.

        :param previous_sellers: the users who could see the group's customers before the change
        """
        user = self.env.user
        if self.env.su or not user._is_restricted_seller():
            return
        partners = self.env["res.partner"].with_context(active_test=False)
        inside = [("customer_group_ids", "child_of", self.ids)]
        # Counts also the customers he may not see: only that tells that there are any.
        if self.ids and partners.search_count(inside) != partners.sudo().search_count(inside):
            raise AccessError(self.env._("This group holds customers of another team: ask an administrator."))
        strangers = self.seller_ids - previous_sellers - user - user._team_users()
        if strangers:
            raise AccessError(
                self.env._(
                    "You can give a group only to sellers of your own teams, not to: %(names)s",
                    names=", ".join(strangers.mapped("name")),
                )
            )

    def _customer_ids(self):
        """Ids of the commercial partners in these groups and in the groups below them."""
        if not self.ids:
            return set()
        self.env["crm.customer.group"].flush_model(["parent_path", "partner_ids"])
        self.env["res.partner"].flush_model(["commercial_partner_id", "customer_group_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT partner.commercial_partner_id
                  FROM crm_customer_group top
                  JOIN crm_customer_group below ON below.parent_path LIKE top.parent_path || '%%'
                  JOIN crm_customer_group_partner_rel member ON member.group_id = below.id
                  JOIN res_partner partner ON partner.id = member.partner_id
                 WHERE top.id = ANY(%s)
                """,
                self.ids,
            )
        )
        return {row[0] for row in rows}

    def _refresh_customers(self, customer_ids):
        self.env["res.partner"].invalidate_model(["customer_group_ids"])
        self.env["res.partner"]._update_allowed_users(customer_ids, structure=True)
