from collections import defaultdict

import pytz
from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL


class ResCompany(models.Model):
    """Which day it is: the company's, by the time zone of its working hours, whoever asks and wherever he is.

    What is overdue, matured, promised, suspended, or still allowed until today would otherwise end at another hour for
    each user, for the scheduled jobs and for the customer who signs; and a time zone is among what callers send along.
    """

    _inherit = "res.company"

    @api.model
    @tools.ormcache()
    def _time_zones(self):
        """`{company id: name of its time zone}` of all companies: every confirmation asks for it."""
        # Whoever asks, and whatever companies he works in: which day it is there is no secret.
        companies = self.sudo().with_context(active_test=False).search([])  # pylint: disable=no-search-all
        return {company.id: company.resource_calendar_id.tz or "UTC" for company in companies}

    def _time_zone(self):
        """The name of the time zone the company lives by."""
        return self._time_zones().get(self._origin.id, "UTC")

    def _today(self):
        """The day it is for the company."""
        return self._today_in(self._time_zone())

    @api.model
    def _today_in(self, zone):
        """The day it is in a time zone, given by its name."""
        return pytz.utc.localize(fields.Datetime.now()).astimezone(pytz.timezone(zone)).date()

    @api.model
    def _by_zone(self, column, value_of, kind):
        """`SQL` of what `value_of` says of the time zone of the company whose id is in `column` (`SQL`).

        A plain value where it is the same for all companies, as it mostly is: then the database can plan with it.

        :param kind: its type in the database
        """
        companies = defaultdict(list)
        for company_id, zone in self._time_zones().items():
            companies[value_of(zone)].append(company_id)
        *others, (value, _ids) = sorted(companies.items(), key=lambda item: len(item[1]))
        kind = SQL(kind)  # pylint: disable=sql-injection
        if not others:
            return SQL("%s::%s", value, kind)
        cases = (SQL("WHEN %s = ANY(%s) THEN %s::%s", column, ids, other, kind) for other, ids in others)
        return SQL("CASE %s ELSE %s::%s END", SQL(" ").join(cases), value, kind)

    @api.model
    def _today_sql(self, column, days=0):
        """`SQL` of today, and so many `days` on, of the company whose id is in `column` (`SQL`)."""
        return self._by_zone(column, lambda zone: fields.Date.add(self._today_in(zone), days=days), "date")

    @api.model
    def _date_sql(self, moment, column):
        """`SQL` of the day on which a `moment` kept in UTC was for the company whose id is in `column` (`SQL`)."""
        if set(self._time_zones().values()) == {"UTC"}:
            return SQL("%s::date", moment)
        zone = self._by_zone(column, lambda zone: zone, "text")
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE (%s))::date", moment, zone)

    @api.model
    def _domain_by_today(self, domain_of):
        """What `domain_of(today)` says for the records of each company (`company_id`), by the day it is there."""
        companies = defaultdict(list)
        for company_id, zone in self._time_zones().items():
            companies[self._today_in(zone)].append(company_id)
        if len(companies) == 1:
            return domain_of(*companies)
        return Domain.OR(
            Domain("company_id", "in", ids) & domain_of(today) for today, ids in companies.items()
        )

    def write(self, vals):
        """Follow a company to other working hours."""
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env.registry.clear_cache()
        return result
