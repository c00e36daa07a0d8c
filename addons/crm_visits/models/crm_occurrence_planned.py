from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.places import local_day

GIVEN = (
    "partner_id",
    "commercial_partner_id",
    "user_id",
    "company_id",
    "kind",
    "cadence_id",
    "cadence_date",
    "date",
    "duration",
    "has_fixed_hour",
)


class CrmOccurrence(models.Model):
    """Occurrences that a cadence plans: thousands at once, each only once."""

    _inherit = "crm.occurrence"

    @api.model
    def _insert_planned(self, rows, slots):
        """Insert the planned contacts of `rows` at their `slots` and return them.

        One statement for all, because a night plans more of them than Odoo's `create` makes in minutes. Every other
        field has its default, computed fields are computed; those of this module stand in the statement, as their
        `compute` has them, because writing each row a second time costs as much again. Nobody is told: a plan is read
        in the lists.

        :param rows: (customer's id, seller's id, number of his schedule)
        :param slots: (number of the schedule, cadence's id, day, moment in UTC, id of who stands in for the seller)
        """
        if not rows or not slots:
            return self.browse()
        constants = self._columns_of_defaults()
        inserted = self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_occurrence (%(given)s, %(names)s)
                SELECT target.partner_id, target.partner_id, COALESCE(slot.stand_in, target.user_id),
                       cadence.company_id, cadence.kind, cadence.id, slot.day, slot.moment, cadence.duration,
                       cadence.kind = 'meeting', %(values)s
                  FROM UNNEST(%(partners)s, %(users)s, %(schedules)s) AS target (partner_id, user_id, schedule)
                  JOIN UNNEST(%(numbers)s, %(cadences)s, %(days)s::date[], %(moments)s::timestamp[],
                              %(stand_ins)s::integer[]) AS slot (schedule, cadence_id, day, moment, stand_in)
                    ON slot.schedule = target.schedule
                  JOIN crm_visit_cadence cadence ON cadence.id = slot.cadence_id
                    ON CONFLICT DO NOTHING
                RETURNING id
                """,
                given=SQL(", ").join(map(SQL.identifier, GIVEN)),
                names=SQL(", ").join(map(SQL.identifier, constants)),
                values=SQL(", ").join(SQL("%s", value) for value in constants.values()),
                **_columns(("partners", "users", "schedules"), rows),
                **_columns(("numbers", "cadences", "days", "moments", "stand_ins"), slots),
            )
        )
        planned = self.browse(id_ for (id_,) in inserted)
        with self.env.protecting([self._fields[name] for name in GIVEN], planned):
            planned.modified(self._fields, create=True)
        return planned

    @api.model
    def _columns_of_defaults(self):
        """Return {column: value} of every stored field that `_insert_planned` is not given and that has a default."""
        names = [
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and field.default and name not in GIVEN
        ]
        defaults = self.default_get(names)
        columns = {
            name: self._fields[name].convert_to_column_insert(value, self) for name, value in defaults.items()
        }
        now, user_id = fields.Datetime.now(), self.env.uid
        stamps = {"create_date": now, "write_date": now, "create_uid": user_id, "write_uid": user_id}
        return {**columns, "state": "planned", **stamps}

    def _is_where_it_was_planned(self):
        """Whether a contact by cadence still is on the day and with the seller that the plan gave it."""
        self.ensure_one()
        day = local_day(self.date, self.user_id._time_zone())
        return day == self.cadence_date and not self.activity_ids


def _columns(names, rows):
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
