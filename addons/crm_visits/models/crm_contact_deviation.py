from odoo import fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.tools import SQL


class CrmContactDeviation(models.Model):
    """By how many days each contact came earlier or later than wanted after the one before.

    Contacts of one kind with a customer on one day count as one. The cadence is the one that is the customer's now
    and was in season on that day.
    """

    _name = "crm.contact.deviation"
    _description = "Deviation of Contacts"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    occurrence_id = fields.Many2one("crm.occurrence", string="Contact", readonly=True)
    date = fields.Date(readonly=True)
    previous_date = fields.Date(string="Contact Before", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    kind = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["kind"]._description_selection(self.env),
        readonly=True,
    )
    user_id = fields.Many2one("res.users", string="Seller", readonly=True, help="Who made the contact.")
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class", readonly=True)
    is_key_customer = fields.Boolean(string="Key Customer", readonly=True)
    cadence_id = fields.Many2one("crm.visit.cadence", readonly=True)
    wanted_days = fields.Integer(string="Wanted After (Days)", readonly=True, aggregator="avg")
    gap_days = fields.Integer(string="Days Between", readonly=True, aggregator="avg")
    deviation_days = fields.Integer(
        string="Deviation (Days)", readonly=True, aggregator="avg", help="Negative: earlier than wanted."
    )
    late_count = fields.Integer(string="Late Contacts", readonly=True)

    @property
    def _table_query(self):
        occurrences, cadences = self.env["crm.occurrence"], self.env["crm.visit.cadence"]
        partners, users = self.env["res.partner"], self.env["res.users"]
        return SQL(
            """
            SELECT DISTINCT ON (followed.id)
                   followed.id, followed.id AS occurrence_id, followed.day AS date, followed.previous AS previous_date,
                   followed.partner_id, followed.kind, followed.user_id, seller.sale_team_id AS team_id,
                   candidate.company_id, partner.customer_class, partner.is_key_customer, candidate.cadence_id,
                   cadence.days AS wanted_days, followed.day - followed.previous AS gap_days,
                   followed.day - followed.previous - cadence.days AS deviation_days,
                   CASE WHEN followed.day - followed.previous > cadence.days THEN 1 ELSE 0 END AS late_count
              FROM (
                    SELECT *, LAG(day) OVER (PARTITION BY partner_id, kind ORDER BY day) AS previous
                      FROM (
                            SELECT occurrence.commercial_partner_id AS partner_id, occurrence.kind, %(day)s AS day,
                                   MAX(occurrence.id) AS id, MAX(occurrence.user_id) AS user_id
                              FROM crm_occurrence occurrence
                              JOIN res_users person ON person.id = occurrence.user_id
                              JOIN res_partner of_person ON of_person.id = person.partner_id
                             WHERE occurrence.state = 'done' AND occurrence.commercial_partner_id IS NOT NULL
                          GROUP BY occurrence.commercial_partner_id, occurrence.kind, %(day)s
                           ) contact
                   ) followed
              JOIN (%(candidates)s) candidate
                ON candidate.partner_id = followed.partner_id AND candidate.kind = followed.kind
              JOIN crm_visit_cadence cadence ON cadence.id = candidate.cadence_id AND %(in_season)s
              JOIN res_partner partner ON partner.id = followed.partner_id
              JOIN res_users seller ON seller.id = followed.user_id
             WHERE followed.previous IS NOT NULL
          ORDER BY followed.id, candidate.nearness
            """,
            day=occurrences._local_day_sql(),
            candidates=cadences._candidates_query(),
            in_season=cadences._in_season(SQL("followed.day")),
            to_flush=(
                *(
                    occurrences._fields[name]
                    for name in ("commercial_partner_id", "date", "kind", "state", "user_id")
                ),
                *(partners._fields[name] for name in ("is_key_customer", "tz")),
                users._fields["sale_team_id"],
            ),
        )
