from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain

from ..logic.seller_days import SellerDays, StandIn


class ResUsers(models.Model):
    """When a seller can be planned."""

    _inherit = "res.users"

    def _seller_days(self, company):
        """Return {id of user: `SellerDays`} in a company: his working days, holidays, absences and stand-ins."""
        # sudo: who plans need not see the calendars and absences of colleagues
        users, company = self.sudo(), company.sudo()
        leaves = self.env["resource.calendar.leaves"].sudo()
        ahead = Domain("time_type", "=", "leave") & Domain("date_to", ">=", fields.Datetime.now())
        own = defaultdict(set)
        for leave in leaves.search(ahead & Domain("resource_id.user_id", "in", users.ids)):
            own[leave.resource_id.user_id.id].add((leave.date_from, leave.date_to))
        of_company = Domain("resource_id", "=", False) & Domain("company_id", "in", (False, company.id))
        general = leaves.search(ahead & of_company)
        stand_ins = self.env["crm.visit.stand.in"]._by_user(users)
        days = {}
        for user in users:
            calendar = self._working_calendar(user, company)
            holidays = general.filtered(lambda leave: leave.calendar_id in (calendar.browse(), calendar))  # noqa: B023
            weekdays = {int(day) for day in calendar.attendance_ids.mapped("dayofweek")}
            days[user.id] = SellerDays(
                zone=user._time_zone().key,
                workdays=frozenset(weekdays or range(5)),
                absences=tuple(sorted({(row.date_from, row.date_to) for row in holidays} | own[user.id])),
                stand_ins=tuple(
                    StandIn(row.date_from, row.date_to or None, row.stand_in_id.id)
                    for row in stand_ins.get(user, ())
                ),
            )
        return days

    def _working_calendar(self, user, company):
        """The calendar by which a user works: his own when his resource in this company has one."""
        resource = user.resource_ids.filtered(lambda row: row.company_id == company)[:1]
        return resource.calendar_id or company.resource_calendar_id
