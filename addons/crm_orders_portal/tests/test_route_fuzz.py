"""Every route of ours, told from the routing map, with what no browser sends: never 500, never another's data."""

import inspect
import io
from itertools import product

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PortalHttpCase

OURS = "odoo.addons.crm_orders_portal."
# Few, of many kinds at once: each is asked of every route.
TEXTS = ("x", "-1e9", "99999999999999999999", "\x00 <b> ' OR 1=1 -- ١ [] é" * 20)
NUMBERS = (0, 2**31, 10**30)
# More digits than Python reads; the first twelve look like an id.
ENDLESS = f"{'1':0>12}{'9' * 5000}"
# What a form of ours, or somebody who makes his own, may send besides the parameters a route names.
MORE = (
    "do",
    "token",
    "code",
    "quantity",
    "quantity-1",
    "quantity-x",
    "files",
    "note",
    "filterby",
    "date_begin",
    "date_end",
    "unknown",
)


@tagged("post_install", "-at_install")
class TestRouteFuzz(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.contact_a.write({"may_see_account": True, "may_approve": True, "may_manage_contacts": True})
        self.env["ir.config_parameter"].set_param("crm_orders_portal.costly_requests_per_minute", "100000")
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        # A log-in may not archive itself by chance.
        self.other = self._create_contact(self.customer_a, "Other")

    def _routes(self):
        """(rule, parameters) of every route of ours."""
        with self.registry.cursor() as cr:
            rules = list(self.env(cr=cr)["ir.http"].routing_map().iter_rules())
        for rule in rules:
            method = inspect.unwrap(rule.endpoint.func)
            if method.__module__.startswith(OURS):
                names = [
                    name for name in inspect.signature(method).parameters if name not in ("self", "kwargs")
                ]
                yield rule, [name for name in names if not name.startswith("_")]

    def _addresses(self, rule):
        """The rule's address with each junk number or text in the place of its arguments."""
        choices = {
            name: sorted(converter.items) if hasattr(converter, "items") else NUMBERS
            for name, converter in rule._converters.items()
        }
        for chosen in product(*choices.values()):
            yield rule.build(dict(zip(choices, chosen, strict=True)), append_unknown=False)[1]

    def _ask(self, rule, url, values, files=None):
        if "POST" not in (rule.methods or ()) and rule.endpoint.routing["type"] == "http":
            return self.url_open(url, data=None, params=values, allow_redirects=False)
        if rule.endpoint.routing["type"] == "jsonrpc":
            return self.url_open(url, json={"jsonrpc": "2.0", "params": values}, allow_redirects=False)
        return self._post(url, values, files=files, allow_redirects=False)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http", "werkzeug")
    def test_never_500(self):
        seen = 0
        for rule, names in self._routes():
            for url in self._addresses(rule):
                self.assertLess(self._ask(rule, url, {}).status_code, 500, url)
            url = next(self._addresses(rule))
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
                for url in self._addresses(rule):
                    files = [
                        (name, ("x.txt", io.BytesIO(b"1"))) for name in {*names, *MORE, "paste"} - {"token"}
                    ]
                    response = self._ask(rule, url, {"token": basket.portal_token}, files=files)
                    self.assertLess(response.status_code, 500, url)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http", "werkzeug")
    def test_each_parameter_alone(self):
        for rule, names in self._routes():
            url = next(self._addresses(rule))
            for name in names:
                for text in ("x", "99999999999999999999", ENDLESS):
                    self.assertLess(
                        self._ask(rule, url, {name: text}).status_code, 500, f"{url} {name}={text[:20]!r}"
                    )
