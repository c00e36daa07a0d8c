"""Two customers with a portal log-in each, and the steps of a browser without script."""

import io
import json

from lxml import html
from odoo import http
from odoo.tests import HttpCase, new_test_user
from odoo.tools import mute_logger
from PIL import Image

from .complaint_common import ComplaintCommon


class ComplaintPortalCase(ComplaintCommon, HttpCase):
    """`buyer_a` complains for `customer_a`, `buyer_b` for `customer_b`; the password is the log-in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer_a = cls._create_buyer("buyer_a", cls.contact_a)
        cls.buyer_b = cls._create_buyer("buyer_b", cls.contact_b)

    @classmethod
    def _create_buyer(cls, login, contact):
        contact.write({"email": f"{login}@example.com"})
        return new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            partner_id=contact.id,
            password=login,
            name=contact.name,
        )

    def _page(self, url, status=200):
        """The page as a tree; it must answer so."""
        response = self.url_open(url)
        self.assertEqual(response.status_code, status, url)
        return self._tree(response)

    @staticmethod
    def _tree(response):
        return html.fromstring(response.content) if response.content else None

    def _text(self, url):
        return " ".join(self._page(url).text_content().split())

    def _post(self, url, data=None, files=(), **kwargs):
        data = {"csrf_token": http.Request.csrf_token(self), **(data or {})}
        sent = [("files", file) for file in files]
        return self.url_open(url, data=data, files=sent or None, **kwargs)

    # What is refused here is refused on purpose, and need not stand in the log as trouble.
    @mute_logger("odoo.http")
    def _call(self, model, method, *args, **kwargs):
        body = {"params": {"model": model, "method": method, "args": list(args), "kwargs": kwargs}}
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def _assert_refused(self, model, method, *args):
        answer = self._call(model, method, *args)
        self.assertIn("error", answer, f"{model}.{method} {answer}")
        name = answer["error"]["data"]["name"]
        self.assertIn(name.rpartition(".")[2], ("AccessError", "AttributeError"), f"{model}.{method}")

    @staticmethod
    def _photo(size=(4, 4)):
        """A small photo as (name, bytes, type)."""
        data = io.BytesIO()
        Image.new("RGB", size, "red").save(data, "JPEG")
        return "box.jpg", data.getvalue(), "image/jpeg"
