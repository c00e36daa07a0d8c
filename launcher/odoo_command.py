"""Running odoo-bin with the project's configuration, add-ons and database server."""

import os
import subprocess
import sys
from collections.abc import Sequence
from configparser import ConfigParser
from pathlib import Path

from . import paths, tools
from .postgres import Server

# Sub-commands whose options belong to a second word: `module uninstall -c FILE …`.
TWO_WORDS = ("module", "i18n")
# A server is started by a file, which Odoo can start again; sub-commands see this checkout on Python's path.
SERVER = str(Path(__file__).parent / "odoo_bin.py")


def command(server: Server, arguments: Sequence[str]) -> list[str]:
    """The command line of odoo-bin; a sub-command (shell, db, module…) stays in front of the options."""
    words = 0
    if arguments and not arguments[0].startswith("-"):
        words = 2 if arguments[0] in TWO_WORDS else 1
    return [
        sys.executable,
        *(["-m", "odoo"] if words else [SERVER]),
        *arguments[:words],
        "-c",
        str(configuration(server)),
        *arguments[words:],
    ]


def configuration(server: Server) -> Path:
    """odoo.conf with the places of this checkout filled in: not every sub-command has options for them."""
    config = ConfigParser(interpolation=None)
    config.read(paths.ROOT / "odoo.conf")
    places = {"addons_path": str(paths.ADDONS), "data_dir": str(paths.DATA), **server.options}
    config["options"].update(places)
    target, draft = paths.STATE / "odoo.conf", paths.STATE / f"odoo.conf.{os.getpid()}"
    paths.DATA.mkdir(parents=True, exist_ok=True)
    with draft.open("w") as file:
        config.write(file)
    draft.replace(target)  # at once: another command may be reading it
    return target


def environment(server: Server) -> dict[str, str]:
    """The process environment for odoo-bin: the server to reach, and the programs it calls on the PATH."""
    search = tools.search_path()
    if server.programs:
        search = f"{server.programs}{os.pathsep}{search}"
    return {**os.environ, **server.environment, "PATH": search, "PYTHONDONTWRITEBYTECODE": "1"}


def run(server: Server, arguments: Sequence[str], **options) -> int:
    """Run odoo-bin in the foreground; returns its exit status."""
    return subprocess.run(
        command(server, arguments), env=environment(server), check=False, **options
    ).returncode
