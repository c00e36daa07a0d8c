from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

MOST_PARAMETER = "crm_orders_portal.costly_requests_per_minute"
MOST = 30


class PortalRequest(models.Model):
    """A request of a customer that costs us much: counted, so that one log-in cannot keep the server busy."""

    _name = "portal.request"
    _description = "Costly request of a customer"
    _log_access = False
    _order = "id"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    kind = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)

    _recent = models.Index("(user_id, kind, date)")

    @api.model
    def _is_allowed(self, user, kind):
        """Count a request of `kind` by `user`; whether he asked for it less often than allowed in the last minute.

        In a transaction of its own: it counts at once in every worker, also when the request fails or only reads.
        Rows are only added, so two requests never wait for each other; of those refused none is, so that whoever
        goes on asking fills no table.
        """
        # Bypassed is the right to parameters: how many are allowed.
        most = int(self.env["ir.config_parameter"].sudo().get_param(MOST_PARAMETER, MOST))
        query = SQL(
            """
            WITH earlier AS (
                SELECT COUNT(*) AS requests FROM portal_request
                 WHERE user_id = %(user)s AND kind = %(kind)s
                   AND date > (clock_timestamp() AT TIME ZONE 'UTC') - INTERVAL '1 minute'
            )
            INSERT INTO portal_request (user_id, kind, date)
            SELECT %(user)s, %(kind)s, (clock_timestamp() AT TIME ZONE 'UTC')
              FROM earlier WHERE requests < %(most)s
         RETURNING id
            """,
            user=user.id,
            kind=kind,
            most=most,
        )
        with self.env.registry.cursor() as cr:
            cr.execute(query)
            return bool(cr.fetchall())

    @api.autovacuum
    def _gc_requests(self):
        old = fields.Datetime.now() - timedelta(days=1)
        # In one statement: of many customers they are many, and nothing hangs on them.
        self.env.cr.execute(SQL("DELETE FROM portal_request WHERE date < %s", old))
        self.invalidate_model()
