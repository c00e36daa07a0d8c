"""What the web client asks, through Odoo's whole HTTP application: session, dispatch, rights, encoding of the answer.

No socket lies between, so what is measured is the server's work on one click, and all of it.
"""

import json

from odoo import http
from odoo.service import security
from odoo.tools import mute_logger
from werkzeug.test import Client


def session_of(env, user):
    """A session in which `user` is logged in."""
    session = http.root.session_store.new()
    # A first request would write the device into the register of log-ins.
    session.update(http.get_default_session(), db=env.cr.dbname, _trace_disable=True)
    session.uid, session.login = user.id, user.login
    session.session_token = security.compute_session_token(session, env(user=user))
    session.context = dict(env(user=user)["res.users"].context_get())
    http.root.session_store.save(session)
    return session


class WebClient:
    """A logged-in user's browser."""

    def __init__(self, env, user):
        session = session_of(env, user)
        self.client = Client(http.root)
        self.client.set_cookie("session_id", session.sid)
        self.context = session.context

    def list_page(self, model, specification, count_limit, domain):
        """The first page of 80 of a list and its count.

        :raise RuntimeError: when the server refuses
        """
        arguments = {
            "domain": domain,
            "specification": specification,
            "limit": 80,
            "count_limit": count_limit,
            "context": self.context,
        }
        call = {"model": model, "method": "web_search_read", "args": [], "kwargs": arguments}
        with mute_logger("werkzeug"):
            answer = self.client.post(
                f"/web/dataset/call_kw/{model}/web_search_read",
                data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": call}),
                content_type="application/json",
            ).get_json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]
