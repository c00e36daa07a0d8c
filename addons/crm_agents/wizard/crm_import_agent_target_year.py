from datetime import date

from odoo import api, fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

from ..logic.target_scope import MEASURES
from ..logic.target_spread import CENT, spread
from ..models.agent_target import YEARS
from ..models.agent_target_season import MONTHS
from ..models.agent_target_year import COLUMNS

YEAR_WORDS = ("year", "ano", "año", "שנה")
MEASURE_WORDS = ("measure", "medida", "מדד")
TOTAL_WORDS = ("total", "year's total", "total do ano", "total del año", "סה״כ")


class CrmImport(models.TransientModel):
    """Targets as a sheet of years: a row per seller, customer, family, brand and measure, a column per month."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[("agent_target_year", "Targets of sellers, a year in a row")],
        ondelete={"agent_target_year": "cascade"},
    )

    @api.model
    def _allowed_kinds(self):
        """As targets month by month."""
        kinds = super()._allowed_kinds()
        return kinds | {"agent_target_year"} if "agent_target" in kinds else kinds

    def _import_agent_target_year_columns(self):
        _ = self.env._
        of_month = {column.name: column for column in self._import_agent_target_columns()}
        months = self.env["agent.target.year"].fields_get(COLUMNS, ["string"])
        return [
            of_month["seller"],
            ColumnSpec(
                "year", _("Year"), "integer", required=True, key=True, aliases=YEAR_WORDS, example="2026"
            ),
            of_month["customer"],
            of_month["family"],
            of_month["brand"],
            ColumnSpec(
                "measure",
                _("Measure"),
                key=True,
                aliases=MEASURE_WORDS,
                note=_(
                    "Any of: %(measures)s. The first when empty",
                    measures=", ".join(self._measures().values()),
                ),
            ),
            *(
                ColumnSpec(
                    name, months[name]["string"], "decimal", example="1000" if name == COLUMNS[0] else ""
                )
                for name in COLUMNS
            ),
            ColumnSpec(
                "total",
                _("Year's Total"),
                "decimal",
                aliases=TOTAL_WORDS,
                note=_("Laid over the months when no month is given"),
            ),
            of_month["season"],
        ]

    def _measures(self):
        """`{measure: its name}` of those that the user may see."""
        names = dict(self.env["agent.target.year"]._fields["measure"]._description_selection(self.env))
        return {name: names[name] for name in MEASURES if name != "margin" or self._imports_margin()}

    def _import_agent_target_year_rows(self, rows):
        self._put_targets(rows, self._year_figures)

    def _year_figures(self, rows, row):
        """`{key: {measure: figure}}` of the months given in a row, none for a row without figures."""
        months = self._year_months(row)
        dimensions = self._target_dimensions(rows, row)
        measure = self._year_measure(row)
        season = self._import_link(rows, row, "season", "agent.target.season")
        given = {
            number: row[COLUMNS[number - 1]] for number in MONTHS if row[COLUMNS[number - 1]] is not None
        }
        if not given and row["total"] is not None and months:
            parts = spread(row["total"], self._season_part(season, months), CENT)
            given = dict(zip(MONTHS, parts, strict=True))
        for number, figure in given.items():
            if figure < 0 and measure != "margin":
                column = COLUMNS[number - 1] if row[COLUMNS[number - 1]] is not None else "total"
                row.refuse(column, self.env._("A target cannot be negative."))
        if row.is_refused:
            return {}
        keys = {
            number: self.env["agent.target"]._key(month=months[number - 1], **dimensions) for number in given
        }
        self._refuse_told_twice(rows, row, [(*key, measure) for key in keys.values()])
        return (
            {}
            if row.is_refused
            else {keys[number]: {measure: float(figure)} for number, figure in given.items()}
        )

    def _year_months(self, row):
        if row["year"] not in YEARS:
            row.refuse("year", self.env._("“%(value)s” is no year.", value=row["year"]))
            return []
        return [date(row["year"], number, 1) for number in MONTHS]

    def _year_measure(self, row):
        """The measure that a row names, in the user's language or in English; amounts when it names none."""
        text = (row["measure"] or MEASURES[0]).strip().casefold()
        for name, label in self._measures().items():
            if text in (name, label.casefold()):
                return name
        row.refuse("measure", self.env._("“%(value)s” is no measure of targets.", value=row["measure"]))
        return None
