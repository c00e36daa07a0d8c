from odoo import api, models
from odoo.exceptions import AccessDenied

# What modules of Odoo ask for after the password: the code of an application, or one sent by mail.
SECOND_FACTORS = {"totp", "totp_mail"}


class ResUsers(models.Model):
    """Every log-in and every refused one goes into the register, through pages and through RPC."""

    _inherit = "res.users"

    def _login(self, credential, user_agent_env):
        login = credential.get("login") if isinstance(credential, dict) else None
        try:
            auth_info = super()._login(credential, user_agent_env)
        except AccessDenied:
            self.env["crm.login.log"]._record(login, is_success=False)
            raise
        # A log-in by a provider (OAuth) carries a token instead of a name.
        user = self.env["res.users"].sudo().browse(auth_info["uid"])
        self.env["crm.login.log"]._record(user.login, is_success=True)
        return auth_info

    def _check_credentials(self, credential, env):
        try:
            return super()._check_credentials(credential, env)
        except AccessDenied:
            # A wrong password is noted by whoever asked for it, above; a wrong code comes here only.
            if credential.get("type") in SECOND_FACTORS:
                self.env["crm.login.log"]._record(self.login, is_success=False)
            raise

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """Odoo remembers the good answers, so of a program that calls by RPC the first success is noted."""
        try:
            return super()._check_uid_passwd(uid, passwd)
        except AccessDenied:
            # Nobody is logged in yet: the name belongs into the register.
            user = self.env["res.users"].sudo().browse(uid if isinstance(uid, int) else ()).exists()
            self.env["crm.login.log"]._record(user.login or str(uid), is_success=False)
            raise
