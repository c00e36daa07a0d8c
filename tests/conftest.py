"""What the stories in this folder stand on: a running server, a browser per role, JSON-2 per role, pictures.

    def test_customer_orders(server, browser_page, json2, screenshot):
        page = browser_page("customer")                  # logged in, 1400 px wide
        phone = browser_page("seller", width=360)        # the same at the width of a telephone
        page.goto("/my/orders")                          # addresses are relative to the server
        orders = json2("seller").call("sale.order", "search_read", domain=[], fields=["name"])
        screenshot(page, "portal_orders")                # .crm/pictures/portal_orders.png

Roles are the log-ins of the demo company: administrator, manager, seller, controller, customer. The server has a copy
of the demo database of its own; `pytest tests --database NAME` uses one that exists, as it is, instead.
A page on which a script failed fails its test.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from json2 import Json2

from launcher import browsing, odoo_shell, paths, postgres, prepared, serving

KEYS = """
from datetime import timedelta
from odoo import fields
answer = {}
for user in env["res.users"].search([("login", "in", %r)]):
    own = env["res.users.apikeys"].with_user(user).sudo()
    answer[user.login] = own._generate("rpc", "tests", fields.Datetime.now() + timedelta(days=1))
env.cr.commit()
"""
ROLES = ["administrator", "manager", "seller", "seller2", "controller", "customer", "admin"]


@dataclass(frozen=True)
class RunningServer:
    """Where the server answers, what database it has, and the API key of each log-in."""

    url: str
    database: str
    keys: dict[str, str]
    postgres: postgres.Server


def pytest_addoption(parser):
    """`--database NAME`: run on this database instead of a fresh copy of the demo company."""
    parser.addoption(
        "--database", help="an existing database to use as it is, instead of a copy of the demo database"
    )


@pytest.fixture(scope="session")
def database_server():
    """PostgreSQL, as the launcher runs it."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def server(request, database_server):
    """Odoo on a copy of the demo database, at a free port."""
    with contextlib.ExitStack() as stack:
        name = request.config.getoption("--database")
        if not name:
            name = stack.enter_context(prepared.clone(database_server, prepared.demo(database_server), "e2e"))
        keys = odoo_shell.evaluate(database_server, name, KEYS % ROLES)
        port, log = serving.free_port(), paths.LOGS / "e2e-server.log"
        stack.enter_context(serving.serving(database_server, name, port, log, ["--max-cron-threads=0"]))
        yield RunningServer(f"http://127.0.0.1:{port}", name, keys, database_server)


@pytest.fixture(scope="session")
def json2(server):
    """`json2(role)`: the JSON-2 interface with that role's API key; `.call(model, method, ids=None, **arguments)`."""
    return lambda role: Json2(server.url, server.keys[role])


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once."""
    with browsing.browser() as started:
        yield started


@pytest.fixture(scope="session")
def sessions():
    """The cookies of each role that has logged in, so that it happens once."""
    return {}


@pytest.fixture
def browser_page(server, browser, sessions):
    """`browser_page(role, width=1400, height=900, touch=False)`: a page of that role, logged in; None for a visitor."""
    failures = []
    with contextlib.ExitStack() as stack:

        def open_page(role: str | None, width: int = 1400, height: int = 900, touch: bool = False):
            context = browser.new_context(
                base_url=server.url,
                viewport={"width": width, "height": height},
                has_touch=touch,
                storage_state=sessions.get(role),
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(30_000)
            page.on("pageerror", lambda error: failures.append(f"{page.url}: {error}"))
            if role and role not in sessions:
                browsing.log_in(page, role)
                sessions[role] = context.storage_state()
            return page

        yield open_page
    assert not failures, "Scripts failed on the page:\n" + "\n".join(failures)


@pytest.fixture(scope="session")
def screenshot():
    """`screenshot(page, name)`: the page as it looks now, in the pictures' folder; returns the file."""
    folder = Path(os.environ.get("CRM_PICTURES", paths.STATE / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)

    def take(page, name: str, full_page: bool = False) -> Path:
        browsing.settle(page)
        file = folder / f"{name}.png"
        page.screenshot(path=file, full_page=full_page)
        return file

    return take
