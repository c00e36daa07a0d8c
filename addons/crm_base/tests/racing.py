"""What tests of concurrency stand on: works at the same moment, each in a real transaction on its own connection."""

import threading
from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger

START_SECONDS = 30
PATIENCE = 60  # seconds after which a work counts as stuck
# That one of them lost and was repeated is what these tests are about.
EXPECTED_IN_LOG = ("odoo.sql_db", "odoo.service.model", "odoo.http")


class RaceCase(BaseCase):
    """Commits for real and clears up after itself: a test inside one transaction cannot show this."""

    def setUp(self):
        super().setUp()
        # The runner holds the registry's lock while it tests; other threads need it, as in a running server.
        patcher = patch.object(Registry, "_lock", DummyRLock())
        patcher.start()
        self.addCleanup(patcher.stop)
        self.registry = Registry(get_db_name())

    def transaction(self, user_id=SUPERUSER_ID):
        """A transaction of its own, committed at the end: context manager of an environment."""
        return transaction(self.registry, user_id)


@contextmanager
def transaction(registry, user_id=SUPERUSER_ID):
    """A transaction on a connection of its own, committed at the end: yields its environment."""
    with registry.cursor() as cr:
        yield api.Environment(cr, user_id, {})


def at_once(works):
    """Do all `works` at the same moment; returns what each gave or raised, in their order.

    Each is a function of `ready`, which it calls once its picture of the database is taken: the call comes back when
    all are that far.
    """
    barrier = threading.Barrier(len(works), timeout=START_SECONDS)
    outcomes = [TimeoutError("stuck")] * len(works)

    def run(place, work):
        try:
            outcomes[place] = work(barrier.wait)
        except Exception as error:
            outcomes[place] = error

    threads = [
        threading.Thread(target=run, args=(place, work), daemon=True) for place, work in enumerate(works)
    ]
    with mute_logger(*EXPECTED_IN_LOG):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=PATIENCE)
    return outcomes
