"""The routes of ours, told from the routing map, and how they are asked."""

import inspect
from itertools import product

from .common import PortalHttpCase

OURS = "odoo.addons.crm_orders_portal."
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


class RouteCase(PortalHttpCase):
    """For test classes that ask every route."""

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

    def _addresses(self, rule, numbers):
        """The rule's address with each of `numbers`, or each word it knows, in the place of its arguments."""
        choices = {
            name: sorted(converter.items) if hasattr(converter, "items") else numbers
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
