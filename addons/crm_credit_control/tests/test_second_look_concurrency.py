"""The job looks at a waiting order again while somebody releases it, in real transactions."""

from functools import partial

from odoo.addons.crm_base.tests.racing import RaceCase, at_once
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import HttpCase, tagged

from .gate_racing import PRICE, GateRace

ROUNDS = 3


@tagged("post_install", "-at_install")
class TestSecondLookConcurrency(RaceCase):
    def setUp(self):
        super().setUp()
        self.race = GateRace(self.registry, HttpCase.base_url())
        self.addCleanup(self.race.clear)

    def _look(self, order_id, ready):
        with self.transaction() as env:
            order = env["sale.order"].browse(order_id)
            self.assertEqual(order.authorization_state, "waiting")
            ready()
            retrying(order._look_again, env)

    def _release(self, order_id, ready):
        with self.transaction(self.race.user_id) as env:
            rows = env["sale.order"].browse(order_id).authorization_ids
            self.assertEqual(rows.mapped("state"), ["waiting"])
            ready()
            try:
                retrying(rows.action_release, env)
            except UserError:
                return "too late"
            return "released"

    def test_one_of_them_is_first_and_the_other_sees_it(self):
        for _round in range(ROUNDS):
            [order_id] = self.race.quotations(1, ceiling=PRICE / 2)
            self.race.confirm(order_id)
            with self.transaction() as env:
                partner = env["sale.order"].browse(order_id).partner_id
                env["credit.ceiling"].search([("partner_id", "=", partner.id)]).credit_ceiling = PRICE
            looked, released = at_once([partial(self._look, order_id), partial(self._release, order_id)])
            self.assertIsNone(looked)
            with self.transaction() as env:
                order = env["sale.order"].browse(order_id)
                rows = order.authorization_ids.mapped("state")
                found = (released, order.state, order.is_cleared, rows)
            self.assertIn(
                found,
                [("released", "sale", False, ["released"]), ("too late", "sent", True, ["expired"])],
            )
