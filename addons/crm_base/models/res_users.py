from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from ..logic.list_strategy import ASK, GATHER, REMEMBER, count_strategy, page_strategy
from .crm_customer_list_mixin import search_purpose
from .res_partner_access_pairs import EVERYBODY, NOBODY

# The same question to PostgreSQL, so that it finds the customers first, keeps them in memory, or decides by itself.
CONDITIONS = {GATHER: "%s = ANY(ARRAY(%s))", REMEMBER: "(%s IN (%s)) IS TRUE", ASK: "%s IN (%s)"}


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

        The domain holds no ids of customers, only a question to the stored pairs, because Odoo caches it per user
        while customers change hands at any moment. Records that are at hand are asked through their partner's
        `is_visible`, which is found once for all of them: Odoo checks the records of one list two and three times.

        :param path: dotted path from the record to its partner; `id` on partners themselves
        :param empty: whether records that lead to no partner at all are visible
        :param shared: whether those of partners who are no customers are: our own company, colleagues, suppliers
        """
        if not self._is_restricted_seller():
            return Domain.TRUE
        visible = self._visible_partners(shared)
        names = path.split(".")
        if shared and len(names) == 1:
            domain = self._visible_domain(path, visible, self._search_strategies())
        else:
            domain = Domain(path, "in", visible)
        if empty:
            prefixes = [".".join(names[: depth + 1]) for depth in range(len(names))]
            domain |= Domain.OR(Domain(prefix, "=", False) for prefix in prefixes)
        return domain

    @api.model
    def _forget_customer_domains(self):
        """Let the record rules be evaluated anew: to be called by whatever changes them other than the stored pairs.

        Odoo keeps the evaluated domains in its cache, and this transaction what it has found visible by them.
        """
        self.env.registry.clear_cache()
        self.env["res.partner"].invalidate_model(["is_visible"], flush=False)

    @ormcache("self.id", "shared")
    def _audience(self, shared=True):
        """Ids of the users in the stored pairs whose partners this user sees: himself, and the two marks."""
        audience = [self.id]
        if shared:
            audience.append(self.env.ref(EVERYBODY).id)
        if self.company_id.sellers_see_unassigned:
            audience.append(self.env.ref(NOBODY).id)
        return tuple(audience)

    def _visible_partners(self, shared=True):
        """Select of the ids of all partners that this user may see, those who are no customers if `shared`."""
        return SQL(
            "SELECT partner_id FROM res_partner_allowed_user_rel WHERE user_id IN %s", self._audience(shared)
        )

    @ormcache("self.id")
    def _search_strategies(self):
        """How a search finds this user's customers, by its purpose; see `CONDITIONS`.

        As old as Odoo's cache, like the rules that rest on it: a hint about speed, never about what is found.
        """
        [(visible,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM (%s) visible", self._visible_partners())
        )
        everything = self.env["res.partner"]._estimated_records()
        return {
            "page": page_strategy(visible, everything),
            "count": count_strategy(visible, everything),
        }

    @api.model
    def _visible_domain(self, name, visible, strategies):
        """Domain of the records whose partner in the field `name` is among `visible`, a select of ids."""

        def to_sql(model, alias, query):
            condition = CONDITIONS[strategies.get(search_purpose.get(), ASK)]
            return SQL(condition, model._field_to_sql(alias, name, query), visible)

        def predicate(record):
            return (record if name == "id" else record[name]).is_visible

        return Domain.custom(to_sql=to_sql, predicate=predicate)

    def _lead_domain(self, path=""):
        """Domain of the leads this user may see: his customers', and of those without a customer his and his teams'.

        It holds the ids of teams and their members: Odoo's cache of it is cleared whenever those change.

        :param path: dotted path from the record to the lead, ending in a point; nothing on leads themselves
        """
        if not self._is_restricted_seller():
            return Domain.TRUE
        mine = Domain(f"{path}user_id", "in", [self.id, *self._team_users().ids])
        my_team = Domain(f"{path}team_id", "in", [False, *self._own_teams().ids])
        unclaimed = Domain(f"{path}user_id", "=", False) & my_team
        prospects = Domain(f"{path}partner_id", "=", False) & (mine | unclaimed)
        return self._customer_domain(f"{path}partner_id") | prospects

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

    def _own_teams(self):
        """The teams that this user leads or belongs to."""
        mine = Domain("user_id", "=", self.id) | Domain("member_ids", "in", self.ids)
        # Evaluated inside record rules, which must not ask the rules of teams in turn.
        return self.env["crm.team"].sudo().search(mine)

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
