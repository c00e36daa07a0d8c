"""Log-ins and refused ones are listed with time, name and address; nobody changes the list; it holds no
password.
"""

from unittest.mock import patch

from odoo.addons.crm_base.models import crm_login_log
from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import AccessDenied, AccessError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

PASSWORD = "correct-horse-battery"


@tagged("post_install", "-at_install")
class TestLoginLog(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "obligo_login", groups="base.group_user", password=PASSWORD)
        cls.administrator = new_test_user(cls.env, "obligo_root", groups="crm_base.group_administrator")

    def setUp(self):
        super().setUp()
        self.Log = self.env["crm.login.log"]
        self.known = self.Log.search([])

    def _entries(self):
        self.env.invalidate_all()
        return self.Log.search([]) - self.known

    @mute_logger("odoo.addons.base.models.res_users")
    def _fail(self, login, times=1):
        """Refused log-ins; not in assertRaises, whose savepoint would take the entries back with it."""
        credential = {"type": "password", "login": login, "password": "wrong"}
        for _time in range(times):
            try:
                self.env["res.users"].authenticate(credential, {"interactive": True})
            except AccessDenied:
                continue
            self.fail("A wrong password was accepted")

    def test_page_log_in(self):
        self.authenticate(None, None)
        page = self.url_open("/web/login").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        form = {"login": "obligo_login", "password": PASSWORD, "csrf_token": token}
        self.url_open("/web/login", data=form, headers={"User-Agent": "Obligo test"})
        self.assertRecordValues(
            self._entries(),
            [
                {
                    "login": "obligo_login",
                    "user_id": self.user.id,
                    "is_success": True,
                    "address": "127.0.0.1",
                    "user_agent": "Obligo test",
                }
            ],
        )

    def _token(self, path):
        return self.url_open(path).text.split('name="csrf_token" value="')[1].split('"')[0]

    @mute_logger("odoo.addons.auth_totp.models.res_users")
    def test_wrong_second_factor(self):
        """The password was right, the code is not: whoever tries it is noted with the name."""
        self.env["res.users"].flush_model()
        self.env.cr.execute(
            SQL("UPDATE res_users SET totp_secret = 'JBSWY3DPEHPK3PXP' WHERE id = %s", self.user.id)
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.authenticate(None, None)
        form = {"login": "obligo_login", "password": PASSWORD, "csrf_token": self._token("/web/login")}
        self.url_open("/web/login", data=form)
        form = {"totp_token": "000000", "csrf_token": self._token("/web/login/totp")}
        self.url_open("/web/login/totp", data=form)
        failures = self._entries().filtered(lambda entry: not entry.is_success)
        self.assertEqual(failures.mapped("login"), ["obligo_login"])
        self.assertEqual(failures.user_id, self.user)

    def test_refused_log_ins(self):
        self._fail("obligo_login", times=3)
        self._fail("nobody at all")
        entries = self._entries().sorted("id")
        self.assertEqual(
            [(entry.login, entry.user_id, entry.is_success, entry.attempts) for entry in entries],
            [("obligo_login", self.user, False, 3), ("nobody at all", self.env["res.users"], False, 1)],
        )

    @mute_logger("odoo.addons.base.models.res_users")
    def test_refused_call_by_a_program(self):
        try:
            self.env["res.users"]._check_uid_passwd(self.user.id, "wrong")
        except AccessDenied:
            refused = True
        self.assertTrue(refused)
        self.assertRecordValues(self._entries(), [{"login": "obligo_login", "is_success": False}])

    def test_no_password_is_kept(self):
        self._fail("obligo_login")
        texts = [
            value for row in self.Log.search_read([]) for value in row.values() if isinstance(value, str)
        ]
        self.assertFalse([text for text in texts if "wrong" in text or PASSWORD in text])

    def test_flood_takes_few_rows(self):
        """A hundred names from one address within a minute: a row each for the first, one for the rest."""
        moment = "2026-01-05 10:00:30"
        with patch.object(crm_login_log, "NOW", crm_login_log.SQL("%s::timestamp", moment)):
            self._fail("x" * 5000 + "\x07")
            for number in range(100):
                self._fail(f"name {number}")
        entries = self._entries()
        self.assertEqual(len(entries), crm_login_log.MOST_NAMES_PER_MINUTE + 1)
        self.assertEqual(sum(entries.mapped("attempts")), 101)
        self.assertLessEqual(max(len(entry.login) for entry in entries), crm_login_log.LONGEST_LOGIN)

    def test_nobody_changes_the_register(self):
        self._fail("obligo_login")
        entry = self._entries()
        for user in (self.administrator, self.env.ref("base.user_admin")):
            for change in (
                lambda entry: entry.unlink(),
                lambda entry: entry.write({"login": "other"}),
                lambda entry: entry.create({"login": "x", "address": "x", "date": "2026-01-01"}),
            ):
                with self.assertRaises(AccessError):
                    change(entry.with_user(user))
        self.assertEqual(entry.with_user(self.administrator).login, "obligo_login")
        with self.assertRaises(AccessError):
            entry.with_user(self.user).read(["login"])

    def test_old_entries_are_purged(self):
        self._fail("obligo_login")
        entry = self._entries()
        self.env["ir.config_parameter"].set_param("crm_base.login_log_days", "30")
        self.Log._gc_login_log()
        self.assertTrue(entry.exists())
        self.env.cr.execute(
            "UPDATE crm_login_log SET date = date - interval '31 days' WHERE id = %s", [entry.id]
        )
        self.env["ir.config_parameter"].set_param("crm_base.login_log_days", "0")
        self.Log._gc_login_log()
        self.assertTrue(entry.exists())
        self.env["ir.config_parameter"].set_param("crm_base.login_log_days", "30")
        self.Log._gc_login_log()
        self.assertFalse(entry.exists())

    def test_register_out_of_order_keeps_nobody_out(self):
        with (
            patch.object(type(self.Log), "_append", side_effect=ValueError("disk full")),
            self.assertLogs("odoo.addons.crm_base.models.crm_login_log", "ERROR"),
        ):
            credential = {"type": "password", "login": "obligo_login", "password": PASSWORD}
            info = self.env["res.users"].authenticate(credential, {"interactive": True})
        self.assertEqual(info["uid"], self.user.id)


@tagged("post_install", "-at_install")
class TestLoginLogApart(TransactionCase):
    """On connections of their own, as in a running server."""

    @mute_logger("odoo.addons.base.models.res_users")
    def test_entry_of_a_refused_log_in_outlives_its_transaction(self):
        login = "obligo nobody apart"
        self.addCleanup(self._forget, login)
        with self.registry.cursor() as cr:
            try:
                Environment(cr, SUPERUSER_ID, {})["res.users"].authenticate(
                    {"type": "password", "login": login, "password": "wrong"}, {"interactive": True}
                )
            except AccessDenied:
                cr.rollback()
        with self.registry.cursor() as cr:
            cr.execute("SELECT is_success, attempts FROM crm_login_log WHERE login = %s", [login])
            self.assertEqual(cr.fetchall(), [(False, 1)])

    def _forget(self, login):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM crm_login_log WHERE login = %s", [login])
