import logging

from odoo import api, fields, models
from odoo.http import request
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

LONGEST_LOGIN = 128
LONGEST_USER_AGENT = 200
# From one address and in one minute, failures under this many different names get a row each; the rest share
# one.
MOST_NAMES_PER_MINUTE = 20
MANY_NAMES = "(...)"
# The server's clock rather than this process's: several may write.
NOW = SQL("(now() AT TIME ZONE 'UTC')")


class CrmLoginLog(models.Model):
    """One log-in, or the failed ones with the same name from the same address within a minute.

    Nobody can create, change or delete an entry; those past the company's term are purged. No password is
    kept.
    """

    _name = "crm.login.log"
    _description = "Log-in Register"
    _order = "date desc, id desc"
    _rec_name = "login"
    _log_access = False

    date = fields.Datetime(string="Time", required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", readonly=True, index="btree_not_null", ondelete="set null")
    login = fields.Char(string="Name tried", required=True, readonly=True)
    address = fields.Char(required=True, readonly=True, help="Network address that the attempt came from.")
    is_success = fields.Boolean(string="Success", readonly=True)
    attempts = fields.Integer(
        default=1, required=True, readonly=True, help="Failed attempts with this name within the minute."
    )
    user_agent = fields.Char(string="Program", readonly=True, help="Browser or program, as it calls itself.")

    _failure_unique = models.UniqueIndex(
        "(date_trunc('minute', date), address, login) WHERE is_success IS NOT TRUE"
    )

    @api.model
    def _record(self, login, is_success):
        """Note an attempt in a transaction of its own: the one of a failed log-in is rolled back.

        The register must never keep anybody from logging in, so its own failure only goes to the server's
        log.
        """
        try:
            with self.env.registry.cursor() as cr:
                self.with_env(self.env(cr=cr, su=True))._append(
                    self._readable(login, LONGEST_LOGIN), is_success
                )
        except Exception:
            _logger.exception("The log-in register could not be written")

    @api.model
    def _append(self, login, is_success):
        address, user_agent = self._origin_of_request()
        if not is_success and self._is_flood(address, login):
            login = MANY_NAMES
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_login_log (date, user_id, login, address, is_success, attempts, user_agent)
                VALUES (%s, (SELECT id FROM res_users WHERE login = %s LIMIT 1), %s, %s, %s, 1, %s)
                ON CONFLICT (date_trunc('minute', date), address, login) WHERE is_success IS NOT TRUE
                DO UPDATE SET attempts = crm_login_log.attempts + 1
                """,
                NOW,
                login,
                login,
                address,
                is_success,
                user_agent,
            )
        )

    @api.model
    def _is_flood(self, address, login):
        """Whether so many names were tried from this address in this minute that a new one gets no row of its
        own.
        """
        names = self.env.execute_query(
            SQL(
                """
                SELECT login FROM crm_login_log
                 WHERE date >= date_trunc('minute', %s) AND address = %s AND is_success IS NOT TRUE
                """,
                NOW,
                address,
            )
        )
        return len(names) >= MOST_NAMES_PER_MINUTE and (login,) not in names

    @api.model
    def _origin_of_request(self):
        if not request:
            return "-", ""
        agent = request.httprequest.user_agent.string
        return request.httprequest.environ.get("REMOTE_ADDR") or "-", self._readable(
            agent, LONGEST_USER_AGENT
        )

    @api.model
    def _readable(self, text, longest):
        """What a stranger sent, cut to a length and without what PostgreSQL or a screen cannot show."""
        shortened = (text if isinstance(text, str) else "")[: longest + 1]
        printable = "".join(char if char.isprintable() else "?" for char in shortened)
        return printable if len(printable) <= longest else printable[: longest - 1] + "…"

    @api.autovacuum
    def _gc_login_log(self):
        """Purge what is older than the term; without a term the register is kept for ever."""
        # System parameters are the settings' administrators'; the purge runs for all.
        days = self.env["ir.config_parameter"].sudo().get_param("crm_base.login_log_days", "365")
        if days.isdecimal() and int(days):
            self.env.cr.execute(
                SQL(
                    "DELETE FROM crm_login_log WHERE date < now() AT TIME ZONE 'UTC' - "
                    "make_interval(days => %s)",
                    int(days),
                )
            )
