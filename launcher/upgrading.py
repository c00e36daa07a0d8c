"""Bringing a database up to the add-ons as they are on disk: only modules whose files changed are upgraded.

What a database was last brought up to is kept in it, as a digest per module.
"""

import hashlib
import json
from pathlib import Path

from . import databases, odoo_command, paths
from .console import Failure, log_file, relative, step
from .postgres import Server

PARAMETER = "obligo.module_digests"
NOT_IN_DATABASE = {"tests", "readme", "__pycache__"}


def digests() -> dict[str, str]:
    """For each of our modules, a digest of every file that can change a database."""
    return {name: _digest(paths.ADDONS / name) for name in paths.modules()}


def record(server: Server, database: str) -> None:
    """Note in the database that it is up to the files as they are now."""
    with databases.cursor(server, database) as opened:
        opened.execute(
            "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (PARAMETER, json.dumps(digests())),
        )


def changed(server: Server, database: str) -> list[str]:
    """Installed modules of ours whose files differ from what the database was brought up to."""
    with databases.cursor(server, database) as opened:
        opened.execute("SELECT value FROM ir_config_parameter WHERE key = %s", (PARAMETER,))
        row = opened.fetchone()
        known = json.loads(row[0]) if row else {}
        opened.execute(
            "SELECT name FROM ir_module_module WHERE state NOT IN ('uninstalled', 'uninstallable')"
        )
        installed = {name for (name,) in opened.fetchall()}
    return [name for name, digest in digests().items() if name in installed and known.get(name) != digest]


def upgrade(server: Server, database: str) -> list[str]:
    """Upgrade what changed; returns those modules. The note is written only after all went well."""
    modules = changed(server, database)
    if modules:
        with step(f"Upgrading {', '.join(modules)} in {database}", log_of(database)):
            install(server, database, ["-u", ",".join(modules)])
        record(server, database)
    return modules


def log_of(database: str) -> Path:
    """Where the installations into a database are logged."""
    return log_file(f"install-{database}")


def install(server: Server, database: str, arguments: list[str]) -> None:
    """Run odoo-bin with `-i` or `-u` to its end; raises Failure with the first errors of its log."""
    log = log_of(database)
    arguments = ["-d", database, *arguments, "--stop-after-init", "--no-http", "--max-cron-threads=0"]
    with log.open("w") as output:
        code = odoo_command.run(server, arguments, stdout=output, stderr=output)
    lines = log.read_text(errors="replace").splitlines()
    faults = [number for number, line in enumerate(lines) if " ERROR " in line or " CRITICAL " in line]
    if code or faults:
        start = faults[0] if faults else 0
        shown = "\n".join(lines[start:][-15:])
        raise Failure(f"odoo-bin {' '.join(arguments[2:4])} failed:\n{shown}\nThe whole log: {relative(log)}")


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        if file.is_file() and not NOT_IN_DATABASE & set(parts):
            total.update(f"{'/'.join(parts)}\0".encode() + file.read_bytes())
    return total.hexdigest()[:16]
