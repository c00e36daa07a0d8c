"""Case 22: orders at the same moment, in real transactions on connections of their own, through every door.

`OBLIGO_RACE_ROUNDS=200` makes it as many rounds of 2 to 8 at once, and tells the figures.
"""

import logging
import os
import random
import statistics
from contextlib import ExitStack

from odoo.addons.crm_base.tests.racing import RaceCase
from odoo.tests import HttpCase, tagged

from .gate_racing import PRICE, GateRace

EVERYDAY_SIZES = (2, 4, 6)
ROUNDS = int(os.environ.get("OBLIGO_RACE_ROUNDS", "0"))
LONE_CONFIRMATIONS = 10
_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestGateConcurrency(RaceCase):
    def setUp(self):
        super().setUp()
        self.race = GateRace(self.registry, HttpCase.base_url())
        self.addCleanup(self.race.clear)

    def test_22_simultaneous_confirmations_never_pass_the_ceiling_together(self):
        chance, times = random.Random(22), []
        sizes = [chance.randint(2, 8) for _round in range(ROUNDS)] or EVERYDAY_SIZES
        for number, count in enumerate(sizes):
            fits = chance.randrange(1, count)
            order_ids = self.race.quotations(count, ceiling=fits * PRICE + PRICE / 2)
            doors = [self.race.doors[(number + place) % len(self.race.doors)] for place in range(count)]
            errors, took = self.race.run(order_ids, doors)
            self.assertFalse(errors, f"round {number}: {doors}")
            states, credit = self.race.outcome(order_ids)
            self.assertEqual(states, {"sale": fits, "waiting": count - fits}, f"round {number}: {doors}")
            self.assertEqual(credit, fits * PRICE)
            times += took
        _logger.info(
            "%d rounds, %d confirmations: median %.2f s, longest %.2f s",
            *(len(sizes), len(times), statistics.median(times), max(times)),
        )

    def test_22_customers_with_other_ceilings_do_not_wait(self):
        """While one customer is held by a transaction that does not end, another's order is confirmed at once."""
        free, held = [], []
        for _round in range(LONE_CONFIRMATIONS):
            for times in (free, held):
                [busy_id] = self.race.quotations(1, ceiling=PRICE)
                [order_id] = self.race.quotations(1, ceiling=PRICE)
                with ExitStack() as stack:
                    if times is held:
                        env = stack.enter_context(self.race.cursor())
                        env["sale.order"].browse(busy_id).action_confirm()
                        env.flush_all()
                    times.append(self.race.confirm(order_id))
                self.assertEqual(self.race.outcome([order_id])[0], {"sale": 1})
        ratio = statistics.median(held) / statistics.median(free)
        _logger.info("beside a held customer %.2f times as long as alone", ratio)
        # A confirmation that waited would never have ended; what is left is noise.
        self.assertLess(ratio, 2)
