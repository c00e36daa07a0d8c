from datetime import datetime, time, timedelta

import pytz
from odoo import fields, models

from ..logic import target_forecast
from ..logic.target_periods import month_of


class ResCompany(models.Model):
    """How far a period has come, in working days of the company's calendar."""

    _inherit = "res.company"

    def _working_days(self, period):
        """The working days of a period (`logic.target_periods.Period`): without weekends and public holidays.

        Monday to Friday where the calendar names no working hours.
        """
        self.ensure_one()
        last = period.end - timedelta(days=1)
        # Working hours are the house's; whoever looks at his targets need not have a right to read them.
        calendar = self.sudo().resource_calendar_id
        days = set()
        if calendar:
            zone = pytz.timezone(calendar.tz or "UTC")
            first, end = (
                zone.localize(datetime.combine(day, hour))
                for day, hour in ((period.first, time.min), (last, time.max))
            )
            intervals = calendar._work_intervals_batch(first, end)[False]
            days = {start.date() for start, _stop, _attendance in intervals}
        if days:
            return days
        every = (period.first + timedelta(days=number) for number in range((period.end - period.first).days))
        return {day for day in every if day.weekday() < 5}

    def _period_progress(self, period):
        """How far the period has come today (`logic.target_forecast.Progress`)."""
        today = fields.Date.context_today(self)
        return target_forecast.progress(self._working_days(period), today)

    def _month_forecast_factor(self):
        """By what the sales of the running month are multiplied to forecast the whole of it."""
        running = month_of(fields.Date.context_today(self))
        return target_forecast.factor(self._period_progress(running))
