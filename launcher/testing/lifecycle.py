"""The life of one add-on: installed, upgraded and removed with a clean log, and nothing left behind."""

from .. import databases, odoo_command, odoo_log, paths, prepared
from ..postgres import Server
from .outcome import Outcome

# What an add-on may leave in the database, as (kind, name) rows; what is there after its removal and was not
# before its installation is an orphan.
TRACES = {
    "table": "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm') AND relnamespace = 'public'::regnamespace",
    "column": "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'",
    "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
    "constraint": "SELECT conrelid::regclass || '.' || conname FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "function": "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "model": "SELECT model FROM ir_model",
    "field": "SELECT model || '.' || name FROM ir_model_fields",
    # Odoo's own modules keep names for what they added to a model that is gone; whoever removes an add-on has those.
    "xml id": "SELECT module || '.' || name FROM ir_model_data"
    " WHERE module LIKE 'crm%' OR model NOT IN ('ir.model.inherit', 'ir.model.fields.selection')",
    "menu": "SELECT id || ' ' || name::text FROM ir_ui_menu",
    "view": "SELECT id || ' ' || name FROM ir_ui_view",
    "scheduled job": "SELECT id || ' ' || cron_name FROM ir_cron",
    "action": "SELECT id || ' ' || type || ' ' || name::text FROM ir_actions",
    "access right": "SELECT id || ' ' || name FROM ir_model_access",
    "record rule": "SELECT id || ' ' || coalesce(name, '') FROM ir_rule",
    "group": "SELECT id || ' ' || name::text FROM res_groups",
    "system parameter": "SELECT key FROM ir_config_parameter",
}


def check(server: Server, module: str) -> Outcome:
    """Install, upgrade and remove `module` on a database that has all it depends on; each step counts as one test."""
    steps: list[str] = []
    with prepared.clone(server, prepared.apps(server), f"{module}_life") as database:
        base = [name for name in prepared.dependencies(module) if name in paths.modules()]
        if base:
            steps.append(_run(server, database, module, "prepare", ["-i", ",".join(base)]))
        before = _traces(server, database)
        steps.append(_run(server, database, module, "install", ["-i", module]))
        steps.append(_run(server, database, module, "upgrade", ["-u", module]))
        steps.append(_run(server, database, module, "uninstall", ["module", "uninstall"]))
        steps.append(
            "\n".join(f"left behind: {trace}" for trace in sorted(_traces(server, database) - before))
        )
    faults = [step for step in steps if step]
    return Outcome(len(steps) - len(faults), len(faults), "\n".join(faults))


def _run(server: Server, database: str, module: str, name: str, arguments: list[str]) -> str:
    log = paths.LOGS / f"test-life-{module}-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    if arguments[0] == "module":
        arguments = [*arguments, "-d", database, module]
    else:
        arguments = ["-d", database, *arguments, "--stop-after-init", "--no-http", "--max-cron-threads=0"]
    with log.open("w") as output:
        code = odoo_command.run(server, arguments, stdout=output, stderr=output)
    bad = [f"{record.level} {record.logger}: {record.text}" for record in odoo_log.complaints(log)]
    if code and not bad:
        bad = log.read_text(errors="replace").splitlines()[-8:]
    return "\n".join([f"{name}:", *bad]) if bad else ""


def _traces(server: Server, database: str) -> set[tuple[str, str]]:
    found = set()
    with databases.cursor(server, database) as opened:
        for kind, query in TRACES.items():
            opened.execute(query)
            found |= {(kind, name) for (name,) in opened.fetchall()}
    return found
