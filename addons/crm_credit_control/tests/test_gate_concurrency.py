"""Case 22: two orders at the same moment, in real transactions on connections of their own."""

import threading
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

ROUNDS = 5
SIMULTANEOUS = 4


@tagged("post_install", "-at_install")
class TestGateConcurrency(BaseCase):
    """Commits for real and clears up after itself: a test inside one transaction cannot show this."""

    def setUp(self):
        super().setUp()
        # The runner holds the registry's lock while it tests; other threads need it, as in a running server.
        patcher = patch.object(Registry, "_lock", DummyRLock())
        patcher.start()
        self.addCleanup(patcher.stop)
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            # A service: confirming it starts no delivery, so nothing but the gate can make two orders meet.
            product = env["product.product"].create(
                {"name": "Credit race", "type": "service", "list_price": 600}
            )
            product.taxes_id = False
            self.product_id, self.company_id = product.id, env.company.id
        self.partner_ids = []
        self.addCleanup(self._clear)

    def _clear(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            orders = env["sale.order"].search([("partner_id", "in", self.partner_ids)])
            orders._action_cancel()
            orders.unlink()
            env["res.partner"].browse(self.partner_ids).unlink()
            env["product.product"].browse(self.product_id).unlink()

    def _race(self, ceiling):
        """Quotations of 600 each for one new customer with this ceiling: ids of them."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            partner = env["res.partner"].create({"name": "Race", "is_company": True})
            self.partner_ids.append(partner.id)
            env["credit.ceiling"].create({"partner_id": partner.id, "credit_ceiling": ceiling})
            line = {"product_id": self.product_id, "product_uom_qty": 1, "price_unit": 600}
            orders = env["sale.order"].create(
                [{"partner_id": partner.id, "order_line": [(0, 0, line)]} for _number in range(SIMULTANEOUS)]
            )
            return orders.ids

    def _confirm(self, order_id, barrier, errors):
        try:
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                # The picture of this transaction is taken here, before anybody of the others has confirmed.
                env["sale.order"].browse(order_id).mapped("name")
                barrier.wait(timeout=30)
                retrying(partial(self._press, env, order_id), env)
        except Exception as error:
            errors.append(error)

    @staticmethod
    def _press(env, order_id):
        env["sale.order"].browse(order_id).action_confirm()

    def test_22_simultaneous_confirmations_never_pass_the_ceiling_together(self):
        for ceiling, expected in [(1000, 1), (1200, 2)] * ROUNDS:
            order_ids = self._race(ceiling)
            barrier, errors = threading.Barrier(SIMULTANEOUS), []
            threads = [
                threading.Thread(target=self._confirm, args=(order_id, barrier, errors))
                for order_id in order_ids
            ]
            with mute_logger("odoo.sql_db", "odoo.service.model"):
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join(timeout=60)
            self.assertFalse(errors)
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                orders = env["sale.order"].browse(order_ids)
                self.assertEqual(orders.mapped("state").count("sale"), expected)
                self.assertEqual(
                    orders.mapped("authorization_state").count("waiting"), SIMULTANEOUS - expected
                )
                self.assertEqual(orders.partner_id.credit_amount, 600 * expected)
