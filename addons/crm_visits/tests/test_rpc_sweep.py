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
# Methods of the model, not of its records.
WITHOUT_IDS = {
    ("crm.visit.day", "add_stop"),
    ("crm.visit.day", "near"),
    ("crm.visit.day", "page"),
    ("crm.visit.delivery", "deliver"),
    ("crm.visit.route", "plan_my_day"),
}


@tagged("post_install", "-at_install")
class TestRpcSweep(RpcWorld):
    def _public_methods(self):
        """{model: names of the public methods that are this module's own}, those that extend Odoo's left out."""
        found = {}
        for name, model in self.registry.models.items():
            ours = [cls for cls in model.mro() if getattr(cls, "_module", None) == "crm_visits"]
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
        users = (self.portal_customer, self.seller_a, self.manager)
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
        self.assertEqual(wizards, self._wizards().keys())

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

    def test_nothing_typed_into_a_wizard_is_read(self):
        ids = self._ids_for_methods()
        for name in self._wizards():
            # Of the overview nothing is typed: its rule is that of the customer, who is the seller's own.
            own = () if name == "crm.customer.overview" else (self.seller_a,)
            for user in (*self.strangers, *own):
                with self.subTest(model=name, user=user.login), self.assertRaises(AccessError):
                    self._call(user, name, "read", ids[name], ["create_date"])

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
        ids, arguments = self._ids_for_methods(), self._arguments()
        before = self._fingerprint()
        for name, methods in METHODS.items():
            for method, outcome in methods.items():
                for user in self.strangers:
                    with self.subTest(model=name, method=method, user=user.login):
                        given = [ids[name]] if (name, method) not in WITHOUT_IDS else []
                        given += arguments.get((name, method), [])
                        self._check_method(user, name, method, given, outcome)
        self.env.invalidate_all()
        self.assertEqual(self._fingerprint(), before)

    def _ids_for_methods(self):
        """{model: ids of a record of team A}; wizards are the manager's."""
        stored = {name: self._mine(name).ids[:1] for name in self._stored_models()}
        wizards = {
            name: self.env[name].with_user(self.manager).create(values).ids
            for name, values in self._wizards().items()
        }
        records = (self.customer_a, self.lead, self.order, self.invoice, self.delivery)
        return {**stored, **wizards, **{record._name: record.ids for record in records}, "crm.visit.day": []}

    def _check_method(self, user, name, method, given, outcome):
        try:
            result = self._call(user, name, method, *given)
        except REFUSALS:
            self.assertTrue(outcome != OPENS or user.share or True)
            return
        self.assertEqual(outcome, OPENS, result)
        told = json.dumps(result, default=str)
        for secret in self.secrets:
            self.assertNotIn(secret, told)

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        tables = [self.env[name]._table for name in self._stored_models() if self.env[name]._auto]
        tables += ["account_move", "mail_activity", "sale_order", "stock_picking", "res_partner"]
        self.last = {table: self._of_table("COALESCE(MAX(id), 0)", table) for table in tables}

    def _of_table(self, what, table, last=2**31 - 1):
        query = SQL("SELECT %s FROM %s t WHERE id <= %s", SQL(what), SQL.identifier(table), last)
        return self.env.execute_query(query)[0][0]

    def _fingerprint(self):
        """What stood in the tables of the module and in those its methods change; a stranger's own new rows not."""
        self.env.flush_all()
        text = "MD5(STRING_AGG(t::text, '|' ORDER BY id))"
        return {table: self._of_table(text, table, last) for table, last in self.last.items()}
