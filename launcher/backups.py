"""Backup of a database with its attachments into one file, and back: Odoo's own format, so its manager reads it too."""

import zipfile
from pathlib import Path

from . import databases, odoo_command, paths
from .console import Failure, run_logged, say, step
from .postgres import Server

PARTS = {"dump.sql", "manifest.json"}


def backup(server: Server, name: str, target: Path) -> None:
    """Write `target` whole or not at all; an older backup of that name stays until the new one is complete."""
    if not databases.exists(server, name):
        raise Failure(f"There is no database {name}. There are: {', '.join(databases.names(server))}")
    if not target.parent.is_dir():
        raise Failure(f"There is no folder {target.parent}.")
    draft = target.with_name(f"{target.name}.part")
    try:
        with step(f"Backing up {name}"):
            _odoo(server, ["db", "dump", name, str(draft)])
            _check(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    say(f"{target}: {target.stat().st_size / 2**20:.1f} MB")


def restore(server: Server, source: Path, name: str, neutralize: bool) -> None:
    """Make the database `name` from a backup; never touches one that exists.

    A neutralized copy sends no mail and runs no scheduled job: right for trying things out.
    """
    _check(source)
    if databases.exists(server, name):
        raise Failure(f"There is a database {name} already. Choose another name with --db.")
    with step(f"Restoring {name}"), databases.made_whole(server, name) as unfinished:
        options = ["--neutralize"] if neutralize else []
        _odoo(server, ["db", "load", *options, unfinished, str(source)])
    say(f"{name} is there. Start it: ./crm up --db {name}")


def _check(file: Path) -> None:
    if not file.is_file():
        raise Failure(f"There is no file {file}.")
    if not zipfile.is_zipfile(file):
        raise Failure(f"{file} is no backup of Odoo, or not all of it.")
    with zipfile.ZipFile(file) as archive:
        missing, damaged = PARTS - set(archive.namelist()), archive.testzip()
    if missing or damaged:
        raise Failure(f"{file} is damaged: {damaged or ', '.join(sorted(missing))}")


def _odoo(server: Server, arguments: list[str]) -> None:
    command = odoo_command.command(server, arguments)
    run_logged(command, "backups", env=odoo_command.environment(server), cwd=paths.ROOT)
