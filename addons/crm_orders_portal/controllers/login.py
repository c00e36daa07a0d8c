from odoo.addons.portal.controllers.web import Home
from odoo.http import request


class PortalHome(Home):
    """After the log-in a customer reads the portal in his own language."""

    def _login_redirect(self, uid, redirect=None):
        # As superuser: nothing but the language of the user who has just proved who he is.
        user = request.env["res.users"].sudo().browse(uid)
        if not user._is_internal() and user.lang:
            # The page of the log-in came in the browser's language and said so in this cookie, which otherwise
            # goes before the user's choice (O:addons/http_routing/models/ir_http.py, `_match`).
            request.future_response.set_cookie("frontend_lang", user.lang)
        return super()._login_redirect(uid, redirect=redirect)
