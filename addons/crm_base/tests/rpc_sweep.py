"""By RPC, on all models and methods of a module: who has no business with a record learns and changes nothing."""

import json

from odoo import models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.service.model import call_kw
from odoo.tools import SQL, mute_logger

RIGHT_NAMES = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
REFUSALS = (AccessError, MissingError)
# What happens to who has no business with the record: it refuses, or opens a screen and tells nothing.
REFUSED, OPENS = "refused", "opens"
EVERY_ROW = 2**31 - 1


class RpcSweep:
    """For a test class of a module, which says what was decided, and whose world has records of every model.

    - `swept_module`; `decisions`, a module with `RIGHTS` of models ({model: letters of each of `roles`}), `SHARED`
      ({model: why its records are nobody's}) and `METHODS` ({model: {public method: REFUSED or OPENS}});
    - `roles`, names of users as attributes; `strangers`, users who have no business with the records of the world;
      `wizard_user`, who has filled in the wizards; `secrets`, words that no answer to a stranger may hold;
    - `_owned()`, {model: domain of the records of the world}; `_wizards()`, {wizard: what is typed into it};
      `_arguments()`, {(model, method): what it is called with after the ids}, none elsewhere;
      `_records_for_methods()`, records of other modules' models that methods are tried on.
    """

    # Odoo runs inherited tests only where it is told to.
    allow_inherited_tests_method = True
    wizard_user = "manager"
    # Wizards that are lines of others, or made by them.
    parts_of_wizards = frozenset()
    # Methods of a model and not of its records: (model, method).
    without_ids = frozenset()
    # Tables of other modules that the methods could change.
    watched_tables = ("account_move", "sale_order", "res_partner")
    # A stranger may do his own with some methods: then only what stood there before has to stay as it was.
    strangers_add_rows = False

    @classmethod
    def _models(cls):
        """Models that the module makes."""
        return [
            name for name in cls.registry.models if cls.registry[name]._original_module == cls.swept_module
        ]

    def _stored_models(self):
        """Models that it makes and that have records, of tables or of views."""
        return [
            name for name in self._models() if not (self.env[name]._abstract or self.env[name]._transient)
        ]

    def _public_methods(self):
        """{model: names of the public methods that are the module's own}, those that extend Odoo's left out."""
        found = {}
        for name, model in self.registry.models.items():
            ours = [cls for cls in model.mro() if getattr(cls, "_module", None) == self.swept_module]
            others = [cls for cls in model.mro() if cls not in ours and cls is not model]
            names = {key for cls in ours for key, value in vars(cls).items() if callable(value)}
            names = {key for key in names if not key.startswith("_") and key not in vars(models.BaseModel)}
            names -= {key for cls in others for key in vars(cls)}
            names = {key for key in names if callable(getattr(model, key))}
            # A method of a mixin counts where it is used.
            if names and not (model._abstract and model._inherit_children):
                found[name] = names
        return found

    def _mine(self, name):
        return self.env[name].search(self._owned()[name])

    def _call(self, user, model, method, *args, **kwargs):
        """Call a method as the web client or a program does, and undo what it left when it refuses."""
        # What somebody else has read stands in the cache, where no rule asks.
        self.env.invalidate_all()
        with self.cr.savepoint():
            result = call_kw(self.env[model].with_user(user), method, list(args), kwargs)
            self.env.flush_all()
        return result

    def test_every_model_is_decided(self):
        decided = {name for name in self._models() if not self.env[name]._abstract}
        self.assertEqual(decided, self.decisions.RIGHTS.keys(), "decide who may do what with it")
        users = [getattr(self, role) for role in self.roles]
        for name, rights in self.decisions.RIGHTS.items():
            for user, letters in zip(users, rights, strict=True):
                model = self.env[name].with_user(user)
                found = {letter for letter, right in RIGHT_NAMES.items() if model.has_access(right)}
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(found, set(letters))

    def test_every_method_is_decided(self):
        decided = {name: set(methods) for name, methods in self.decisions.METHODS.items()}
        self.assertEqual(self._public_methods(), decided, "decide what it does to who may not")

    def test_there_is_a_record_of_every_model(self):
        for name in self._stored_models():
            with self.subTest(model=name):
                self.assertTrue(self._mine(name) or name in self.decisions.SHARED)
        wizards = {name for name in self._models() if self.env[name]._transient}
        self.assertEqual(wizards - self.parts_of_wizards, self._wizards().keys())

    def test_nothing_is_read(self):
        for name in set(self._stored_models()) - self.decisions.SHARED.keys():
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
        for name in set(self._stored_models()) - self.decisions.SHARED.keys():
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
        before, opened = self._fingerprint(), set()
        for name, methods in self.decisions.METHODS.items():
            for method in methods:
                given = [ids[name]] if (name, method) not in self.without_ids and name in ids else []
                given += arguments.get((name, method), [])
                for user in self.strangers:
                    with self.subTest(model=name, method=method, user=user.login):
                        opened |= {(name, method)} if self._is_open(user, name, method, given) else set()
        self.env.invalidate_all()
        self.assertEqual(self._fingerprint(), before)
        decided = {
            (name, method)
            for name, methods in self.decisions.METHODS.items()
            for method, outcome in methods.items()
            if outcome == OPENS
        }
        self.assertEqual(opened, decided)

    def _ids_for_methods(self):
        """{model: ids of a record of the world}; a wizard is that of who has filled it in."""
        stored = {name: self._mine(name).ids[:1] for name in self._stored_models()}
        author = getattr(self, self.wizard_user)
        wizards = {
            name: self.env[name].with_user(author).create(values).ids
            for name, values in self._wizards().items()
        }
        return {**stored, **wizards, **{record._name: record.ids for record in self._records_for_methods()}}

    def _is_open(self, user, name, method, given):
        """Whether the method lets a stranger in; what it tells him then holds no secret."""
        try:
            result = self._call(user, name, method, *given)
        except REFUSALS:
            return False
        told = json.dumps(result, default=str)
        for secret in self.secrets:
            self.assertNotIn(secret, told)
        return True

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        tables = [self.env[name]._table for name in self._stored_models() if self.env[name]._auto]
        tables += self.watched_tables
        self.last_rows = {
            table: self._of_table("COALESCE(MAX(id), 0)", table) if self.strangers_add_rows else EVERY_ROW
            for table in tables
        }

    def _of_table(self, what, table, last=EVERY_ROW):
        query = SQL("SELECT %s FROM %s t WHERE id <= %s", SQL(what), SQL.identifier(table), last)
        return self.env.execute_query(query)[0][0]

    def _fingerprint(self):
        """What stands in the tables of the module, and in those that its methods could change."""
        self.env.flush_all()
        text = "MD5(STRING_AGG(t::text, '|' ORDER BY id))"
        return {table: self._of_table(text, table, last) for table, last in self.last_rows.items()}
