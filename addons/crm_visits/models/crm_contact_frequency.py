from odoo import fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.addons.crm_base.models.crm_activity_status_history import ACTIVITY_STATUSES
from odoo.tools import SQL

# How early a contact counts as due: within the days of a week one plans for the next.
DUE_DAYS = 7


class CrmContactFrequency(models.Model):
    """How often each customer is to be contacted, when he last was, and by how many days that is late.

    One row for each customer, company and kind of contact for whom a cadence holds today. Reckoned when it is looked
    at: nothing depends on a nightly job.
    """

    _name = "crm.contact.frequency"
    _description = "Contact Frequency"
    _auto = False
    _order = "days_late desc nulls last, partner_id, kind"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    kind = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["kind"]._description_selection(self.env),
        readonly=True,
    )
    user_id = fields.Many2one("res.users", string="Seller", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class", readonly=True)
    is_key_customer = fields.Boolean(string="Key Customer", readonly=True)
    activity_status = fields.Selection(ACTIVITY_STATUSES, readonly=True)
    city = fields.Char(readonly=True)
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    phone = fields.Char(related="partner_id.phone")
    cadence_id = fields.Many2one("crm.visit.cadence", readonly=True)
    wanted_days = fields.Integer(string="Wanted Every (Days)", readonly=True, aggregator="avg")
    last_contact_date = fields.Date(string="Last Contact", readonly=True)
    next_contact_date = fields.Date(
        string="Next Planned", readonly=True, help="Of what is planned and not done, even if its day is over."
    )
    expected_date = fields.Date(
        string="Expected On",
        readonly=True,
        help="The last contact and the days wanted; never contacted: today.",
    )
    days_since = fields.Integer(string="Days Since Contact", readonly=True, aggregator="avg")
    days_late = fields.Integer(
        readonly=True, aggregator="avg", help="Negative: so many days are left. Empty: never contacted."
    )
    late_count = fields.Integer(string="Late Customers", readonly=True, help="Late, or never contacted.")
    status = fields.Selection(
        [("kept", "Kept"), ("due", "Due This Week"), ("late", "Late"), ("never", "Never Contacted")],
        readonly=True,
    )

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT *,
                   CASE WHEN last_contact_date IS NULL THEN 'never' WHEN days_late > 0 THEN 'late'
                        WHEN days_late > -%(due)s THEN 'due' ELSE 'kept' END AS status,
                   CASE WHEN last_contact_date IS NULL OR days_late > 0 THEN 1 ELSE 0 END AS late_count
              FROM (
                    SELECT held.partner_id::bigint << 16 | held.company_id << 3
                           | ARRAY_POSITION(%(kinds)s, held.kind::text) AS id,
                           held.partner_id, held.kind, held.user_id, held.company_id, held.cadence_id,
                           held.days AS wanted_days, made.day AS last_contact_date, planned.day AS next_contact_date,
                           COALESCE(made.day + held.days, %(today)s) AS expected_date,
                           %(today)s - made.day AS days_since, %(today)s - made.day - held.days AS days_late,
                           seller.sale_team_id AS team_id, partner.customer_class, partner.is_key_customer,
                           partner.activity_status, partner.city, partner.state_id, partner.country_id
                      FROM (%(held)s) held
                      JOIN res_partner partner ON partner.id = held.partner_id
                      JOIN res_users seller ON seller.id = held.user_id
                 LEFT JOIN (%(made)s) made ON made.partner_id = held.partner_id AND made.kind = held.kind
                 LEFT JOIN (%(planned)s) planned
                        ON planned.partner_id = held.partner_id AND planned.kind = held.kind
                   ) reckoned
            """,
            today=SQL("%s::date", today),
            due=DUE_DAYS,
            kinds=list(self.env["crm.occurrence"]._fields["kind"].get_values(self.env)),
            held=self._held_query(SQL("%s::date", today)),
            made=self._contacts_query(SQL("state = 'done'"), SQL("DESC")),
            planned=self._contacts_query(SQL("state IN ('planned', 'in_progress')"), SQL("ASC")),
        )

    def _held_query(self, today):
        """Select of the one cadence that holds today for each customer, company and kind."""
        cadences = self.env["crm.visit.cadence"]
        return SQL(
            """
            SELECT DISTINCT ON (partner_id, company_id, kind) *
              FROM (%(candidates)s) cadence
             WHERE %(in_season)s
          ORDER BY partner_id, company_id, kind, nearness
            """,
            candidates=cadences._candidates_query(),
            in_season=cadences._in_season(today),
        )

    def _contacts_query(self, chosen, order):
        """Select of the day of one contact of each customer, by kind: the first of all in some order of time.

        :param chosen: `SQL` condition on the contacts
        :param order: `SQL("ASC")` for the earliest, `SQL("DESC")` for the latest
        """
        occurrences = self.env["crm.occurrence"]
        partners, users = self.env["res.partner"], self.env["res.users"]
        return SQL(
            """
            SELECT occurrence.commercial_partner_id AS partner_id, occurrence.kind, %(day)s AS day
              FROM (
                    SELECT DISTINCT ON (commercial_partner_id, kind) commercial_partner_id, kind, date, user_id
                      FROM crm_occurrence
                     WHERE %(chosen)s
                  ORDER BY commercial_partner_id, kind, date %(order)s
                   ) occurrence
              JOIN res_users person ON person.id = occurrence.user_id
              JOIN res_partner of_person ON of_person.id = person.partner_id
            """,
            chosen=chosen,
            order=order,
            day=occurrences._local_day_sql(),
            to_flush=(
                *(
                    occurrences._fields[name]
                    for name in ("commercial_partner_id", "date", "kind", "state", "user_id")
                ),
                *(
                    partners._fields[name]
                    for name in ("activity_status", "city", "country_id", "is_key_customer", "state_id", "tz")
                ),
                users._fields["sale_team_id"],
            ),
        )

    def action_plan_contact(self):
        """Open a new contact with this customer, of the wanted kind."""
        self.ensure_one()
        context = {
            "default_partner_id": self.partner_id.id,
            "default_kind": self.kind,
            "default_user_id": self.user_id.id,
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan"),
            "res_model": "crm.occurrence",
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

    def action_view_contacts(self):
        """Open all contacts with this customer."""
        self.ensure_one()
        return self.partner_id.action_view_occurrences()
