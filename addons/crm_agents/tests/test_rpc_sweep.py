"""By RPC, on every model and public method: who has no business with a record learns nothing, and changes nothing."""

import json

from odoo import models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .rpc_decisions import METHODS, OPENS, RIGHTS, SHARED
from .rpc_world import RpcWorld

RIGHT_NAMES = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
REFUSALS = (AccessError, MissingError)


@tagged("post_install", "-at_install")
class TestRpcSweep(RpcWorld):
    def _public_methods(self):
        """{model: names of the public methods that are this module's own}, those that extend Odoo's left out."""
        found = {}
        for name, model in self.registry.models.items():
            ours = [cls for cls in model.mro() if getattr(cls, "_module", None) == "crm_agents"]
            others = [cls for cls in model.mro() if cls not in ours and cls is not model]
            names = {key for cls in ours for key, value in vars(cls).items() if callable(value)}
            names = {key for key in names if not key.startswith("_") and key not in vars(models.BaseModel)}
            names -= {key for cls in others for key in vars(cls)}
            names = {key for key in names if callable(getattr(model, key))}
            if names:
                found[name] = names
        return found

    def _mine(self, name):
        return self.env[name].search(self._owned()[name])

    def test_every_model_is_decided(self):
        decided = {name for name in self._models() if not self.env[name]._abstract}
        self.assertEqual(decided, RIGHTS.keys(), "decide in rpc_decisions.py who may do what with it")
        users = (self.portal_agent, self.seller_a, self.manager)
        for name, rights in RIGHTS.items():
            for user, letters in zip(users, rights, strict=True):
                model = self.env[name].with_user(user)
                found = "".join(letter for letter, right in RIGHT_NAMES.items() if model.has_access(right))
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(set(found), set(letters))

    def test_every_method_is_decided(self):
        decided = {name: set(methods) for name, methods in METHODS.items()}
        found = self._public_methods()
        # A method of a mixin counts where it is used.
        found = {name: methods for name, methods in found.items() if not name.endswith(".mixin")}
        self.assertEqual(found, decided, "decide in rpc_decisions.py what it does to who may not")

    def test_there_is_a_record_of_every_model(self):
        for name in self._stored_models():
            with self.subTest(model=name):
                self.assertTrue(self._mine(name) or name in SHARED)
        wizards = {name for name in self._models() if self.env[name]._transient}
        lines = {"agent.commission.what.if.line", "agent.target.copy.line"}
        self.assertEqual(wizards - lines, self._wizards().keys())

    def test_nothing_is_read(self):
        for name in set(self._stored_models()) - SHARED.keys():
            mine = self._mine(name).ids
            for user in self.strangers:
                with self.subTest(model=name, user=user.login):
                    self._check_not_found(user, name, mine)
                    for method, *args in (
                        ("read", []),
                        ("web_read", {"display_name": {}}),
                        ("export_data", ["id"]),
                    ):
                        self._check_refused(user, name, method, mine[:1], *args)

    def _check_refused(self, user, name, method, *args):
        try:
            result = self._call(user, name, method, *args)
        except (*REFUSALS, UserError):
            return
        # Rows of a view may be only those of whoever looks: what is read then is nothing.
        self.assertIn(result, ([], {"datas": []}), f"{name}.{method}")

    def _check_not_found(self, user, name, mine):
        among = [("id", "in", mine)]
        searches = {
            "search": ([among], {}),
            "search_count": ([among], {}),
            "search_read": ([among, ["id"]], {}),
            "web_search_read": ([among, {"id": {}}], {}),
            "formatted_read_group": ([among, [], ["__count"]], {}),
            "name_search": (["", among], {}),
        }
        may_read = self.env[name].with_user(user).has_access("read")
        for method, (args, kwargs) in searches.items():
            try:
                result = self._call(user, name, method, *args, **kwargs)
            except AccessError:
                self.assertFalse(may_read, method)
                continue
            self.assertTrue(may_read, method)
            if method == "web_search_read":
                result = result["length"]
            elif method == "formatted_read_group":
                result = result[0]["__count"]
            self.assertFalse(result, method)

    def test_nothing_is_changed(self):
        before = self._fingerprint()
        for name in set(self._stored_models()) - SHARED.keys():
            mine = self._mine(name).ids[:1]
            attempts = [("write", {}), ("unlink",), ("copy",)]
            attempts += [("action_archive",)] if "active" in self.env[name]._fields else []
            for user in self.strangers:
                for method, *args in attempts:
                    with self.subTest(model=name, user=user.login, method=method):
                        self._check_refused(user, name, method, mine, *args)
        self.assertEqual(self._fingerprint(), before)

    @mute_logger("odoo.sql_db")
    def test_no_method_does_or_tells_anything(self):
        ids = self._ids_for_methods()
        before = self._fingerprint()
        for name, methods in METHODS.items():
            for method, outcome in methods.items():
                for user in self.strangers:
                    with self.subTest(model=name, method=method, user=user.login):
                        self._check_method(user, name, method, ids.get(name), outcome)
        self.env.invalidate_all()
        self.assertEqual(self._fingerprint(), before)

    def _ids_for_methods(self):
        """{model: ids of a record of team A}; wizards are the manager's."""
        stored = {name: self._mine(name).ids[:1] for name in METHODS if name in self._stored_models()}
        wizards = {
            name: self.env[name].with_user(self.manager).create(values).ids
            for name, values in self._wizards().items()
        }
        return {**stored, **wizards, "res.partner": self.customer_a.ids}

    def _check_method(self, user, name, method, ids, outcome):
        try:
            result = self._call(user, name, method, *([ids] if ids else []))
        except REFUSALS:
            self.assertTrue(outcome != OPENS or user.share or name != "res.partner")
            return
        self.assertEqual(outcome, OPENS, result)
        told = json.dumps(result, default=str)
        for secret in self.secrets:
            self.assertNotIn(secret, told)

    def _fingerprint(self):
        """What stands in the tables of the module, and in those that its methods change."""
        self.env.flush_all()
        tables = [self.env[name]._table for name in self._stored_models() if self.env[name]._auto]
        tables += ["account_move", "product_pricelist_item", "product_pricelist", "sale_order", "res_partner"]
        return {
            table: self.env.execute_query(
                SQL("SELECT MD5(STRING_AGG(t::text, '|' ORDER BY id)) FROM %s t", SQL.identifier(table))
            )
            for table in tables
        }
