from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestLogin(PortalHttpCase):
    """What a browser is told when a customer logs in."""

    def test_portal_comes_in_the_customers_own_language(self):
        """Whatever the browser's language: the cookie that the portal's pages follow is set to his."""
        self.env["res.lang"]._activate_lang("he_IL")
        self.buyer_a.lang = "he_IL"
        self._end_transaction()
        self.authenticate(None, None)
        answer = self._post("/web/login", {"login": "buyer_a", "password": "buyer_a"}, allow_redirects=False)
        self.assertEqual((answer.status_code, answer.headers["Location"]), (303, "/my"))
        self.assertEqual(answer.cookies["frontend_lang"], "he_IL")
