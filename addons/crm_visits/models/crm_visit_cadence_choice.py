from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL


class Target(NamedTuple):
    """A customer to be contacted by cadence in one way."""

    partner_id: int
    user_id: int
    company_id: int
    kind: str
    cadence_ids: tuple[int, ...]  # the nearest first
    last: date | None  # of the contacts made or planned


class CrmVisitCadence(models.Model):
    """Which cadences are for which customers, the nearest first."""

    _inherit = "crm.visit.cadence"

    @api.model
    def _targets(self, cadences=None):
        """Return a `Target` for each customer, company and kind of contact, who waits longest first, in one statement.

        The last contact is looked up customer by customer: planning for a few does not read those of all.

        :param cadences: only customers for whom one of these is
        """
        occurrences, partners = self.env["crm.occurrence"], self.env["res.partner"]
        occurrences.flush_model(["cadence_id", "commercial_partner_id", "date", "kind", "state", "user_id"])
        partners.flush_model(["tz"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT target.*, %(day)s AS day
                  FROM (
                        SELECT partner_id, user_id, company_id, kind, ARRAY_AGG(cadence_id ORDER BY nearness)
                          FROM (%(candidates)s) candidate
                      GROUP BY partner_id, user_id, company_id, kind
                        HAVING %(chosen)s
                       ) target
     LEFT JOIN LATERAL (
                        SELECT date, user_id
                          FROM crm_occurrence occurrence
                         WHERE commercial_partner_id = target.partner_id AND kind = target.kind
                           AND (state IN ('planned', 'in_progress', 'done')
                                OR cadence_id IS NOT NULL AND (state = 'cancelled' OR date >= %(now)s))
                      ORDER BY date DESC
                         LIMIT 1
                       ) occurrence ON TRUE
             LEFT JOIN res_users person ON person.id = occurrence.user_id
             LEFT JOIN res_partner of_person ON of_person.id = person.partner_id
              ORDER BY day NULLS LAST, target.partner_id, target.kind, target.company_id
                """,
                day=occurrences._local_day_sql(),
                now=fields.Datetime.now(),
                candidates=self._candidates_query(),
                chosen=SQL("TRUE") if cadences is None else SQL("ARRAY_AGG(cadence_id) && %s", cadences.ids),
            )
        )
        return [Target(*row[:4], tuple(row[4]), row[5]) for row in rows]

    @api.model
    def _candidates_query(self):
        """Select of all cadences that are for a customer, each once, with the customer and what says when it holds.

        The least `nearness` is the nearest cadence: the customer's own, that of his nearest group, that of his class,
        and among equals the first in the list. Customers nobody sells to are left out.
        """
        own = SQL("JOIN res_partner partner ON partner.id = cadence.partner_id")
        of_group = SQL(
            """
            JOIN (
                  SELECT DISTINCT above.id AS group_id, LENGTH(above.parent_path) AS depth, pair.partner_id
                    FROM crm_customer_group above
                    JOIN crm_customer_group below ON below.parent_path LIKE above.parent_path || '%%' AND below.active
                    JOIN crm_customer_group_partner_rel pair ON pair.group_id = below.id
                   WHERE above.active
                 ) member ON member.group_id = cadence.customer_group_id
            JOIN res_partner partner ON partner.id = member.partner_id
            """
        )
        of_class = SQL("JOIN res_partner partner ON partner.customer_class = cadence.customer_class")
        return SQL(
            "%s UNION ALL %s UNION ALL %s",
            self._candidates_by(own, SQL("0")),
            self._candidates_by(of_group, SQL("1000 - member.depth")),
            self._candidates_by(of_class, SQL("2000")),
        )

    @api.model
    def _candidates_by(self, join, nearness):
        """Select of the cadences for one kind of target.

        :param join: `SQL` that joins the table `partner` to the table `cadence`
        :param nearness: `SQL` of the number that puts this kind of target in its place
        """
        # Whether he is his own commercial partner is told by what Odoo derives that from: PostgreSQL takes an equation
        # of two columns for one row in two hundred, and then goes through all sellers once for each customer it finds.
        return SQL(
            """
            SELECT cadence.id AS cadence_id, partner.id AS partner_id, partner.user_id, partner.customer_class,
                   partner.is_key_customer, cadence.company_id, cadence.kind, cadence.days, cadence.date_from,
                   cadence.date_to, cadence.every_year,
                   ARRAY[%(nearness)s, cadence.sequence, cadence.id] AS nearness
              FROM crm_visit_cadence cadence
              %(join)s
              JOIN res_users seller ON seller.id = partner.user_id AND seller.active
             WHERE cadence.active AND partner.active AND (partner.is_company OR partner.parent_id IS NULL)
               AND (partner.company_id IS NULL OR partner.company_id = cadence.company_id)
            """,
            nearness=nearness,
            join=join,
            to_flush=self._fields_of_choice(),
        )

    def _fields_of_choice(self):
        looked_at = {
            "crm.visit.cadence": "active company_id customer_class customer_group_id date_from date_to days every_year"
            " kind partner_id sequence",
            "res.partner": "active company_id customer_class customer_group_ids is_company is_key_customer parent_id"
            " user_id",
            "crm.customer.group": "active parent_path partner_ids",
            "res.users": "active",
        }
        return [self.env[model]._fields[name] for model, names in looked_at.items() for name in names.split()]

    @api.model
    def _in_season(self, day, table="cadence"):
        """`SQL` condition that a cadence holds on a day; as `logic.season.Season.holds`.

        :param day: `SQL` of a date
        :param table: alias of the cadences or candidates
        """
        return SQL(
            """
            CASE WHEN NOT COALESCE(%(every_year)s, FALSE)
                 THEN (%(first)s IS NULL OR %(first)s <= %(day)s) AND (%(last)s IS NULL OR %(day)s <= %(last)s)
                 WHEN TO_CHAR(%(first)s, 'MMDD') <= TO_CHAR(%(last)s, 'MMDD')
                 THEN TO_CHAR(%(day)s, 'MMDD') BETWEEN TO_CHAR(%(first)s, 'MMDD') AND TO_CHAR(%(last)s, 'MMDD')
                 ELSE TO_CHAR(%(day)s, 'MMDD') >= TO_CHAR(%(first)s, 'MMDD')
                   OR TO_CHAR(%(day)s, 'MMDD') <= TO_CHAR(%(last)s, 'MMDD')
            END
            """,
            day=day,
            every_year=SQL.identifier(table, "every_year"),
            first=SQL.identifier(table, "date_from"),
            last=SQL.identifier(table, "date_to"),
        )
