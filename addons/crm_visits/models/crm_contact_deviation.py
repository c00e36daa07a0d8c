from odoo import fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.tools import SQL


class CrmContactDeviation(models.Model):
    """By how many days each contact came earlier or later than wanted after the one before.

    Contacts of one kind with a customer on one day count as one; both days are those of the later contact's seller,
    in his time zone. The cadence is the one that is the customer's now and was in season on that day.
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
        cadences = self.env["crm.visit.cadence"]
        return SQL(
            """
            SELECT followed.id, followed.id AS occurrence_id, followed.day AS date, followed.previous AS previous_date,
                   followed.partner_id, followed.kind, followed.user_id, followed.team_id, cadence.company_id,
                   cadence.customer_class, cadence.is_key_customer, cadence.cadence_id,
                   cadence.days AS wanted_days, followed.day - followed.previous AS gap_days,
                   followed.day - followed.previous - cadence.days AS deviation_days,
                   CASE WHEN followed.day - followed.previous > cadence.days THEN 1 ELSE 0 END AS late_count
              FROM (%(followed)s) followed
              JOIN (
                    SELECT *, ARRAY_AGG(cadence_id) OVER (
                               PARTITION BY partner_id, kind ORDER BY nearness
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                           ) AS nearer_ids
                      FROM (%(candidates)s) candidate
                   ) cadence
                ON cadence.partner_id = followed.partner_id AND cadence.kind = followed.kind AND %(in_season)s
             WHERE cadence.nearer_ids IS NULL
                OR NOT EXISTS (
                    SELECT FROM crm_visit_cadence nearer
                     WHERE nearer.id = ANY(cadence.nearer_ids) AND %(nearer_in_season)s
                   )
            """,
            followed=self._followed_query(),
            candidates=cadences._candidates_query(),
            in_season=cadences._in_season(SQL("followed.day")),
            nearer_in_season=cadences._in_season(SQL("followed.day"), "nearer"),
        )

    def _followed_query(self):
        """Select of each contact made with a customer on a later day than the one before of its kind, and of both days.

        The contacts come out of their index alone, in the order in which they follow one another: nothing is sorted,
        and the contacts of one customer are found without those of the others.
        """
        occurrences = self.env["crm.occurrence"]
        return SQL(
            """
            SELECT contact.id, contact.partner_id, contact.kind, contact.user_id, person.sale_team_id AS team_id,
                   local.day, local.previous
              FROM (
                    SELECT id, commercial_partner_id AS partner_id, kind, user_id, date,
                           LEAD(date) OVER (
                               PARTITION BY commercial_partner_id, kind ORDER BY date DESC, id DESC
                           ) AS previous
                      FROM crm_occurrence
                     WHERE state = 'done' AND commercial_partner_id IS NOT NULL
                   ) contact
              JOIN res_users person ON person.id = contact.user_id
              JOIN res_partner of_person ON of_person.id = person.partner_id
        CROSS JOIN LATERAL (
                    SELECT %(day)s AS day, %(previous)s AS previous
                    OFFSET 0  -- each is reckoned once, not wherever it is mentioned
                   ) local
             WHERE contact.previous IS NOT NULL AND local.day > local.previous
            """,
            day=occurrences._local_day_sql(SQL("contact.date")),
            previous=occurrences._local_day_sql(SQL("contact.previous")),
            to_flush=(
                *(
                    occurrences._fields[name]
                    for name in ("commercial_partner_id", "date", "kind", "state", "user_id")
                ),
                self.env["res.partner"]._fields["tz"],
                self.env["res.users"]._fields["sale_team_id"],
            ),
        )
