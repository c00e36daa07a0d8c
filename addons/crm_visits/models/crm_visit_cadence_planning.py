from collections import defaultdict
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..logic.cadence import Cadence, planned_days
from ..logic.places import local_moment
from ..logic.season import Season

BATCH = 5000  # customers planned in one transaction


class CrmVisitCadence(models.Model):
    """The contacts of the coming weeks, planned by a job that may run at any time, twice, or half."""

    _inherit = "crm.visit.cadence"

    def action_plan(self):
        """Plan now what the nightly job would plan."""
        self.check_access("write")
        return self._tell_planned(self._plan())

    def action_plan_anew(self):
        """Throw away what these cadences planned and nobody has touched since, and plan it by today's rules."""
        self.check_access("write")
        # sudo: the contacts planned by a job belong to the cadence, not to those who happen to see them
        untouched = self.env["crm.occurrence"].sudo().search(self._untouched_domain())
        untouched.filtered(lambda planned: planned._is_where_it_was_planned()).unlink()
        return self._tell_planned(self._plan())

    def _untouched_domain(self):
        return [
            ("cadence_id", "in", self.ids),
            ("state", "=", "planned"),
            ("cadence_date", ">", fields.Date.context_today(self)),
            ("notes", "=", False),
            ("name", "=", False),
        ]

    def _tell_planned(self, planned):
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
        """Plan the contacts of all customers, some thousand at a time; killed half way, the next run goes on."""
        targets = self._targets()
        planner = self._planner(targets)
        for done, batch in enumerate(split_every(BATCH, targets), 1):
            self._plan_targets(batch, planner)
            remaining = max(len(targets) - done * BATCH, 0)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                break

    def _plan(self):
        """Plan what is missing up to the horizon, for the customers these cadences are for; return it."""
        # sudo: what is planned follows from the rules, not from whom the manager who asks for it happens to see
        cadences = self.sudo()
        targets = cadences._targets(cadences)
        return cadences._plan_targets(targets, cadences._planner(targets))

    @api.model
    def _plan_targets(self, targets, planner):
        """Create the missing occurrences of these targets in one statement; what was planned meanwhile is left.

        :param targets: as `_targets` returns them
        :param planner: as `_planner` returns it
        """
        schedules, slots, rows = {}, [], []
        for target in targets:
            plan = planner(target)
            number = schedules.get(plan)
            if number is None:
                number = schedules[plan] = len(schedules)
                slots += [(number, *slot) for slot in plan]
            if plan:
                rows.append((target.partner_id, target.user_id, number))
        return self.env["crm.occurrence"]._insert_planned(rows, slots)

    @api.model
    def _planner(self, targets):
        """Return a function that tells the slots of a target: ((cadence id, day, moment in UTC, stand-in's id), ...).

        Customers with the same cadences, the same last contact and sellers with the same days have the same slots,
        which are found once; with a limit of contacts per day each customer takes room from the next.
        """
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].browse({target.company_id for target in targets})
        users = self.env["res.users"].browse({target.user_id for target in targets})
        days = {company.id: users._seller_days(company) for company in companies}
        room = {company.id: self._room(company) for company in companies if company.contacts_per_day}
        found, wishes = {}, {}

        def slots(target):
            seller = days[target.company_id][target.user_id]
            key = (target.cadence_ids, target.last, seller)
            if target.company_id in room:
                takes = partial(room[target.company_id], target.user_id, seller)
                return tuple(self._slots(today, target, seller, wishes, takes))
            if key not in found:
                found[key] = tuple(self._slots(today, target, seller, wishes))
            return found[key]

        return slots

    @api.model
    def _slots(self, today, target, seller, wishes, room=None):
        """Yield the slots of a target as `_planner` describes them; `wishes` remembers cadences as logic sees them."""
        for cadence_id in target.cadence_ids:
            if (cadence_id, seller) not in wishes:
                wishes[cadence_id, seller] = self.browse(cadence_id)._as_logic(today, seller)
        cadences = [wishes[cadence_id, seller] for cadence_id in target.cadence_ids]
        options = {"is_free": lambda day: room(day) > 0} if room else {}
        for day, cadence in planned_days(target.last, today, cadences, **options):
            if room:
                room(day, take=1)
            moment = local_moment(day, self.browse(cadence.key).hour, ZoneInfo(seller.zone))
            yield cadence.key, day, moment, seller.stand_in(day)

    @api.model
    def _room(self, company):
        """Return a function that tells how many contacts more a seller takes on a day, and takes them.

        Counted is all that he has to do on that day, by cadence or not, and what he does for others.
        """
        taken = self._taken_days()

        def room(user_id, seller, day, take=0):
            who = seller.stand_in(day) or user_id
            taken[who, day] += take
            return company.contacts_per_day - taken[who, day]

        return room

    @api.model
    def _taken_days(self):
        """Return how many contacts lie ahead of each seller on each day, by his clock: {(user id, day): number}."""
        taken = defaultdict(int)
        ahead = Domain("state", "in", ("planned", "in_progress")) & Domain(
            "date", ">=", fields.Datetime.now()
        )
        # sudo: a seller's day is full by contacts with customers that the planner may not see, too
        occurrences = self.env["crm.occurrence"].sudo()
        busy = self.env["res.users"].union(*(user for (user,) in occurrences._read_group(ahead, ["user_id"])))
        for zone, users in busy.grouped(lambda user: user._time_zone().key).items():
            theirs = ahead & Domain("user_id", "in", users.ids)
            local = occurrences.with_context(tz=zone)
            for user, day, count in local._read_group(theirs, ["user_id", "date:day"], ["__count"]):
                taken[user.id, day.date()] += count
        return taken

    def _as_logic(self, today, seller):
        """Return the cadence for `logic.cadence`, with the days of a seller (`logic.seller_days`)."""
        self.ensure_one()
        weekday = int(self.weekday) if self.weekday else None
        return Cadence(
            days=self.days,
            horizon=today + timedelta(weeks=self.weeks),
            weekday=weekday,
            # A weekday that the manager chose is a workday, whatever the calendar says.
            workdays=seller.workdays | ({weekday} if self.weekday else set()),
            holidays=frozenset(
                day for day in seller.days_off(self.hour, self.duration) if seller.stand_in(day) is None
            ),
            season=Season(self.date_from or None, self.date_to or None, self.every_year),
            key=self.id,
        )
