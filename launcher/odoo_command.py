"""Running odoo-bin with the project's configuration, add-ons and database server."""

import os
import subprocess
import sys
from collections.abc import Sequence

from . import paths
from .postgres import Server


def command(server: Server, arguments: Sequence[str]) -> list[str]:
    """The command line of odoo-bin; a sub-command (shell, db, module…) stays in front of the options."""
    sub = [arguments[0]] if arguments and not arguments[0].startswith("-") else []
    rest = list(arguments[len(sub) :])
    options = ["-c", str(paths.ROOT / "odoo.conf"), "--addons-path", str(paths.ADDONS), "--data-dir", str(paths.DATA)]
    return [sys.executable, "-m", "odoo", *sub, *options, *server.options, *rest]


def environment(server: Server) -> dict[str, str]:
    """The process environment for odoo-bin: the server to reach, and its programs for backups on the PATH."""
    values = {**os.environ, **server.environment, "PYTHONDONTWRITEBYTECODE": "1"}
    if server.programs:
        values["PATH"] = f"{server.programs}{os.pathsep}{values.get('PATH', '')}"
    return values


def run(server: Server, arguments: Sequence[str], **options) -> int:
    """Run odoo-bin in the foreground; returns its exit status."""
    paths.DATA.mkdir(parents=True, exist_ok=True)
    return subprocess.run(command(server, arguments), env=environment(server), check=False, **options).returncode
