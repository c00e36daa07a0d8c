from odoo import fields, models
from odoo.tools import SQL

from .crm_visit_performance import PERCENTS

MONTHS = 24  # for which the coverage of key customers is told


class CrmVisitPerformance(models.Model):
    """The rows behind the performance of visits."""

    _inherit = "crm.visit.performance"

    @property
    def _table_query(self):
        return SQL(
            "SELECT *, (gap_days IS NOT NULL)::integer AS gap_count, %s FROM (%s UNION ALL %s) AS row",
            SQL(", ").join(
                SQL(
                    "100.0 * %s / NULLIF(%s, 0) AS %s",
                    SQL.identifier(part),
                    SQL.identifier(whole),
                    SQL.identifier(name),
                )
                for name, (part, whole) in PERCENTS.items()
            ),
            self._contacts_query(),
            self._coverage_query(),
        )

    def _contacts_query(self):
        """Select of one row for each contact that was not cancelled."""
        return SQL(
            """
            SELECT contact.id::bigint << 1 AS id, contact.id AS occurrence_id, contact.day AS date, contact.user_id,
                   seller.sale_team_id AS team_id, contact.company_id,
                   contact.commercial_partner_id AS partner_id, contact.lead_id,
                   customer.customer_class, customer.is_key_customer, contact.kind, contact.state, contact.result_id,
                   1 - contact.unplanned AS planned_count,
                   CASE WHEN contact.day <= %(today)s THEN 1 - contact.unplanned ELSE 0 END AS due_count,
                   contact.made AS made_count, contact.made * (1 - contact.unplanned) AS kept_count,
                   contact.made * contact.unplanned AS off_plan_count,
                   CASE WHEN contact.state = 'missed' OR contact.state = 'planned' AND contact.day < %(today)s
                        THEN 1 ELSE 0 END AS missed_count,
                   CASE WHEN contact.made = 1 AND result.is_success THEN 1 ELSE 0 END AS success_count,
                   CASE WHEN contact.made = 1 AND taken.amount IS NOT NULL THEN 1 ELSE 0 END AS effective_count,
                   COALESCE(taken.amount, 0) AS order_amount, contact.made * contact.duration AS hours,
                   CASE WHEN contact.made = 1 AND contact.commercial_partner_id IS NOT NULL
                        THEN contact.day - LAG(contact.day) OVER (
                            PARTITION BY contact.commercial_partner_id, contact.made
                                ORDER BY contact.date, contact.id
                        ) END AS gap_days,
                   0 AS key_customer_count, 0 AS key_contacted_count
              FROM (%(contacts)s) contact
              JOIN res_users seller ON seller.id = contact.user_id
         LEFT JOIN res_partner customer ON customer.id = contact.commercial_partner_id
         LEFT JOIN crm_occurrence_result result ON result.id = contact.result_id
         LEFT JOIN (
                    SELECT occurrence_id, SUM(amount_untaxed / COALESCE(NULLIF(currency_rate, 0), 1)) AS amount
                      FROM sale_order
                     WHERE occurrence_id IS NOT NULL AND state = 'sale'
                  GROUP BY occurrence_id
                   ) taken ON taken.occurrence_id = contact.id
            """,
            today=SQL("%s::date", fields.Date.context_today(self)),
            contacts=self._days_query(),
            to_flush=self._fields_looked_at(),
        )

    def _days_query(self):
        """Select of the contacts with the day of each, whether it was made, and whether nobody had planned it."""
        occurrences = self.env["crm.occurrence"]
        return SQL(
            """
            SELECT occurrence.*, %(day)s AS day,
                   CASE WHEN occurrence.state = 'done' THEN 1 ELSE 0 END AS made,
                   CASE WHEN occurrence.cadence_id IS NULL AND occurrence.visit_rule_id IS NULL
                             AND occurrence.origin_id IS NULL
                             AND %(entered)s >= %(day)s
                        THEN 1 ELSE 0 END AS unplanned
              FROM crm_occurrence occurrence
              JOIN res_users person ON person.id = occurrence.user_id
              JOIN res_partner of_person ON of_person.id = person.partner_id
             WHERE occurrence.state <> 'cancelled'
            """,
            day=occurrences._local_day_sql(),
            entered=occurrences._local_day_sql(SQL("occurrence.create_date")),
        )

    def _coverage_query(self):
        """Select of one row for each key customer and month: was he contacted in it, by his seller's calendar?

        The moments a day around a month hold all of it in every time zone, and can be looked up in the index.
        """
        month = SQL("date_trunc('month', %s::date)", fields.Date.context_today(self))
        return SQL(
            """
            SELECT (partner.id::bigint << 12 | month.number) << 1 | 1, NULL, month.day::date, partner.user_id,
                   seller.sale_team_id, COALESCE(partner.company_id, seller.company_id),
                   partner.id, NULL, partner.customer_class, TRUE, NULL, NULL, NULL,
                   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL::integer,
                   1, CASE WHEN EXISTS (
                        SELECT FROM crm_occurrence occurrence
                          JOIN res_users person ON person.id = occurrence.user_id
                          JOIN res_partner of_person ON of_person.id = person.partner_id
                         WHERE occurrence.commercial_partner_id = partner.id AND occurrence.state = 'done'
                           AND occurrence.date >= month.day - INTERVAL '1 day'
                           AND occurrence.date < month.day + INTERVAL '1 month 1 day'
                           AND date_trunc('month', %(day)s) = month.day
                      ) THEN 1 ELSE 0 END
              FROM res_partner partner
              JOIN res_users seller ON seller.id = partner.user_id
        CROSS JOIN (
                    SELECT number, %(month)s - number * INTERVAL '1 month' AS day
                      FROM generate_series(0, %(months)s - 1) number
                   ) month
             WHERE partner.is_key_customer AND partner.active AND partner.id = partner.commercial_partner_id
            """,
            month=month,
            months=MONTHS,
            day=self.env["crm.occurrence"]._local_day_sql(),
        )

    def _fields_looked_at(self):
        looked_at = {
            "crm.occurrence": (
                "cadence_id",
                "commercial_partner_id",
                "company_id",
                "date",
                "duration",
                "kind",
                "lead_id",
                "origin_id",
                "result_id",
                "state",
                "user_id",
                "visit_rule_id",
            ),
            "crm.occurrence.result": ("is_success",),
            "res.partner": (
                "active",
                "company_id",
                "customer_class",
                "is_key_customer",
                "tz",
                "user_id",
            ),
            "res.users": ("company_id", "sale_team_id"),
            "sale.order": ("amount_untaxed", "currency_rate", "occurrence_id", "state"),
        }
        return [self.env[model]._fields[name] for model, names in looked_at.items() for name in names]
