import logging

from odoo import api, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# Marks in the stored pairs, users who never log in as a seller: no customer at all, and a customer without a seller.
EVERYBODY = "base.public_user"
NOBODY = "base.user_root"
# The parameter that counts changes of structure: of groups, teams and users.
STRUCTURE_KEY = "crm_base.access_structure"


class ResPartner(models.Model):
    """The stored pairs of partner and user: found from their sources and replaced set by set, in SQL."""

    _inherit = "res.partner"

    def _allowed_user_sources(self):
        """SQL selects of (partner_id, user_id): every reason for which a user sees a commercial partner.

        Modules add theirs with `super()`; leaders of teams follow by themselves. A select names the fields it rests
        on in `to_flush`, and yields commercial partners only.
        """
        return [self._salesperson_source(), self._customer_group_source()]

    @api.model
    def _salesperson_source(self):
        return SQL(
            "SELECT id AS partner_id, user_id FROM res_partner "
            "WHERE user_id IS NOT NULL AND id = commercial_partner_id",
            to_flush=(self._fields["user_id"], self._fields["commercial_partner_id"]),
        )

    @api.model
    def _customer_group_source(self):
        groups = self.env["crm.customer.group"]
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
                *(groups._fields[name] for name in ("active", "parent_path", "partner_ids", "seller_ids")),
            ),
        )

    def _refresh_allowed_users(self):
        """Bring the stored pairs of these customers up to date; of all customers on the empty model recordset.

        :return: numbers of pairs (removed, added)
        """
        ids = set(self.commercial_partner_id.ids) if self else None
        return self._update_allowed_users(ids)

    @api.model
    def _update_allowed_users(self, customer_ids=None, structure=False):
        """Replace the stored pairs of these commercial partners and their contacts, all in one statement.

        :param customer_ids: ids of commercial partners, None for all
        :param structure: whether groups, teams or users changed, rather than the customers themselves
        :return: numbers of pairs (removed, added)
        """
        if structure or customer_ids is None or customer_ids:
            self._lock_access(structure)
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
            self.env["res.partner"].invalidate_model(["allowed_user_ids", "is_unassigned", "is_visible"])
        return removed, added

    @api.model
    def _lock_access(self, structure):
        """Keep two changes at one moment from missing each other.

        Each transaction computes from the picture it began with. Customers change side by side; one that began
        before a change of structure was committed fails here and is run again by Odoo. A change of structure in
        turn cannot see customers that are not committed yet, so a comparison of all follows it. The evaluated
        domains of record rules, which Odoo caches, may name teams and their members.
        """
        if not structure:
            self.env.cr.execute(
                SQL("SELECT FROM ir_config_parameter WHERE key = %s FOR SHARE", STRUCTURE_KEY)
            )
            return
        self.env["res.users"]._forget_customer_domains()
        self.env.cr.execute(
            SQL(
                "UPDATE ir_config_parameter SET value = (value::bigint + 1)::text WHERE key = %s",
                STRUCTURE_KEY,
            )
        )
        if check := self.env.ref("crm_base.cron_check_allowed_users", raise_if_not_found=False):
            # Jobs are the system's; only the moment of this one is set.
            check.sudo()._trigger()

    def _allowed_user_difference(self, customer_ids):
        """WITH clause that ends in `superfluous` and `missing`: stored pairs against what the sources say now.

        Besides the users there are two marks: partners who are no customers are paired with EVERYBODY and customers
        whom no active user has with NOBODY. So each record rule is one semi-join with one table, whose statistics
        tell PostgreSQL how much of a list a seller sees; a union or an OR in its place makes it guess.
        """
        everything = customer_ids is None
        return SQL(
            """
            WITH direct AS (
                SELECT DISTINCT partner_id, user_id FROM (%(sources)s) source WHERE %(scope)s
            ), customer_user AS (
                SELECT partner_id, user_id FROM direct
                 UNION
                SELECT direct.partner_id, superior.superior_id
                  FROM direct JOIN (%(superiors)s) superior ON superior.user_id = direct.user_id
            ), assigned AS MATERIALIZED (
                SELECT customer_user.partner_id, customer_user.user_id
                  FROM customer_user
                  JOIN res_users account ON account.id = customer_user.user_id AND account.active
            ), not_customer AS MATERIALIZED (
                %(not_customers)s
            ), wanted AS MATERIALIZED (
                SELECT partner.id AS partner_id, assigned.user_id
                  FROM assigned JOIN res_partner partner ON partner.commercial_partner_id = assigned.partner_id
                 UNION ALL
                SELECT DISTINCT partner_id, %(everybody)s FROM not_customer
                 UNION ALL
                SELECT partner.id, %(nobody)s
                  FROM res_partner partner
                 WHERE %(inside)s
                   AND NOT EXISTS (SELECT FROM assigned WHERE assigned.partner_id = partner.commercial_partner_id)
                   AND NOT EXISTS (SELECT FROM not_customer WHERE not_customer.partner_id = partner.id)
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
            sources=SQL(" UNION ALL ").join(self._allowed_user_sources()),
            scope=SQL("TRUE") if everything else SQL("partner_id = ANY(%s)", list(customer_ids)),
            inside=SQL("TRUE")
            if everything
            else SQL("partner.commercial_partner_id = ANY(%s)", list(customer_ids)),
            superiors=self.env["res.users"]._superiors_sql(),
            not_customers=self._not_customers(customer_ids),
            everybody=self.env.ref(EVERYBODY).id,
            nobody=self.env.ref(NOBODY).id,
            to_flush=(self._fields["commercial_partner_id"], self.env["res.users"]._fields["active"]),
        )

    @api.model
    def _not_customers(self, customer_ids):
        """Select of the partners whom everybody sees: us, colleagues, and suppliers whom no seller has.

        It stands after `assigned` in the statement of `_allowed_user_difference`.
        """
        users = self.env["res.users"]
        return SQL(
            """
            SELECT partner.id AS partner_id
              FROM res_partner partner
              JOIN res_partner customer ON customer.id = partner.commercial_partner_id
             WHERE %(inside)s
               AND (
                    partner.employee
                    OR EXISTS (SELECT FROM res_users WHERE partner_id = partner.id AND NOT share)
                    OR EXISTS (SELECT FROM res_company WHERE partner_id = customer.id)
                    OR (
                        customer.supplier_rank > 0
                        AND COALESCE(customer.customer_rank, 0) = 0
                        AND NOT EXISTS (SELECT FROM assigned WHERE assigned.partner_id = customer.id)
                    )
               )
            """,
            inside=SQL("TRUE")
            if customer_ids is None
            else SQL("partner.commercial_partner_id = ANY(%s)", list(customer_ids)),
            to_flush=(
                *(self._fields[name] for name in ("employee", "supplier_rank", "customer_rank")),
                *(users._fields[name] for name in ("partner_id", "share")),
                self.env["res.company"]._fields["partner_id"],
            ),
        )

    @api.model
    def _cron_check_allowed_users(self):
        """Compare all stored pairs with their sources, mend and report what differs (two changes at one moment)."""
        removed, added = self._update_allowed_users()
        if removed or added:
            _logger.warning(
                "Customer access differed from its sources: %s pairs removed, %s added", removed, added
            )
