from datetime import datetime, time

import pytz
from odoo import api, fields, models

LAST_SECOND = time(23, 59, 59)


class ProductPricelistItem(models.Model):
    """The validity of a condition in whole days, as people agree on it; Odoo keeps moments."""

    _inherit = "product.pricelist.item"

    day_from = fields.Date(
        string="First Day", compute="_compute_days", inverse="_inverse_days", readonly=False
    )
    day_until = fields.Date(
        string="Last Day", compute="_compute_days", inverse="_inverse_days", readonly=False
    )

    @api.depends("date_start", "date_end")
    @api.depends_context("tz")
    def _compute_days(self):
        for item in self:
            item.day_from = self._day_of_moment(item.date_start)
            item.day_until = self._day_of_moment(item.date_end)

    def _inverse_days(self):
        for item in self:
            values = {}
            # A moment within the day that is typed stays.
            if item.day_from != self._day_of_moment(item.date_start):
                values["date_start"] = self._moment_of_day(item.day_from, time.min)
            if item.day_until != self._day_of_moment(item.date_end):
                values["date_end"] = self._moment_of_day(item.day_until, LAST_SECOND)
            # Together: a period that moves would else end before it begins.
            item.write(values)

    @api.model
    def _day_of_moment(self, moment):
        """The day on which it is that moment where the user is."""
        return moment and pytz.utc.localize(moment).astimezone(self.env.tz).date()

    @api.model
    def _moment_of_day(self, day, clock):
        """The moment, in UTC, at which it is `clock` on that day where the user is."""
        if not day:
            return False
        moment = self.env.tz.localize(datetime.combine(day, clock))
        return moment.astimezone(pytz.utc).replace(tzinfo=None)
