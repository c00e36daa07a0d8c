"""Every way over HTTP to a customer of somebody else: pages, files, reports, exports, chatter, JSON-2, guessed ids."""

import json
from datetime import timedelta
from types import SimpleNamespace

from odoo import fields
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .access_documents import SECRET, AccessDocumentsCommon

NOISE = (
    "odoo.http",
    "odoo.sql_db",
    "odoo.addons.web.controllers.export",
    "odoo.addons.rpc.controllers.json2",
    "odoo.addons.base.models.ir_rule",
)


@tagged("post_install", "-at_install")
class TestAccessHttp(AccessDocumentsCommon, HttpCase):
    """The owner finds the secret name on each way, the stranger never."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.image_1920 = cls._picture()
        cls.partner, cls.order = cls.customer_a, cls.documents["sale.order"]
        cls.invoice, cls.attachment = cls.documents["account.move"], cls.documents["ir.attachment"]

    def post(self, path, **arguments):
        """What a route of the web client answers."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "call", "params": arguments})
        return self.url_open(path, data=body, headers={"Content-Type": "application/json"})

    def call(self, model, method, *args, **kwargs):
        """A method call as the web client makes it."""
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self.post(path, model=model, method=method, args=list(args), kwargs=kwargs)

    def export(self, file_type):
        """The selected order as a file, with its customer's name."""
        names = [{"name": name, "label": name, "type": "char"} for name in ("name", "partner_id/name")]
        data = {
            "model": "sale.order",
            "fields": names,
            "ids": self.order.ids,
            "domain": [],
            "import_compat": False,
            "groupby": [],
            "context": {},
        }
        return self.url_open(
            f"/web/export/{file_type}", data={"data": json.dumps(data), "csrf_token": self.csrf()}
        )

    def csrf(self):
        """The token that forms of the web client carry."""
        return Request.csrf_token(SimpleNamespace(session=self.session, env=self.env))

    def thread(self, path):
        """The chatter of the customer."""
        return self.post(path, thread_model="res.partner", thread_id=self.partner.id)

    def ways(self):
        """Name → what the answer of this way must hold for the owner, and the way."""
        partner, order, invoice, file = self.partner.id, self.order.id, self.invoice.id, self.attachment.id
        by_id = [("id", "=", partner)]
        return {
            "vCard": (SECRET, lambda: self.url_open(f"/web/partner/vcard?partner_ids={partner}")),
            "quotation": (SECRET, lambda: self.url_open(f"/report/html/sale.report_saleorder/{order}")),
            "invoice": (SECRET, lambda: self.url_open(f"/report/html/account.report_invoice/{invoice}")),
            "file": (SECRET, lambda: self.url_open(f"/web/content/{file}")),
            "file of the record": (SECRET, lambda: self.url_open(f"/web/content/ir.attachment/{file}/raw")),
            "export": (SECRET, lambda: self.export("csv")),
            "messages": (SECRET, lambda: self.thread("/mail/thread/messages")),
            "chatter": (
                "followers",
                lambda: self.post(
                    "/mail/data",
                    fetch_params=[
                        [
                            "mail.thread",
                            {
                                "thread_model": "res.partner",
                                "thread_id": partner,
                                "request_list": ["activities", "attachments", "followers"],
                            },
                        ]
                    ],
                ),
            ),
            "recipients": (SECRET, lambda: self.thread("/mail/thread/recipients/get_suggested_recipients")),
            "partner by e-mail": (
                SECRET,
                lambda: self.post(
                    "/mail/partner/from_email",
                    thread_model="res.partner",
                    thread_id=self.env.company.partner_id.id,
                    emails=[self.partner.email],
                ),
            ),
            "mention": (SECRET, lambda: self.call("res.partner", "get_mention_suggestions", search=SECRET)),
            "name_search": (SECRET, lambda: self.call("res.partner", "name_search", SECRET)),
            "list": (SECRET, lambda: self.call("res.partner", "web_search_read", by_id, {"name": {}})),
            "form": (SECRET, lambda: self.call("res.partner", "web_read", [partner], {"name": {}})),
            "pivot": (
                SECRET,
                lambda: self.call(
                    "sale.order", "formatted_read_group", [("id", "=", order)], ["partner_id"], ["__count"]
                ),
            ),
            "linked record": (
                SECRET,
                lambda: self.call(
                    "mail.followers", "search_read", [("partner_id", "=", partner)], ["partner_id"]
                ),
            ),
        }

    @mute_logger(*NOISE)
    def test_no_route_shows_the_customer(self):
        found = {}
        for user in (self.owner, self.stranger):
            self.authenticate(user.login, user.login.ljust(8, "x"))
            for name, (expected, way) in self.ways().items():
                answer = way()
                found[name, user.login] = expected in answer.text
                if user == self.stranger:
                    with self.subTest(way=name):
                        self.assertNotIn(SECRET, answer.text)
        for name in self.ways():
            with self.subTest(way=name):
                self.assertTrue(found[name, "owner"], "the way itself is broken")

    @mute_logger(*NOISE)
    def test_pictures_are_the_placeholder(self):
        """A picture is refused by answering with everybody's placeholder."""
        pictures = {}
        for user in (self.owner, self.stranger):
            self.authenticate(user.login, user.login.ljust(8, "x"))
            for field in ("image_1920", "avatar_128"):
                answer = self.url_open(f"/web/image/res.partner/{self.partner.id}/{field}")
                nothing = self.url_open(f"/web/image/res.partner/0/{field}")
                pictures[user.login, field] = answer.content != nothing.content and answer.ok
        self.assertTrue(pictures["owner", "image_1920"])
        self.assertTrue(pictures["owner", "avatar_128"])
        self.assertFalse(pictures["stranger", "image_1920"])
        self.assertFalse(pictures["stranger", "avatar_128"])

    @mute_logger(*NOISE)
    def test_json2_gives_nothing(self):
        until = fields.Datetime.now() + timedelta(days=1)
        for user, expected in ((self.owner, True), (self.stranger, False)):
            key = self.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "test", until)
            for model, document in self.documents.items():
                with self.subTest(user=user.login, model=model):
                    answers = [
                        self.json2(key, model, "search", domain=[["id", "=", document[0].id]]),
                        self.json2(key, model, "read", ids=document[:1].ids, fields=["display_name"]),
                    ]
                    for answer in answers:
                        self.assertEqual(bool(answer), expected)

    def json2(self, key, model, method, **arguments):
        """The answer of JSON-2, nothing when it is an error."""
        headers = {"Authorization": f"bearer {key}", "Content-Type": "application/json"}
        answer = self.url_open(f"/json/2/{model}/{method}", data=json.dumps(arguments), headers=headers)
        return answer.json() if answer.ok else None
