"""`./crm up`: a running Obligo with its demo company, from whatever is there."""

import shutil

from . import databases, odoo_shell, paths, prepared, serving, tools, upgrading
from .console import Failure, say, step
from .postgres import Server

NEEDED_BYTES = 3 * 2**30
# The log-ins of the demo company in the order of the roles, with the highest role that each holds.
ROLES = """
    SELECT DISTINCT ON (u.id) u.login, p.name,
           CASE WHEN role.name <> 'base.group_portal' THEN g.name->>'en_US'
                WHEN p.is_agent THEN 'Agent, in the portal'
                ELSE 'Customer, in the portal' END
      FROM res_users u
      JOIN res_partner p ON p.id = u.partner_id
      JOIN ir_model_data own ON own.module = 'crm_suite' AND own.model = 'res.users' AND own.res_id = u.id
      JOIN res_groups_users_rel r ON r.uid = u.id
      JOIN ir_model_data x ON x.model = 'res.groups' AND x.res_id = r.gid
      JOIN res_groups g ON g.id = r.gid
      JOIN unnest(%s) WITH ORDINALITY AS role (name, place) ON role.name = x.module || '.' || x.name
     WHERE u.active
     ORDER BY u.id, role.place
"""
GROUPS = [
    "crm_base.group_administrator",
    "crm_base.group_sales_manager",
    "crm_base.group_credit_controller",
    "crm_base.group_seller",
    "base.group_portal",
]
SET_LANGUAGE = """
known = env["res.lang"].with_context(active_test=False)
language = known.search(["|", ("code", "=", {0!r}), ("iso_code", "=", {0!r})], limit=1)
if language:
    if not language.active:
        env["base.language.install"].create({{"lang_ids": [(6, 0, language.ids)]}}).lang_install()
    env["res.users"].search([("share", "=", False)]).write({{"lang": language.code}})
    env["ir.default"].set("res.partner", "lang", language.code)
    env.cr.commit()
answer = language.code or None
"""


def check(port: int) -> None:
    """Refuse at once what would fail after minutes: no room, or a port that is taken."""
    free = shutil.disk_usage(paths.ROOT).free
    if free < NEEDED_BYTES:
        raise Failure(
            f"Only {free / 2**30:.1f} GB free on this disk; {NEEDED_BYTES / 2**30:.0f} GB are needed."
        )
    if serving.is_taken(port):
        raise Failure(f"Port {port} is taken. Choose another: ./crm up --port {port + 1}")


def run(server: Server, name: str, port: int, demo: bool, language: str | None, workers: int) -> int:
    """Make the database when it is missing, bring it up to date, and serve it until Ctrl-C."""
    tools.ensure()
    if databases.exists(server, name):
        upgrading.upgrade(server, name)
    else:
        _create(server, name, demo)
    if language and not odoo_shell.evaluate(server, name, SET_LANGUAGE.format(language)):
        raise Failure(f"There is no language {language}. Obligo speaks en_US, pt_PT, pt_BR, es_ES and he_IL.")
    log = paths.LOGS / "server.log"
    options = ["--workers", str(workers)]
    with serving.serving(server, name, port, log, options) as process:
        _announce(server, name, port)
        code = process.wait()
    raise Failure(f"Odoo ended by itself (status {code}). Its log: .crm/logs/{log.name}")


def _create(server: Server, name: str, demo: bool) -> None:
    title = "the demo company" if demo else "an empty company"
    source = prepared.apps(server)
    log = upgrading.log_of(f"{name}{databases.UNFINISHED}")
    title = f"Creating the database {name} with {title} (a few minutes)"
    with step(title, log), databases.made_whole(server, name) as unfinished:
        databases.clone(server, source, unfinished)
        prepared.install_suite(server, unfinished, with_demo=demo)


def _announce(server: Server, name: str, port: int) -> None:
    with databases.cursor(server, name) as opened:
        opened.execute(ROLES, (GROUPS,))
        users = opened.fetchall()
    say(f"\nObligo is up: http://127.0.0.1:{port}   database {name}, log in .crm/logs/server.log\n")
    if users:
        say(f"  {'log-in = password':<20} {'name':<24} role")
        for login, person, role in users:
            say(f"  {login:<20} {person:<24} {role}")
    else:
        say("  Log in as admin, password admin, and change it at once.")
    say("\nCtrl-C stops it.")
