import json

from odoo import fields, models
from odoo.tools import SQL


class AgentLedgerMixin(models.AbstractModel):
    """Rows that are only added, by thousands when a day's invoices are posted, and never changed."""

    _name = "agent.ledger.mixin"
    _description = "Ledger of Agents"

    def _insert(self, values):
        """Add rows in one statement, and return them.

        Nothing in them is computed on the way, and the amounts are rounded already, so creating them one by one
        would only cost time: three times that of all else that posting does for commission.

        :param values: as for `create`
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
             RETURNING id
                """,
                table=SQL.identifier(self._table),
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                user=self.env.uid,
                now=fields.Datetime.now(),
                rows=json.dumps(rows, default=str),
            )
        )
        return self.browse(sorted(key for (key,) in ids))

    def _as_column(self, name, value):
        """Return a value as the column has it: only a boolean is ever false, anything else is then empty."""
        return None if value is False and self._fields[name].type != "boolean" else value
