from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..logic.escalation import level_due, weekdays_after

ACTIVITY = "crm_visits.activity_late_complaint"


class CrmComplaint(models.Model):
    """Until when a complaint is to be solved, and who hears of it when it is not."""

    _inherit = "crm.complaint"

    deadline = fields.Date(
        compute="_compute_deadline", store=True, precompute=True, readonly=False, tracking=True, copy=False
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    escalation_level = fields.Integer(
        readonly=True,
        copy=False,
        aggregator=None,
        help="How many levels of managers were told that it is late.",
    )
    escalated_on = fields.Date(readonly=True, copy=False)

    @api.depends("category_id", "date", "company_id")
    def _compute_deadline(self):
        for complaint in self:
            complaint.deadline = complaint.date and complaint._workday_after(
                complaint.date, complaint.category_id.days
            )

    def _workday_after(self, day, number):
        """Return the day that is so many working days of the company after `day`; Monday to Friday without calendar."""
        if not number:
            return day
        # sudo: working hours are the house's; whoever registers a complaint need not have a right to read them
        calendar = self.company_id.sudo().resource_calendar_id
        zone = ZoneInfo(calendar.tz or "UTC")
        begin = datetime.combine(day + timedelta(days=1), time.min, zone)
        end = calendar and calendar.plan_days(number, begin, compute_leaves=True)
        return end.date() if end else weekdays_after(day, number)

    @api.depends("deadline", "is_closed")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for complaint in self:
            complaint.is_late = (
                not complaint.is_closed and bool(complaint.deadline) and complaint.deadline < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("is_closed", "=", False) & fields.Domain("deadline", "<", "today")
        return late if True in value else ~late

    @api.model
    def _cron_escalate(self):
        """Tell managers of what is late: each level once, however often the job runs."""
        late = self.search([("is_late", "=", True), ("escalation_level", "<", 2)])
        for done, complaint in enumerate(late, 1):
            if complaint.try_lock_for_update():
                complaint._escalate(complaint.with_company(complaint.company_id)._today())
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(late) - done):
                break

    def _escalate(self, today):
        second = self._workday_after(self.deadline, self.category_id.escalation_days)
        level = level_due(self.deadline, second, today)
        if level <= self.escalation_level:
            return
        manager = self._escalation_manager(level)
        self.write({"escalation_level": level, "escalated_on": today})
        if manager:
            self.activity_schedule(
                ACTIVITY,
                user_id=manager.id,
                note=self.env._(
                    "Due on %(day)s; responsible: %(responsible)s.",
                    day=self.deadline,
                    responsible=self.user_id.name or self.env._("nobody"),
                ),
            )

    def _escalation_manager(self, level):
        """Return who is told at this level: the leader of the responsible's team, then the leader's leader.

        Where a team has no leader, the seller's is told, and at last whoever checks complaints of this category.
        """
        for user in (self.user_id, self.seller_id):
            leaders = user._team_leaders()
            if level > 1:
                leaders = leaders._team_leaders() or leaders
            if leaders := leaders._who_may_read(self):
                return leaders[0]
        return (self.category_id.checker_ids | self.category_id.user_id)._who_may_read(self)[:1]
