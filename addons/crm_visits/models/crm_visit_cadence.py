from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.tools import SQL, split_every

from ..logic.cadence import Cadence, planned_days
from ..logic.places import local_moment

BATCH = 500  # customers planned in one transaction


class CrmVisitCadence(models.Model):
    """How often customers are contacted: one customer, a group with all below it, or a class.

    For each kind of contact one cadence holds for a customer: his own, else that of his nearest group, else that of
    his class.
    """

    _name = "crm.visit.cadence"
    _description = "Visit Cadence"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    kind = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["kind"]._description_selection(self.env),
        required=True,
        default="visit",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
    )
    customer_group_id = fields.Many2one("crm.customer.group", index="btree_not_null", ondelete="cascade")
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class")
    days = fields.Integer(string="Every (Days)", required=True, default=30)
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Preferred Day",
    )
    hour = fields.Float(default=10.0, help="Preferred time of day, in the seller's time zone.")
    duration = fields.Float(default=0.5, help="Hours.")
    weeks = fields.Integer(
        string="Weeks Ahead", required=True, default=8, help="How far ahead contacts are planned."
    )

    _days_positive = models.Constraint("CHECK (days > 0)", "A cadence has at least one day.")
    _weeks_bounded = models.Constraint("CHECK (weeks BETWEEN 1 AND 52)", "Plan between 1 and 52 weeks ahead.")
    _hour_of_day = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24)", "The time lies between 0:00 and 24:00."
    )
    _one_target = models.Constraint(
        "CHECK (num_nonnulls(partner_id, customer_group_id, customer_class) = 1)",
        "A cadence is for one customer, one customer group or one class.",
    )

    def action_plan(self):
        """Plan now what the nightly job would plan."""
        self.check_access("write")
        planned = self._plan()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%(count)d contacts planned.", count=len(planned)),
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_plan(self):
        """Plan the contacts of all customers, some hundred at a time; killed half way, the next run goes on."""
        targets = self._targets()
        for done, batch in enumerate(split_every(BATCH, targets), 1):
            self._plan_targets(batch)
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=max(len(targets) - done * BATCH, 0)
            ):
                break

    def _plan(self):
        """Plan what is missing up to the horizon, for the customers these cadences hold for; return it."""
        cadences = self._targets()
        return self._plan_targets([target for target in cadences if target[0] in self.ids])

    @api.model
    def _targets(self):
        """Return (cadence id, customer id, seller id, day of the last contact made or planned) in one statement."""
        occurrences = self.env["crm.occurrence"]
        partners = self.env["res.partner"]
        groups = self.env["crm.customer.group"]
        occurrences.flush_model(["cadence_id", "commercial_partner_id", "date", "kind", "state"])
        partners.flush_model(
            ["active", "commercial_partner_id", "customer_class", "customer_group_ids", "user_id"]
        )
        groups.flush_model(["active", "parent_path", "partner_ids"])
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
                WITH candidate AS (
                    SELECT id AS cadence_id, partner_id, 0 AS nearness FROM crm_visit_cadence
                     WHERE partner_id IS NOT NULL
                     UNION ALL
                    SELECT cadence.id, member.partner_id, 1000 - LENGTH(above.parent_path)
                      FROM crm_visit_cadence cadence
                      JOIN crm_customer_group above ON above.id = cadence.customer_group_id AND above.active
                      JOIN crm_customer_group below ON below.parent_path LIKE above.parent_path || '%%' AND below.active
                      JOIN crm_customer_group_partner_rel member ON member.group_id = below.id
                     UNION ALL
                    SELECT cadence.id, partner.id, 2000
                      FROM crm_visit_cadence cadence
                      JOIN res_partner partner ON partner.customer_class = cadence.customer_class
                ), chosen AS (
                    SELECT DISTINCT ON (candidate.partner_id, cadence.kind, cadence.company_id)
                           cadence.id AS cadence_id, cadence.kind, partner.id AS partner_id, partner.user_id
                      FROM candidate
                      JOIN crm_visit_cadence cadence ON cadence.id = candidate.cadence_id AND cadence.active
                      JOIN res_partner partner ON partner.id = candidate.partner_id AND partner.active
                       AND partner.commercial_partner_id = partner.id
                      JOIN res_users seller ON seller.id = partner.user_id AND seller.active
                  ORDER BY candidate.partner_id, cadence.kind, cadence.company_id,
                           candidate.nearness, cadence.sequence, cadence.id
                ), contact AS (
                    SELECT commercial_partner_id, kind, MAX(date)::date AS day
                      FROM crm_occurrence
                     WHERE state IN ('planned', 'in_progress', 'done') OR cadence_id IS NOT NULL
                  GROUP BY commercial_partner_id, kind
                )
                SELECT chosen.cadence_id, chosen.partner_id, chosen.user_id, contact.day
                  FROM chosen
             LEFT JOIN contact ON contact.commercial_partner_id = chosen.partner_id AND contact.kind = chosen.kind
              ORDER BY chosen.partner_id, chosen.cadence_id
                """
            )
        )

    @api.model
    def _plan_targets(self, targets):
        """Create the missing occurrences of targets as `_targets` returns them."""
        today = fields.Date.context_today(self)
        wishes = {
            cadence.id: cadence._as_logic(today) for cadence in self.browse({target[0] for target in targets})
        }
        values = []
        for cadence_id, partner_id, user_id, last in targets:
            cadence, seller = self.browse(cadence_id), self.env["res.users"].browse(user_id)
            zone = ZoneInfo(seller.tz or "UTC")
            values += [
                {
                    "cadence_id": cadence_id,
                    "cadence_date": day,
                    "partner_id": partner_id,
                    "user_id": user_id,
                    "company_id": cadence.company_id.id,
                    "kind": cadence.kind,
                    "date": local_moment(day, cadence.hour, zone),
                    "duration": cadence.duration,
                }
                for day in planned_days(last, today, wishes[cadence_id])
            ]
        # Nobody is told of a plan that a job made: it is read in the lists.
        quiet = self.env["crm.occurrence"].with_context(tracking_disable=True, mail_create_nosubscribe=True)
        return quiet.create(values)

    def _as_logic(self, today):
        """Return the cadence for `logic.cadence`, with the workdays and holidays of its company."""
        self.ensure_one()
        horizon = today + timedelta(weeks=self.weeks)
        calendar = self.company_id.resource_calendar_id
        holidays = set()
        for leave in calendar.global_leave_ids:
            first, last = leave.date_from.date(), leave.date_to.date()
            holidays.update(first + timedelta(days=number) for number in range((last - first).days + 1))
        workdays = frozenset(int(day) for day in calendar.attendance_ids.mapped("dayofweek")) or frozenset(
            range(5)
        )
        return Cadence(
            days=self.days,
            horizon=horizon,
            weekday=int(self.weekday) if self.weekday else None,
            workdays=workdays | ({int(self.weekday)} if self.weekday else set()),
            holidays=frozenset(holidays),
        )
