from datetime import date
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError

from ..logic.target_scope import MEASURES
from ..logic.target_spread import CENT, spread
from .agent_target import KEY, YEARS, check_year
from .agent_target_season import MONTHS
from .agent_target_year import COLUMNS, QUARTERS, ROW_KEY


class AgentTargetYear(models.Model):
    """Typing into the sheet of a year: it is written into the targets of the months."""

    _inherit = "agent.target.year"

    # -- typing: the screen adds up at once what saving will write -------------------------------------------

    @api.onchange(*COLUMNS)
    def _onchange_months(self):
        for number, name in enumerate(QUARTERS):
            self[name] = sum(self[column] for column in COLUMNS[3 * number : 3 * number + 3])
        self.total = sum(self[column] for column in COLUMNS)

    @api.onchange(*QUARTERS)
    def _onchange_quarters(self):
        for number, name in enumerate(QUARTERS):
            columns = COLUMNS[3 * number : 3 * number + 3]
            if not _is_same(sum(self[column] for column in columns), self[name]):
                self._lay(columns, self[name], [self[column] for column in columns])

    @api.onchange("total")
    def _onchange_total(self):
        if not _is_same(sum(self[column] for column in COLUMNS), self.total):
            self._lay(COLUMNS, self.total, self._proportions())

    def _proportions(self):
        """The row's own months; where it has none yet, how the seller sold in the year before."""
        months = [self[column] for column in COLUMNS]
        if any(months) or not self.agent_id or self.year not in YEARS:
            return months
        seller = self.agent_id._origin
        return self.env["agent.target.season"]._last_year_of(self.year, seller)

    def _lay(self, columns, total, weights):
        self.update(dict(zip(columns, _spread(total, weights), strict=True)))

    # -- saving: rows are not stored, their targets are -------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Make the targets of new rows. Months given count; else quarters, else the year's total is laid over them."""
        self.browse().check_access("create")
        rows = self.browse()
        for vals in vals_list:
            row = self.new({**self.default_get([*ROW_KEY, "measure"]), **vals})
            figures = row._months_from(vals)
            if not any(figures.values()):
                raise UserError(self.env._("Type a figure into a month, or into the year's total."))
            rows |= row._write_targets(figures, is_new=True)
        return rows

    def write(self, vals):  # pylint: disable=method-required-super
        """Write the months typed; a quarter or total given alone is laid over its months."""
        self.check_access("write")
        if {*ROW_KEY, "measure"} & vals.keys():
            raise UserError(
                self.env._(
                    "A row stays with its seller, customer, family and brand. Add another row instead."
                )
            )
        for row in self:
            figures = row._months_from(vals)
            if not any({**{column: row[column] for column in COLUMNS}, **figures}.values()):
                raise UserError(self.env._("Delete the row instead of emptying it."))
            row._write_targets(figures)
        return True

    def unlink(self):  # pylint: disable=method-required-super
        """Take this measure from the targets of the rows, and remove those that ask nothing any more."""
        self.check_access("unlink")
        targets = self.env["agent.target"]
        for row in self:
            of_row = row._targets()
            of_row.write({row.measure: 0})
            targets |= of_row
        # sudo: a margin counts also where it is closed to who empties the rest
        idle = targets.filtered(lambda target: not any(target.sudo()[name] for name in MEASURES))
        idle.unlink()
        self.invalidate_model()
        return True

    def _months_from(self, vals):
        """`{column: figure}` of the months that `vals` set, directly or by a quarter or the total."""
        if any(column in vals for column in COLUMNS):
            return {column: vals[column] for column in COLUMNS if column in vals}
        figures = {}
        for number, name in enumerate(QUARTERS):
            if name in vals:
                columns = COLUMNS[3 * number : 3 * number + 3]
                parts = _spread(vals[name], [self[column] for column in columns])
                figures |= dict(zip(columns, parts, strict=True))
        if not figures and "total" in vals:
            parts = _spread(vals["total"], self._proportions())
            figures = dict(zip(COLUMNS, parts, strict=True))
        return figures

    def _write_targets(self, figures, is_new=False):
        """Write `{column: figure}` into the targets of this row; returns the row."""
        model = self.env["agent.target"]
        keys = dict(zip(COLUMNS, self._target_keys(), strict=True))
        existing = model._existing(keys.values())
        if is_new and any(target[self.measure] for target in existing.values()):
            raise UserError(self.env._("%(row)s has such a row already.", row=self.display_name))
        targets = model._put({keys[column]: {self.measure: figure} for column, figure in figures.items()})
        targets |= model.union(*existing.values())
        row = self.browse(min(targets.ids) * 4 + MEASURES.index(self.measure))
        self.invalidate_model()
        return row

    def _targets(self):
        """The targets of this row's months."""
        model = self.env["agent.target"]
        return model.union(*model._existing(self._target_keys()).values())

    def _target_keys(self):
        """The keys of the twelve targets of this row, whether or not they are there."""
        check_year(self.env, self.year)
        values = {name: self[name].id for name in KEY if name != "month"}
        return [
            self.env["agent.target"]._key(month=date(self.year, number, 1), **values) for number in MONTHS
        ]


def _spread(total, weights):
    """Parts of `total` as floats: whole ones of a whole total, else to the cent."""
    exact = Decimal(str(round(total, 2)))
    parts = spread(exact, [Decimal(str(weight)) for weight in weights], CENT if exact % 1 else Decimal(1))
    return [float(part) for part in parts]


def _is_same(left, right):
    return abs(left - right) < 0.005
