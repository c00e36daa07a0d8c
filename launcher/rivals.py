"""The rivals of a benchmark: databases with the same documents and other modules, made once and kept."""

import hashlib
import sys
from pathlib import Path

from benchmarks.rivals import LIBRARIES, RIVALS, Rival

from . import databases, odoo_command, odoo_shell, paths, upgrading
from .console import run_logged, step
from .postgres import Server

LEAVE = """
from benchmarks.rivals import {benchmark} as rival
rival.leave(env)
env.cr.commit()
own = env["ir.module.module"].search([("name", "in", {modules!r}), ("state", "=", "installed")])
own.button_immediate_uninstall()
"""
STEP = """
from benchmarks.rivals import {benchmark} as rival
rival.{step}(env)
env.cr.commit()
"""


def drop(server: Server, benchmark: str, database: str) -> None:
    """Remove what was made from a database that is to be made anew."""
    for rival in RIVALS.get(benchmark, ()):
        databases.drop(server, f"{database}_{rival.name}")


def ensure(server: Server, benchmark: str, database: str) -> dict[str, list[str]]:
    """Make the databases that are missing; returns for each rival the command of an Odoo shell on its own."""
    commands, source = {}, database
    for rival in RIVALS.get(benchmark, ()):
        target, options = f"{database}_{rival.name}", _options(rival)
        if not databases.exists(server, target):
            with step(f"Making {target}"), databases.made_whole(server, target) as unfinished:
                databases.clone(server, source, unfinished)
                if source == database:
                    code = LEAVE.format(benchmark=benchmark, modules=paths.modules())
                    odoo_shell.evaluate(server, unfinished, code)
                if rival.modules:
                    _install(server, benchmark, unfinished, rival, options)
        databases.clean_up(server, target)
        # On ten times the data some rivals need more memory than Odoo allows a process; what is asked is how long.
        limits = ["--limit-memory-hard=0"]
        shell = ["shell", "-d", target, "--no-http", "--log-level=error", *limits, *options]
        commands[rival.name] = odoo_command.command(server, shell)
        source = target
    return commands


def _install(server: Server, benchmark: str, database: str, rival: Rival, options: list[str]) -> None:
    odoo_shell.evaluate(server, database, STEP.format(benchmark=benchmark, step="join"))
    upgrading.install(server, database, ["-i", ",".join(rival.modules), *options])
    odoo_shell.evaluate(server, database, STEP.format(benchmark=benchmark, step="verify"), options=options)


def _options(rival: Rival) -> list[str]:
    """Where Odoo finds the rival's modules instead of ours."""
    if not rival.packages:
        return []
    return ["--addons-path", str(_fetched(rival.packages) / "odoo" / "addons")]


def library_path(benchmark: str) -> list[str]:
    """Where Python finds the libraries that a benchmark compares with."""
    return [str(_fetched(packages)) for packages in filter(None, [LIBRARIES.get(benchmark)])]


def _fetched(packages: tuple[str, ...]) -> Path:
    """A folder with these packages, fetched when it is not there yet."""
    folder = paths.cache() / "rivals" / hashlib.sha256("\0".join(packages).encode()).hexdigest()[:16]
    if folder.exists():
        return folder
    draft = folder.with_suffix(".draft")
    command = [sys.executable, "-m", "pip", "install", "--no-input", "--no-deps", "--upgrade"]
    with step(f"Fetching {', '.join(packages)}"):
        run_logged([*command, "--target", draft, *packages], "python-packages")
    return draft.rename(folder)
