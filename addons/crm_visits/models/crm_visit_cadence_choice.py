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

        :param cadences: only customers for whom one of these is
        """
        occurrences, partners = self.env["crm.occurrence"], self.env["res.partner"]
        occurrences.flush_model(["cadence_id", "commercial_partner_id", "date", "kind", "state", "user_id"])
        partners.flush_model(["tz"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH contact AS (
                    SELECT occurrence.commercial_partner_id AS partner_id, occurrence.kind,
                           MAX(%(day)s) AS day
                      FROM crm_occurrence occurrence
                      JOIN res_users seller ON seller.id = occurrence.user_id
                      JOIN res_partner of_person ON of_person.id = seller.partner_id
                     WHERE occurrence.state IN ('planned', 'in_progress', 'done')
                        OR occurrence.cadence_id IS NOT NULL
                           AND (occurrence.state = 'cancelled' OR occurrence.date >= %(now)s)
                  GROUP BY occurrence.commercial_partner_id, occurrence.kind
                )
                SELECT candidate.partner_id, candidate.user_id, candidate.company_id, candidate.kind,
                       ARRAY_AGG(candidate.cadence_id ORDER BY candidate.nearness), contact.day
                  FROM (%(candidates)s) candidate
             LEFT JOIN contact ON contact.partner_id = candidate.partner_id AND contact.kind = candidate.kind
              GROUP BY candidate.partner_id, candidate.user_id, candidate.company_id, candidate.kind, contact.day
                HAVING %(chosen)s
              ORDER BY contact.day NULLS LAST, candidate.partner_id, candidate.kind, candidate.company_id
                """,
                day=occurrences._local_day_sql(),
                now=fields.Datetime.now(),
                candidates=self._candidates_query(),
                chosen=SQL("TRUE")
                if cadences is None
                else SQL("ARRAY_AGG(candidate.cadence_id) && %s", cadences.ids),
            )
        )
        return [Target(*row[:4], tuple(dict.fromkeys(row[4])), row[5]) for row in rows]

    @api.model
    def _candidates_query(self):
        """Select of (cadence_id, partner_id, user_id, company_id, kind, nearness): all that are for a customer.

        The least `nearness` is the nearest cadence: the customer's own, that of his nearest group, that of his class,
        and among equals the first in the list. Customers nobody sells to are left out.
        """
        partners, groups, users = (
            self.env["res.partner"],
            self.env["crm.customer.group"],
            self.env["res.users"],
        )
        return SQL(
            """
            SELECT cadence.id AS cadence_id, partner.id AS partner_id, partner.user_id, cadence.company_id,
                   cadence.kind, ARRAY[target.nearness, cadence.sequence, cadence.id] AS nearness
              FROM (
                    SELECT id AS cadence_id, partner_id, 0 AS nearness
                      FROM crm_visit_cadence
                     WHERE partner_id IS NOT NULL
                     UNION ALL
                    SELECT cadence.id, member.partner_id, 1000 - LENGTH(above.parent_path)
                      FROM crm_visit_cadence cadence
                      JOIN crm_customer_group above ON above.id = cadence.customer_group_id AND above.active
                      JOIN crm_customer_group below ON below.parent_path LIKE above.parent_path || '%%'
                       AND below.active
                      JOIN crm_customer_group_partner_rel member ON member.group_id = below.id
                     UNION ALL
                    SELECT cadence.id, partner.id, 2000
                      FROM crm_visit_cadence cadence
                      JOIN res_partner partner ON partner.customer_class = cadence.customer_class
                   ) target
              JOIN crm_visit_cadence cadence ON cadence.id = target.cadence_id AND cadence.active
              JOIN res_partner partner ON partner.id = target.partner_id AND partner.active
               AND partner.commercial_partner_id = partner.id
               AND (partner.company_id IS NULL OR partner.company_id = cadence.company_id)
              JOIN res_users seller ON seller.id = partner.user_id AND seller.active
            """,
            to_flush=(
                *self._fields_of_choice(),
                *(
                    partners._fields[name]
                    for name in (
                        "active",
                        "commercial_partner_id",
                        "company_id",
                        "customer_class",
                        "customer_group_ids",
                        "user_id",
                    )
                ),
                *(groups._fields[name] for name in ("active", "parent_path", "partner_ids")),
                users._fields["active"],
            ),
        )

    def _fields_of_choice(self):
        names = (
            "active",
            "company_id",
            "customer_class",
            "customer_group_id",
            "kind",
            "partner_id",
            "sequence",
        )
        return [self._fields[name] for name in (*names, "date_from", "date_to", "every_year", "days")]

    @api.model
    def _in_season(self, day):
        """`SQL` condition on the table `cadence` that it holds on a day; as `logic.season.Season.holds`.

        :param day: `SQL` of a date
        """
        return SQL(
            """
            CASE WHEN NOT COALESCE(cadence.every_year, FALSE)
                 THEN (cadence.date_from IS NULL OR cadence.date_from <= %(day)s)
                  AND (cadence.date_to IS NULL OR %(day)s <= cadence.date_to)
                 WHEN TO_CHAR(cadence.date_from, 'MMDD') <= TO_CHAR(cadence.date_to, 'MMDD')
                 THEN TO_CHAR(%(day)s, 'MMDD')
                      BETWEEN TO_CHAR(cadence.date_from, 'MMDD') AND TO_CHAR(cadence.date_to, 'MMDD')
                 ELSE TO_CHAR(%(day)s, 'MMDD') >= TO_CHAR(cadence.date_from, 'MMDD')
                   OR TO_CHAR(%(day)s, 'MMDD') <= TO_CHAR(cadence.date_to, 'MMDD')
            END
            """,
            day=day,
        )
