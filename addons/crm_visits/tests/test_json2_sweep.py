"""By JSON-2 a customer gets nothing of visits and complaints, not even of his own; another seller nothing either.

What each model and method decides is in `test_rpc_sweep`; here the same records are asked for as a program outside
would, with an API key, and with them what hangs on them: meetings, activities, messages, files, ratings.
"""

import inspect
import json

from odoo.addons.crm_base.tests.rpc_sweep import OPENS, RpcSweep
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from . import rpc_decisions
from .rpc_world import NOW, RpcWorld

READS = {
    "search_read": lambda ids, _fields: {"domain": [["id", "in", ids]], "fields": ["id"]},
    "name_search": lambda ids, _fields: {"domain": [["id", "in", ids]]},
    "web_search_read": lambda ids, nested: {"domain": [["id", "in", ids]], "specification": nested},
    "formatted_read_group": lambda ids, _fields: {"domain": [["id", "in", ids]], "groupby": ["id"]},
    "read": lambda ids, _fields: {"ids": ids, "fields": ["id"]},
    "web_read": lambda ids, nested: {"ids": ids, "specification": nested},
    "export_data": lambda ids, _fields: {"ids": ids, "fields_to_export": ["display_name"]},
    "copy_data": lambda ids, _fields: {"ids": ids},
}
WRITES = {
    "write": lambda ids: {"ids": ids, "vals": {}},
    "unlink": lambda ids: {"ids": ids},
    "copy": lambda ids: {"ids": ids},
}
NOTHING = ([], 0, {"datas": []}, {"length": 0, "records": []}, {"groups": [], "length": 0})
REFUSED = (403, 404)
# Odoo's models of what hangs on a record, with the fields that say on which; followers tell names of colleagues only.
AROUND = {
    "calendar.event": ("res_model", "res_id"),
    "ir.attachment": ("res_model", "res_id"),
    "mail.activity": ("res_model", "res_id"),
    "mail.message": ("model", "res_id"),
    "rating.rating": ("res_model", "res_id"),
}


