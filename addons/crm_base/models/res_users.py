from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Which customers a user may see: the one mechanism that every record rule of Obligo calls."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        """Show new colleagues to everybody."""
        users = super().create(vals_list)
        # Who makes users need not have a right on partners.
        users.sudo().partner_id._refresh_allowed_users()
        return users

    def write(self, vals):
        """Follow users who are archived, come back or change between colleague and customer."""
        result = super().write(vals)
        if "active" in vals:
            # An archived user is nobody's seller: his customers may become unassigned, or his again.
            self.env["res.partner"].sudo()._update_allowed_users(structure=True)
        elif {"group_ids", "partner_id"} & vals.keys():
            # A colleague is visible to all, a portal user only to the sellers of his company.
            self.sudo().partner_id._refresh_allowed_users()
        return result

    def _is_restricted_seller(self):
        """Whether this user sees only his customers: seller or manager, and neither controller nor administrator."""
        self.ensure_one()
        return self.has_group("crm_base.group_seller") and not (
            self.has_group("crm_base.group_credit_controller")
            or self.has_group("crm_base.group_administrator")
        )

    def _customer_domain(self, path, empty=False, shared=True):
        """Domain of the records whose customer this user may see; for `domain_force` of global record rules.

        The domain holds no ids, only a subquery on the stored pairs, because Odoo caches it per user while
        customers change hands at any moment.

        :param path: dotted path from the record to its partner; `id` on partners themselves
        :param empty: whether records that lead to no partner at all are visible
        :param shared: whether those of partners who are no customers are: our own company, colleagues, suppliers
        """
        if not self._is_restricted_seller():
            return Domain.TRUE
        domain = Domain(path, "in", self.env["res.partner"]._visible_partners(self, shared))
        if empty:
            names = path.split(".")
            prefixes = [".".join(names[: depth + 1]) for depth in range(len(names))]
            domain |= Domain.OR(Domain(prefix, "=", False) for prefix in prefixes)
        return domain

    def _lead_domain(self, path=""):
        """Domain of the leads this user may see: his customers', and of those without a customer his and his teams'.

        :param path: dotted path from the record to the lead, ending in a point; nothing on leads themselves
        """
        if not self._is_restricted_seller():
            return Domain.TRUE
        mine = Domain(f"{path}user_id", "=", self.id) | Domain(f"{path}user_id", "in", self._team_users_sql())
        my_team = Domain(f"{path}team_id", "=", False) | Domain(f"{path}team_id.member_ids", "in", self.ids)
        my_team |= Domain(f"{path}team_id.user_id", "=", self.id)
        unclaimed = Domain(f"{path}user_id", "=", False) & my_team
        prospects = Domain(f"{path}partner_id", "=", False) & (mine | unclaimed)
        return self._customer_domain(f"{path}partner_id") | prospects

    def _meeting_domain(self):
        """Domain of the meetings this user may see: his own, and those of colleagues without a foreign customer."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        foreign = Domain("partner_ids", "any!", ~self._customer_domain("id"))
        own = Domain("user_id", "=", self.id) | Domain("partner_ids", "in", self.partner_id.ids)
        return own | (
            ~foreign & (Domain("opportunity_id", "=", False) | self._lead_domain("opportunity_id."))
        )

    def _keeps_books(self):
        """Whether the user also works with entries that have no partner at all."""
        return self.has_group("account.group_account_invoice") or self.has_group(
            "account.group_account_readonly"
        )

    def _team_users(self):
        """The users of the teams that this user leads, and of the teams that they lead."""
        rows = self.env.execute_query(self._team_users_sql())
        return self.browse(row[0] for row in rows)

    def _team_users_sql(self):
        return SQL("SELECT user_id FROM (%s) superior WHERE superior_id = %s", self._superiors_sql(), self.id)

    @api.model
    def _superiors_sql(self):
        """Select of (user_id, superior_id): who leads a team of whom, through any number of levels."""
        member, team = self.env["crm.team.member"], self.env["crm.team"]
        return SQL(
            """
            WITH RECURSIVE leader AS (
                SELECT member.user_id, team.user_id AS superior_id
                  FROM crm_team_member member
                  JOIN crm_team team ON team.id = member.crm_team_id
                 WHERE member.active AND team.active AND team.user_id <> member.user_id
            ), superior AS (
                SELECT user_id, superior_id FROM leader
                 UNION
                SELECT superior.user_id, leader.superior_id
                  FROM superior JOIN leader ON leader.user_id = superior.superior_id
            )
            SELECT user_id, superior_id FROM superior
            """,
            to_flush=(
                *(member._fields[name] for name in ("active", "crm_team_id", "user_id")),
                *(team._fields[name] for name in ("active", "user_id")),
            ),
        )
