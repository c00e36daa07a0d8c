"""Every route of ours with what no browser sends: never 500."""

import io

from odoo.tests import tagged
from odoo.tools import mute_logger

from .routes import MORE, RouteCase

# Few, of many kinds at once: each is asked of every route.
TEXTS = ("x", "-1e9", "99999999999999999999", "\x00 <b> ' OR 1=1 -- ١ [] é" * 20)
NUMBERS = (0, 2**31, 10**30)
# More digits than Python reads; the first twelve look like an id.
ENDLESS = f"{'1':0>12}{'9' * 5000}"


@tagged("post_install", "-at_install")
class TestRouteFuzz(RouteCase):
    def setUp(self):
        super().setUp()
        self.contact_a.write({"may_see_account": True, "may_approve": True, "may_manage_contacts": True})
        self.env["ir.config_parameter"].set_param("crm_orders_portal.costly_requests_per_minute", "100000")
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        # A log-in may not archive itself by chance.
        self.other = self._create_contact(self.customer_a, "Other")

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http", "werkzeug")
    def test_never_500(self):
        seen = 0
        for rule, names in self._routes():
            for url in self._addresses(rule, NUMBERS):
                self.assertLess(self._ask(rule, url, {}).status_code, 500, url)
            url = next(self._addresses(rule, NUMBERS))
            for text in TEXTS:
                values = dict.fromkeys((*names, *MORE), text)
                self.assertLess(self._ask(rule, url, values).status_code, 500, f"{url} {text[:20]!r}")
            seen += 1
        self.assertGreater(seen, 20)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http", "werkzeug")
    def test_a_file_where_a_text_belongs(self):
        basket = self._basket(self.buyer_a)
        for rule, names in self._routes():
            if "POST" in (rule.methods or ()):
                for url in self._addresses(rule, NUMBERS):
                    files = [
                        (name, ("x.txt", io.BytesIO(b"1"))) for name in {*names, *MORE, "paste"} - {"token"}
                    ]
                    response = self._ask(rule, url, {"token": basket.portal_token}, files=files)
                    self.assertLess(response.status_code, 500, url)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http", "werkzeug")
    def test_each_parameter_alone(self):
        for rule, names in self._routes():
            url = next(self._addresses(rule, NUMBERS))
            for name in names:
                for text in ("x", "99999999999999999999", ENDLESS):
                    self.assertLess(
                        self._ask(rule, url, {name: text}).status_code, 500, f"{url} {name}={text[:20]!r}"
                    )
