"""Simultaneous confirmations in real transactions, each through one of the doors to a confirmed order.

Nothing here runs inside a test's transaction: what races must be committed, and is cleared up afterwards.
"""

import time
from collections import Counter
from datetime import timedelta
from functools import partial

import requests
from odoo import Command, fields
from odoo.addons.crm_base.tests.racing import PATIENCE, at_once, transaction
from odoo.service.model import retrying

PRICE = 600
SIGNATURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
LOGIN = "racing_controller"


class GateRace:
    """Customers, quotations of 600 each, and the doors: `call` (ORM), `button`, `portal`, `json2` (all HTTP)."""

    doors = ("call", "button", "portal", "json2")

    def __init__(self, registry, url):
        self.registry, self.url = registry, url
        self.partner_ids, self.tokens = [], {}
        with self.cursor() as env:
            # A service: confirming it starts no delivery, so nothing but the gate can make two orders meet.
            product = env["product.product"].create(
                {"name": "Credit race", "type": "service", "list_price": PRICE, "taxes_id": False}
            )
            roles = env.ref("crm_base.group_administrator") | env.ref("base.group_user")
            user = env["res.users"].create(
                {"name": LOGIN, "login": LOGIN, "password": LOGIN, "group_ids": [Command.set(roles.ids)]}
            )
            until = fields.Datetime.now() + timedelta(hours=1)
            self.key = user.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "race", until)
            self.product_id, self.user_id = product.id, user.id
        self.session = self._log_in()

    def cursor(self):
        """A transaction of its own, committed at the end: context manager of an environment."""
        return transaction(self.registry)

    def clear(self):
        """Remove what was committed."""
        with self.cursor() as env:
            orders = env["sale.order"].search([("partner_id", "in", self.partner_ids)])
            orders._action_cancel()
            orders.unlink()
            env["res.partner"].browse(self.partner_ids).unlink()
            env["product.product"].browse(self.product_id).unlink()
            user = env["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    def quotations(self, count, ceiling):
        """Ids of so many quotations of a new customer with this ceiling, ready to be signed in the portal."""
        with self.cursor() as env:
            partner = env["res.partner"].create({"name": "Race", "is_company": True})
            self.partner_ids.append(partner.id)
            env["credit.ceiling"].create({"partner_id": partner.id, "credit_ceiling": ceiling})
            line = {"product_id": self.product_id, "product_uom_qty": 1, "price_unit": PRICE}
            values = {
                "partner_id": partner.id,
                "state": "sent",
                "require_signature": True,
                "require_payment": False,
                "order_line": [Command.create(line)],
            }
            orders = env["sale.order"].create([values] * count)
            self.tokens |= {order.id: order._portal_ensure_token() for order in orders}
            return orders.ids

    def run(self, order_ids, doors):
        """Confirm all at the same moment, each through its door; returns errors and the seconds each took."""
        outcomes = at_once(
            [partial(self._go, door, order_id) for order_id, door in zip(order_ids, doors, strict=True)]
        )
        errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        return errors, [outcome for outcome in outcomes if outcome not in errors]

    def outcome(self, order_ids):
        """What became of the orders: counts of (state, authorisation) and the customer's credit."""
        with self.cursor() as env:
            orders = env["sale.order"].browse(order_ids)
            states = Counter(
                "sale" if order.state == "sale" else order.authorization_state for order in orders
            )
            return states, orders.partner_id.credit_amount

    def confirm(self, order_id):
        """Confirm one order alone; returns the seconds it took."""
        start = time.perf_counter()
        with self.cursor() as env:
            retrying(partial(self._press, env, order_id), env)
        return time.perf_counter() - start

    def _go(self, door, order_id, ready):
        start = getattr(self, f"_by_{door}")(order_id, ready)
        return time.perf_counter() - start

    def _by_call(self, order_id, ready):
        with self.cursor() as env:
            # The picture of this transaction is taken here, before anybody of the others has confirmed.
            env["sale.order"].browse(order_id).mapped("name")
            ready()
            start = time.perf_counter()
            retrying(partial(self._press, env, order_id), env)
        return start

    def _by_button(self, order_id, ready):
        arguments = {"model": "sale.order", "method": "action_confirm", "args": [[order_id]], "kwargs": {}}
        return self._post(
            ready, "/web/dataset/call_button/sale.order/action_confirm", {"params": arguments}, session=True
        )

    def _by_portal(self, order_id, ready):
        body = {"name": "Ana", "signature": SIGNATURE, "access_token": self.tokens[order_id]}
        return self._post(ready, f"/my/orders/{order_id}/accept", {"params": body})

    def _by_json2(self, order_id, ready):
        return self._post(
            ready,
            "/json/2/sale.order/action_confirm",
            {"ids": [order_id]},
            headers={"Authorization": f"bearer {self.key}"},
        )

    def _post(self, ready, path, body, headers=None, session=False):
        cookies = {"session_id": self.session} if session else {}
        ready()
        start = time.perf_counter()
        answer = requests.post(self.url + path, json=body, headers=headers, cookies=cookies, timeout=PATIENCE)
        answer.raise_for_status()
        content = answer.json()
        result = content.get("result") if isinstance(content, dict) else None
        if any(isinstance(part, dict) and "error" in part for part in (content, result)):
            raise RuntimeError(content)
        return start

    def _log_in(self):
        body = {"params": {"db": self.registry.db_name, "login": LOGIN, "password": LOGIN}}
        answer = requests.post(f"{self.url}/web/session/authenticate", json=body, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.cookies["session_id"]

    @staticmethod
    def _press(env, order_id):
        env["sale.order"].browse(order_id).action_confirm()
