"""Two sellers who enter the same new customer at one moment, in real transactions: one enters it, one is told."""

import threading
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..exceptions import DuplicateCustomerError

NAME = "Drogaria Simultânea"
SIMULTANEOUS = 3


@tagged("post_install", "-at_install")
class TestDuplicatesConcurrency(BaseCase):
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
            groups = env.ref("base.group_user") | env.ref("crm_base.group_seller")
            groups |= env.ref("base.group_partner_manager")
            self.user_ids = (
                env["res.users"]
                .create(
                    [
                        {
                            "name": f"Simultaneous {number}",
                            "login": f"simultaneous{number}",
                            "group_ids": [Command.set(groups.ids)],
                        }
                        for number in range(SIMULTANEOUS)
                    ]
                )
                .ids
            )
        self.addCleanup(self._clear)

    def _clear(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self._entered(env).unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _entered(self, env):
        return env["res.partner"].search([("name", "=like", f"{NAME}%")])

    def _enter(self, user_id, values, barrier, outcomes):
        try:
            with self.registry.cursor() as cr:
                env = api.Environment(cr, user_id, {})
                # The picture of this transaction is taken here, before anybody of the others has entered anything.
                self.assertFalse(self._entered(env))
                barrier.wait(timeout=30)
                retrying(partial(env["res.partner"].create, values), env)
                outcomes.append("entered")
        except DuplicateCustomerError:
            outcomes.append("told")
        except Exception as error:
            outcomes.append(error)

    def _enter_all(self, values_list):
        barrier, outcomes = threading.Barrier(SIMULTANEOUS), []
        threads = [
            threading.Thread(target=self._enter, args=(user_id, values, barrier, outcomes))
            for user_id, values in zip(self.user_ids, values_list, strict=True)
        ]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        with self.registry.cursor() as cr:
            entered = len(self._entered(api.Environment(cr, SUPERUSER_ID, {})))
        return sorted(map(str, outcomes)), entered

    def test_same_customer_is_entered_once(self):
        values = {"is_company": True, "phone": "+351 219 000 111"}
        names = [NAME, f"{NAME} Lda", f"{NAME} do Minho"]
        outcomes, entered = self._enter_all([{**values, "name": name} for name in names])
        self.assertEqual((outcomes, entered), (["entered", "told", "told"], 1))

    def test_different_customers_are_all_entered(self):
        values_list = [
            {"is_company": True, "name": f"{NAME} {name}", "phone": f"+351 21900022{number}"}
            for number, name in enumerate(("Alcaçuz", "Bergamota", "Cardamomo"))
        ]
        with patch.object(self.registry["res.partner"], "_may_override_duplicates", return_value=True):
            outcomes, entered = self._enter_all(values_list)
        self.assertEqual((outcomes, entered), (["entered"] * 3, 3))
