"""Two sellers who enter the same new customer at one moment, in real transactions: one enters it, one is told."""

from functools import partial
from unittest.mock import patch

from odoo import Command
from odoo.service.model import retrying
from odoo.tests import tagged

from ..exceptions import DuplicateCustomerError
from .racing import RaceCase, at_once

NAME = "Drogaria Simultânea"
SIMULTANEOUS = 3


@tagged("post_install", "-at_install")
class TestDuplicatesConcurrency(RaceCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
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
        with self.transaction() as env:
            self._entered(env).unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _entered(self, env):
        return env["res.partner"].search([("name", "=like", f"{NAME}%")])

    def _enter(self, user_id, values, ready):
        try:
            with self.transaction(user_id) as env:
                # The picture of this transaction is taken here, before anybody of the others has entered anything.
                self.assertFalse(self._entered(env))
                ready()
                retrying(partial(env["res.partner"].create, values), env)
        except DuplicateCustomerError:
            return "told"
        return "entered"

    def _enter_all(self, values_list):
        outcomes = at_once(
            [
                partial(self._enter, user_id, values)
                for user_id, values in zip(self.user_ids, values_list, strict=True)
            ]
        )
        with self.transaction() as env:
            return sorted(map(str, outcomes)), len(self._entered(env))

    def test_same_customer_is_entered_once(self):
        values = {"is_company": True, "phone": "+351 219 000 111"}
        names = [NAME, f"{NAME} Lda", f"{NAME} do Minho"]
        outcomes, entered = self._enter_all([{**values, "name": name} for name in names])
        self.assertEqual((outcomes, entered), (["entered", "told", "told"], 1))
        with self.transaction() as env:
            self.assertTrue(env["crm.duplicate.lock"].search_count([]), "they met on no row")

    def test_different_customers_are_all_entered(self):
        values_list = [
            {"is_company": True, "name": f"{NAME} {name}", "phone": f"+351 21900022{number}"}
            for number, name in enumerate(("Alcaçuz", "Bergamota", "Cardamomo"))
        ]
        with patch.object(self.registry["res.partner"], "_may_override_duplicates", return_value=True):
            outcomes, entered = self._enter_all(values_list)
        self.assertEqual((outcomes, entered), (["entered"] * 3, 3))
