from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.list_strategy import REMEMBER
from .res_partner_access_pairs import EVERYBODY, NOBODY

# A change of one of these changes who may see the customer, or which customer a contact belongs to.
ACCESS_FIELDS = {
    "customer_group_ids",
    "customer_rank",
    "employee",
    "is_company",
    "parent_id",
    "supplier_rank",
    "user_id",
}
# Who decides about these decides who sees a customer: managers, never the seller himself.
MANAGER_FIELDS = {"customer_group_ids", "user_id"}


class ResPartner(models.Model):
    """Whose customer it is: the stored pairs of partner and user that all record rules rest on."""

    _name = "res.partner"
    _inherit = ["res.partner", "crm.customer.list.mixin"]

    customer_group_ids = fields.Many2many(
        "crm.customer.group",
        "crm_customer_group_partner_rel",
        "partner_id",
        "group_id",
        string="Customer groups",
        copy=False,
        groups="base.group_user",
    )
    allowed_user_ids = fields.Many2many(
        "res.users",
        "res_partner_allowed_user_rel",
        "partner_id",
        "user_id",
        string="Seen by",
        readonly=True,
        copy=False,
        groups="crm_base.group_sales_manager,crm_base.group_credit_controller",
        help="The sellers and managers who see this customer: its salesperson, its agents, the sellers of its groups, "
        "and the leaders of their teams. A contact has those of its company.",
    )
    # With `compute_sudo` what a search remembers serves the checks of access as well, which Odoo makes as superuser.
    is_visible = fields.Boolean(
        compute="_compute_is_visible",
        compute_sudo=True,
        export_string_translation=False,
        groups="base.group_user",
    )
    may_assign = fields.Boolean(compute="_compute_may_assign", export_string_translation=False)
    is_unassigned = fields.Boolean(
        string="Seen by no seller",
        compute="_compute_is_unassigned",
        search="_search_is_unassigned",
        groups="crm_base.group_sales_manager,crm_base.group_credit_controller",
    )

    # A page of customers by name is found in this index alone: whose they are follows from the id, and the other
    # columns are those of Odoo's rule on companies and of our own list. Walking through the contacts themselves
    # takes four times as long.
    _page_index = models.Index(
        "(complete_name, id DESC) INCLUDE (active, company_id, partner_share, activity_status)"
    )

    @api.depends_context("uid")
    def _compute_is_visible(self):
        """Whether the stored pairs show this partner to the user, asked once for all partners at hand."""
        visible = self.browse()
        if ids := [id_ for id_ in self._ids if id_]:
            select = SQL("%s AND partner_id = ANY(%s)", self.env.user._visible_partners(), ids)
            visible = self & self.browse(id_ for (id_,) in self.env.execute_query(select))
        # Two assignments instead of one for each partner: this runs before each list that a seller opens.
        visible.is_visible = True
        (self - visible).is_visible = False

    def _remember_visible(self):
        """Note that a search under the record rule has just shown these partners to the user."""
        with self.env.protecting([self._fields["is_visible"]], self):
            self.is_visible = True

    @api.depends("allowed_user_ids")
    def _compute_is_unassigned(self):
        nobody = self.env.ref(NOBODY)
        for partner in self:
            # The pairs are the managers' to see; that nobody has the customer is everybody's.
            partner.is_unassigned = nobody in partner.sudo().with_context(active_test=False).allowed_user_ids

    @api.model
    def _search_is_unassigned(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("allowed_user_ids", "in", self.env.ref(NOBODY).ids)

    @api.depends_context("uid")
    def _compute_may_assign(self):
        user = self.env.user
        self.may_assign = not user._is_restricted_seller() or user.has_group("crm_base.group_sales_manager")

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Find a page by the index alone where it is walked, and fetch only what is on the page."""
        if not limit or not self._walks_customers():
            return super().search_fetch(domain, field_names, offset, limit, order)
        partners = super().search_fetch(domain, [], offset, limit, order)
        partners._remember_visible()
        partners.fetch(field_names)
        return partners

    def _walks_customers(self):
        """Whether a page of customers is found by walking along `_page_index` for this user."""
        return self._is_restricted() and self.env.user._search_strategies()["page"] == REMEMBER

    def _customers_asked_about(self):
        return self

    @api.model_create_multi
    def create(self, vals_list):
        """Give a customer whom a seller enters to that seller."""
        self._refuse_direct_access([*vals_list, self.default_get(["commercial_partner_id"])])
        user = self.env.user
        restricted = not self.env.su and user._is_restricted_seller()
        if restricted:
            # A seller who enters a customer works with him; unassigned, he would lose sight of his own entry.
            vals_list = [
                vals if vals.get("user_id") or vals.get("parent_id") else dict(vals, user_id=user.id)
                for vals in vals_list
            ]
        partners = super().create(vals_list)
        if restricted:
            # The rule cannot ask at creation, when there are no pairs yet.
            partners.check_access("write")
        return partners

    def _create(self, data_list):
        partners = super()._create(data_list)
        # As early as this, because inverse methods write on the new customer before its creation is over.
        partners._refresh_allowed_users()
        return partners

    def write(self, vals):
        """Refuse what the user may not decide, then follow who sees the customers from now on."""
        self._refuse_direct_access([vals])
        if ACCESS_FIELDS.isdisjoint(vals):
            return super().write(vals)
        self._check_may_assign(vals)
        before = self.commercial_partner_id
        result = super().write(vals)
        (before | self.commercial_partner_id)._refresh_allowed_users()
        return result

    @api.model
    def _refuse_direct_access(self, vals_list):
        if any("allowed_user_ids" in vals for vals in vals_list):
            raise AccessError(
                self.env._("Who sees a customer follows from its salesperson, its agents and its groups.")
            )
        # Odoo keeps it, but lets RPC write it: a customer could be counted, and seen, as part of another.
        if not self.env.su and any("commercial_partner_id" in vals for vals in vals_list):
            raise AccessError(self.env._("Which customer a contact belongs to follows from its company."))

    def _check_may_assign(self, vals):
        """Refuse a seller who hands a customer on."""
        user = self.env.user
        if self.env.su or not user._is_restricted_seller():
            return
        changes = MANAGER_FIELDS & vals.keys()
        if "user_id" in changes and all(partner.user_id.id == (vals["user_id"] or False) for partner in self):
            changes -= {"user_id"}
        if changes and not user.has_group("crm_base.group_sales_manager"):
            raise AccessError(self.env._("Only a sales manager hands customers to other sellers or groups."))

    @api.model
    def _open_partners(self):
        """Selects of the ids of the partners who are no customers: us, colleagues and mere suppliers."""
        return [
            SQL(
                "SELECT partner_id FROM res_partner_allowed_user_rel WHERE user_id = %s",
                self.env.ref(EVERYBODY).id,
            )
        ]
