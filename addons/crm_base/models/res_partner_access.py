import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# A change of one of these changes who may see the customer, or which customer a contact belongs to.
ACCESS_FIELDS = {"active", "customer_group_ids", "is_company", "parent_id", "user_id"}
# Who decides about these decides who sees a customer: managers, never the seller himself.
MANAGER_FIELDS = {"customer_group_ids", "user_id"}


class ResPartner(models.Model):
    """Whose customer it is: the stored pairs of partner and user that all record rules rest on."""

    _inherit = "res.partner"

    customer_group_ids = fields.Many2many(
        "crm.customer.group",
        "crm_customer_group_partner_rel",
        "partner_id",
        "group_id",
        string="Customer groups",
        copy=False,
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

    may_assign = fields.Boolean(compute="_compute_may_assign", export_string_translation=False)

    # The pairs are found from a contact's company; in the other direction the relation's own two indexes serve.
    _employee_idx = models.Index("(id) WHERE employee")
    _supplier_only_idx = models.Index("(id) WHERE supplier_rank > 0 AND COALESCE(customer_rank, 0) = 0")

    @api.depends_context("uid")
    def _compute_may_assign(self):
        user = self.env.user
        self.may_assign = not user._is_restricted_seller() or user.has_group("crm_base.group_sales_manager")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_direct_access(vals_list)
        user = self.env.user
        restricted = not self.env.su and user._is_restricted_seller()
        if restricted:
            # A seller who enters a customer works with him; unassigned, he would lose sight of his own entry.
            vals_list = [
                vals if vals.get("user_id") or vals.get("parent_id") else dict(vals, user_id=user.id)
                for vals in vals_list
            ]
        partners = super().create(vals_list)
        partners._refresh_allowed_users()
        if restricted:
            # The rule has no right on creation to check, since the pairs follow only now.
            partners.check_access("write")
        return partners

    def write(self, vals):
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

    def _check_may_assign(self, vals):
        """Refuse a seller who hands a customer on, and a link to a company that the user may not see."""
        user = self.env.user
        if self.env.su or not user._is_restricted_seller():
            return
        if vals.get("parent_id"):
            # Being a contact of a company copies its address and shows its name.
            self.browse(vals["parent_id"]).check_access("read")
        changes = MANAGER_FIELDS & vals.keys()
        if "user_id" in changes and all(partner.user_id.id == (vals["user_id"] or False) for partner in self):
            changes -= {"user_id"}
        if changes and not user.has_group("crm_base.group_sales_manager"):
            raise AccessError(self.env._("Only a sales manager hands customers to other sellers or groups."))

    def _allowed_user_sources(self):
        """SQL selects of (partner_id, user_id): every reason for which a user sees a commercial partner.

        Modules add theirs with `super()`; leaders of teams follow by themselves. A select names the fields it rests
        on in `to_flush`, and yields commercial partners only.
        """
        return [self._salesperson_source(), self._customer_group_source()]

    @api.model
    def _salesperson_source(self):
        return SQL(
            "SELECT id AS partner_id, user_id FROM res_partner WHERE user_id IS NOT NULL AND id = commercial_partner_id",
            to_flush=(self._fields["user_id"], self._fields["commercial_partner_id"]),
        )

    @api.model
    def _customer_group_source(self):
        Group = self.env["crm.customer.group"]
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id, of_group.user_id
              FROM crm_customer_group_partner_rel member
              JOIN res_partner partner ON partner.id = member.partner_id
              JOIN (
                    SELECT DISTINCT below.id AS group_id, seller.user_id
                      FROM crm_customer_group above
                      JOIN crm_customer_group_seller_rel seller ON seller.group_id = above.id
                      JOIN crm_customer_group below ON below.parent_path LIKE above.parent_path || '%%'
                     WHERE above.active AND below.active
                   ) of_group ON of_group.group_id = member.group_id
            """,
            to_flush=(
                self._fields["commercial_partner_id"],
                self._fields["customer_group_ids"],
                *(Group._fields[name] for name in ("active", "parent_path", "partner_ids", "seller_ids")),
            ),
        )

    def _refresh_allowed_users(self):
        """Bring the stored pairs of these customers up to date; of all customers on the empty model recordset.

        :return: numbers of pairs (removed, added)
        """
        ids = set(self.commercial_partner_id.ids) if self else None
        return self._update_allowed_users(ids)

    @api.model
    def _update_allowed_users(self, customer_ids=None):
        """Replace the stored pairs of these commercial partners and their contacts by the wanted ones, in one statement.

        :param customer_ids: ids of commercial partners, None for all
        :return: numbers of pairs (removed, added)
        """
        if customer_ids is not None and not customer_ids:
            return 0, 0
        difference = self._allowed_user_difference(customer_ids)
        [(removed, added)] = self.env.execute_query(
            SQL(
                """
                %s,
                removed AS (
                    DELETE FROM res_partner_allowed_user_rel pair USING superfluous
                     WHERE (pair.partner_id, pair.user_id) = (superfluous.partner_id, superfluous.user_id)
                    RETURNING 1
                ), added AS (
                    INSERT INTO res_partner_allowed_user_rel (partner_id, user_id)
                    SELECT partner_id, user_id FROM missing
                        ON CONFLICT DO NOTHING
                    RETURNING 1
                )
                SELECT (SELECT count(*) FROM removed), (SELECT count(*) FROM added)
                """,
                difference,
            )
        )
        if removed or added:
            self.env["res.partner"].invalidate_model(["allowed_user_ids"])
        return removed, added

    def _allowed_user_difference(self, customer_ids):
        """WITH clause that ends in `superfluous` and `missing`: stored pairs against what the sources say now."""
        sources = SQL(" UNION ALL ").join(self._allowed_user_sources())
        scope = SQL("TRUE") if customer_ids is None else SQL("partner_id = ANY(%s)", list(customer_ids))
        inside = (
            SQL("TRUE")
            if customer_ids is None
            else SQL("commercial_partner_id = ANY(%s)", list(customer_ids))
        )
        return SQL(
            """
            WITH direct AS (
                SELECT DISTINCT partner_id, user_id FROM (%(sources)s) source WHERE %(scope)s
            ), customer_user AS (
                SELECT partner_id, user_id FROM direct
                 UNION
                SELECT direct.partner_id, superior.superior_id
                  FROM direct JOIN (%(superiors)s) superior ON superior.user_id = direct.user_id
            ), wanted AS MATERIALIZED (
                SELECT partner.id AS partner_id, customer_user.user_id
                  FROM customer_user
                  JOIN res_users account ON account.id = customer_user.user_id AND account.active
                  JOIN res_partner partner ON partner.commercial_partner_id = customer_user.partner_id
            ), present AS MATERIALIZED (
                SELECT pair.partner_id, pair.user_id
                  FROM res_partner partner
                  JOIN res_partner_allowed_user_rel pair ON pair.partner_id = partner.id
                 WHERE %(inside)s
            ), superfluous AS (
                SELECT partner_id, user_id FROM present EXCEPT SELECT partner_id, user_id FROM wanted
            ), missing AS (
                SELECT partner_id, user_id FROM wanted EXCEPT SELECT partner_id, user_id FROM present
            )
            """,
            sources=sources,
            scope=scope,
            superiors=self.env["res.users"]._superiors_sql(),
            inside=inside,
            to_flush=(self._fields["commercial_partner_id"], self.env["res.users"]._fields["active"]),
        )

    @api.model
    def _visible_partners(self, user):
        """Select of the ids of all partners that a restricted user may see.

        One union without any OR, so that PostgreSQL can join lists of documents to it from either side.
        """
        parts = [
            SQL("SELECT partner_id FROM res_partner_allowed_user_rel WHERE user_id = %s", user.id),
            *self._open_partners(),
        ]
        if user.company_id.sellers_see_unassigned:
            parts.append(self._unassigned_partners())
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _open_partners(self):
        """Selects of the partners who are no customers and whom everybody sees: us, colleagues and mere suppliers."""
        return [
            SQL("SELECT partner_id FROM res_users WHERE NOT share"),
            SQL("SELECT id FROM res_partner WHERE employee"),
            SQL(
                "SELECT partner.id FROM res_company company "
                "JOIN res_partner partner ON partner.commercial_partner_id = company.partner_id"
            ),
            SQL(
                """
                SELECT partner.id
                  FROM res_partner supplier
                  JOIN res_partner partner ON partner.commercial_partner_id = supplier.id
                 WHERE supplier.supplier_rank > 0 AND COALESCE(supplier.customer_rank, 0) = 0
                   AND NOT EXISTS (SELECT FROM res_partner_allowed_user_rel WHERE partner_id = supplier.id)
                """,
                to_flush=(
                    self._fields["supplier_rank"],
                    self._fields["customer_rank"],
                    self._fields["employee"],
                ),
            ),
        ]

    @api.model
    def _unassigned_partners(self):
        """Select of the partners whom no seller has."""
        return SQL(
            "SELECT id FROM res_partner partner "
            "WHERE NOT EXISTS (SELECT FROM res_partner_allowed_user_rel WHERE partner_id = partner.id)"
        )

    @api.model
    def _cron_check_allowed_users(self):
        """Compare all stored pairs with their sources, mend and report what differs (two changes at one moment)."""
        removed, added = self._update_allowed_users()
        if removed or added:
            _logger.warning(
                "Customer access differed from its sources: %s pairs removed, %s added", removed, added
            )
