import json

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AgentLedgerMixin(models.AbstractModel):
    """Rows that are only added, by thousands when a day's invoices are posted, and never changed."""

    _name = "agent.ledger.mixin"
    _description = "Ledger of Agents"

    def _insert(self, values, once=None):
        """Add rows in one statement, and return them.

        Nothing in them is computed on the way, and the amounts are rounded already, so creating them one by one
        would only cost time: three times that of all else that posting does for commission.

        :param values: as for `create`
        :param once: a unique column. Whoever adds the same at the same moment waits here, and is repeated by Odoo with
            a fresh picture, in which there is nothing to add; without it he would be refused. What was there before is
            refused all the same.
        """
        if not values:
            return self.browse()
        columns = sorted({name for row in values for name in row})
        rows = [{name: self._as_column(name, value) for name, value in row.items()} for row in values]
        ids = self.env.execute_query(
            SQL(
                """
                INSERT INTO %(table)s (%(columns)s, create_uid, write_uid, create_date, write_date)
                SELECT %(columns)s, %(user)s, %(user)s, %(now)s, %(now)s
                  FROM JSONB_POPULATE_RECORDSET(NULL::%(table)s, %(rows)s)
                %(conflict)s
             RETURNING id
                """,
                conflict=SQL("ON CONFLICT (%s) DO NOTHING", SQL.identifier(once)) if once else SQL(),
                table=SQL.identifier(self._table),
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                user=self.env.uid,
                now=fields.Datetime.now(),
                rows=json.dumps(rows, default=str),
            )
        )
        if len(ids) < len(rows):
            raise UserError(self.env._("What was to be entered is in the ledger already."))
        return self.browse(sorted(key for (key,) in ids))

    def _as_column(self, name, value):
        """Return a value as the column has it: only a boolean is ever false, anything else is then empty."""
        return None if value is False and self._fields[name].type != "boolean" else value