@tagged("post_install", "-at_install")
class TestJson2Sweep(RpcSweep, RpcWorld, HttpCase):
    swept_module = "crm_visits"
    decisions = rpc_decisions
    without_ids = rpc_decisions.WITHOUT_IDS
    strangers_add_rows = True
    allow_inherited_tests_method = False  # its tests are those of `test_rpc_sweep`
    watched_tables = (
        "account_move",
        "calendar_event",
        "mail_activity",
        "mail_message",
        "rating_rating",
        "sale_order",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("portal.allow_api_keys", True)
        cls.buyer = new_test_user(cls.env, "buyer_a", groups="base.group_portal", partner_id=cls.contact_a.id)
        cls._hang_on_records()
        # Exporting is a right of its own: with it, they try that too.
        (cls.seller_b + cls.manager).group_ids += cls.env.ref("base.group_allow_export")
        cls.keys = {
            # sudo: no end to them, because the database's clock does not stand still
            user: cls.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "test", None)
            for user in (cls.buyer, cls.portal_customer, cls.seller_b, cls.manager)
        }
        cls.env.flush_all()

    @classmethod
    def _hang_on_records(cls):
        for record in (cls.visit, cls.complaint):
            record.message_post(body="Secret remark", attachments=[("secret.txt", b"Secret file")])
        cls.complaint.activity_schedule("mail.mail_activity_data_todo", user_id=cls.seller_a.id)
        cls.complaint._rating_get_access_token()
        for record in (cls.customer_a, cls.complaint):
            cls.env["calendar.event"].with_user(cls.seller_a).create(
                {
                    "name": "Secret meeting",
                    "start": NOW,
                    "stop": NOW,
                    "res_model_id": cls.env["ir.model"]._get_id(record._name),
                    "res_id": record.id,
                }
            )

    def _records_for_methods(self):
        return (self.customer_a, self.lead, self.order, self.invoice, self.delivery)

    def _around(self):
        """{model of Odoo: ids of what hangs on the records of team A}."""
        hosts = [(name, self._mine(name).ids) for name in ("crm.occurrence", "crm.complaint")]
        hosts.append(("res.partner", self.customer_a.ids))
        found = {
            name: [
                id_
                for model, ids in hosts
                for id_ in self.env[name].sudo().search([(of_model, "=", model), (of_id, "in", ids)]).ids
            ]
            for name, (of_model, of_id) in AROUND.items()
        }
        attendees = self.env["calendar.event"].browse(found["calendar.event"]).attendee_ids
        return {**found, "calendar.attendee": attendees.ids}

    def _post(self, user, model, method, **arguments):
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments, default=str),
            headers={"Authorization": f"Bearer {self.keys[user]}", "Content-Type": "application/json"},
        )

    def _check_nothing(self, user, model, method, **arguments):
        answer = self._post(user, model, method, **arguments)
        told = f"{user.login} {model}.{method} {answer.status_code} {answer.text[:500]}"
        refused = (*REFUSED, 422) if method == "export_data" else REFUSED
        if answer.status_code not in refused:
            self.assertEqual(answer.status_code, 200, told)
            self.assertIn(answer.json(), NOTHING, told)
        for secret in self.secrets:
            self.assertNotIn(secret, answer.text, told)

    def _nested(self, model):
        """A specification that asks for the names behind every relation of a model."""
        related = {
            name: {"fields": {"display_name": {}}}
            for name, field in self.env[model]._fields.items()
            if field.relational and not field.groups
        }
        return {"display_name": {}, **related}

    def _check_unread(self, user, model, ids):
        self.assertTrue(ids, f"no record of {model}")
        for method, arguments in READS.items():
            self._check_nothing(user, model, method, **arguments(ids, self._nested(model)))

    @mute_logger("odoo.http")
    def test_customers_read_no_model(self):
        ids = self._ids_for_methods()
        for name in self.decisions.RIGHTS:
            with self.subTest(model=name):
                self._check_unread(self.buyer, name, ids[name] or [1])

    @mute_logger("odoo.http")
    def test_another_seller_reads_no_record(self):
        ids = self._ids_for_methods()
        for name in self.decisions.RIGHTS.keys() - self.decisions.SHARED.keys():
            with self.subTest(model=name):
                self._check_unread(self.seller_b, name, ids[name])

    @mute_logger("odoo.http")
    def test_nothing_that_hangs_on_them_is_read(self):
        for name, ids in self._around().items():
            for user in (self.buyer, self.seller_b):
                with self.subTest(model=name, user=user.login):
                    self._check_unread(user, name, ids)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_nothing_is_written(self):
        before = self._fingerprint()
        own = {
            name: self._mine(name)[:1] for name in self._stored_models() if name not in self.decisions.SHARED
        }
        around = {name: self.env[name].browse(ids[:1]) for name, ids in self._around().items()}
        for name, record in {**own, **around}.items():
            copy = record.sudo().copy_data()
            for user in (self.buyer, self.seller_b):
                for method, arguments in WRITES.items():
                    with self.subTest(model=name, user=user.login, method=method):
                        answer = self._post(user, name, method, **arguments(record.ids))
                        # 422 is what Odoo says of attendees, which nobody copies.
                        refused = (*REFUSED, 422) if method == "copy" else REFUSED
                        self.assertIn(answer.status_code, refused, answer.text[:300])
                with self.subTest(model=name, user=user.login, method="create"):
                    answer = self._post(user, name, "create", vals_list=copy)
                    self.assertFalse(answer.ok, answer.text[:300])
        self.env.invalidate_all()
        self.assertEqual(self._fingerprint(), before)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_no_method_does_or_tells_anything(self):
        ids, arguments = self._ids_for_methods(), self._arguments()
        before = self._fingerprint()
        for name, methods in self.decisions.METHODS.items():
            for method, outcome in methods.items():
                names = list(inspect.signature(getattr(self.registry[name], method)).parameters)[1:]
                given = dict(zip(names, arguments.get((name, method), []), strict=False))
                if (name, method) not in self.without_ids and ids.get(name):
                    given["ids"] = ids[name]
                for user in (self.buyer, self.seller_b):
                    with self.subTest(model=name, method=method, user=user.login):
                        answer = self._post(user, name, method, **given)
                        self.assertIn(answer.status_code, (*REFUSED, 200), answer.text[:300])
                        self.assertTrue(not answer.ok or outcome == OPENS, answer.text[:300])
                        for secret in self.secrets:
                            self.assertNotIn(secret, answer.text)
        self.env.invalidate_all()
        self.assertEqual(self._fingerprint(), before)

    def _ways_in(self, user):
        """(model, field) of Odoo's models that lead to one of ours, where this user reads the model."""
        ours = set(self._models())
        for name, model in self.registry.items():
            if name in ours or model._abstract or not self.env[name].with_user(user).has_access("read"):
                continue
            for field in model._fields.values():
                if field.comodel_name in ours and field._description_searchable:
                    yield name, field

    @mute_logger("odoo.http")
    def test_no_relation_leads_to_them(self):
        for user in (self.buyer, self.seller_b):
            for name, field in self._ways_in(user):
                mine = self._mine(field.comodel_name).ids if field.comodel_name in self._owned() else []
                if not mine or field.comodel_name in self.decisions.SHARED:
                    continue
                for domain in (
                    [[field.name, "any", [["id", "in", mine]]]],
                    [[f"{field.name}.id", "in", mine]],
                ):
                    with self.subTest(model=name, field=field.name, user=user.login):
                        self._check_nothing(user, name, "search", domain=domain)

    @mute_logger("odoo.http")
    def test_threads_are_closed_with_any_token(self):
        """The routes of threads and links in mails: for one's own complaint too, only the pages are open."""
        ratings = self.env["rating.rating"].search([("res_model", "=", "crm.complaint")])
        messages = self.complaint.message_ids
        thread = {"thread_model": "crm.complaint", "thread_id": self.complaint.id}
        record = {"res_model": "crm.complaint", "res_id": self.complaint.id}
        tokens = {"token": ratings.access_token, "pid": self.contact_a.id, "hash": ratings.access_token}
        routes = (
            ("/mail/thread/messages", thread),
            ("/mail/thread/recipients", thread),
            ("/mail/message/post", {**thread, **tokens, "post_data": {"body": "Forged"}}),
            (
                "/mail/message/update_content",
                {"message_id": messages[0].id, "update_data": {"body": "Forged"}, **tokens},
            ),
            ("/mail/thread/subscribe", {**record, "partner_ids": self.contact_a.ids}),
            ("/mail/thread/unsubscribe", {**record, "partner_ids": self.seller_a.partner_id.ids}),
            (
                "/web/dataset/call_kw",
                {
                    "model": "crm.complaint",
                    "method": "message_post",
                    "args": [self.complaint.ids],
                    "kwargs": {"body": "Forged"},
                },
            ),
        )
        before = (messages, self.complaint.message_follower_ids, messages.mapped("body"))
        for user in (self.buyer, self.seller_b):
            self.authenticate(user.login, user.login)
            for route, params in routes:
                with self.subTest(user=user.login, route=route):
                    answer = self.url_open(route, json={"params": params})
                    for secret in self.secrets:
                        self.assertNotIn(secret, answer.text)
            for address in (
                f"/mail/view?model=crm.complaint&res_id={self.complaint.id}&access_token={ratings.access_token}",
                f"/mail/message/{messages[0].id}",
                f"/web/content/{messages.attachment_ids.id}?access_token={ratings.access_token}",
            ):
                with self.subTest(user=user.login, address=address):
                    answer = self.url_open(address)
                    for secret in self.secrets:
                        self.assertNotIn(secret, answer.text)
        self.env.invalidate_all()
        complaint = self.complaint
        after = (complaint.message_ids, complaint.message_follower_ids, complaint.message_ids.mapped("body"))
        self.assertEqual(after, before)

    def test_the_ways_lead_there(self):
        """Each way of reading, tried by the manager of team A, who may: it gives something."""
        for name, ids in (("crm.occurrence", self.visit.ids), ("crm.complaint", self.complaint.ids)):
            for method, arguments in READS.items():
                with self.subTest(model=name, method=method):
                    answer = self._post(self.manager, name, method, **arguments(ids, {"display_name": {}}))
                    self.assertTrue(answer.ok, answer.text[:300])
                    self.assertNotIn(answer.json(), NOTHING)
