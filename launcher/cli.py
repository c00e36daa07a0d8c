"""The command line of `./crm`."""

import argparse
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from . import commands, environment
from .console import Failure

DESCRIPTION = "Obligo: CRM add-ons for Odoo 19. Everything that a command needs is set up first."
DATABASE = "obligo"
KINDS = ("lint", "logic", "addons", "modules", "e2e")


def main(arguments: list[str]) -> int:
    """Run one command line; returns the exit status."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    parser = _parser()
    known, known.rest = parser.parse_known_args(arguments)
    if known.rest and not known.passes_on:
        parser.error(f"unknown: {' '.join(known.rest)}")
    try:
        if known.check:
            known.check(known)
        environment.enter(known.development, arguments)
        return known.run(known)
    except Failure as failure:
        print(f"crm: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _interrupt(_number, _frame) -> None:
    """A polite end from outside is the same as Ctrl-C: what was started is stopped on the way out."""
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="crm", description=DESCRIPTION)
    known = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_running(known)
    _add_keeping(known)
    _add_checking(known)
    _add_writing(known)
    _add(known, "psql", commands.psql, "open a database: crm psql NAME", passes_on=True)
    _add(known, "odoo", commands.odoo, "run odoo-bin with the project's environment", passes_on=True)
    _add(known, "python", commands.python, "run the environment's Python", passes_on=True, development=True)
    _add(known, "postgres", commands.keep_postgres, "keep the database server up until Ctrl-C")
    return parser


def _add_running(known) -> None:
    text = "set up what is missing, make the demo company, start the server"
    up = _add(known, "up", commands.up, text, check=_check_up)
    up.add_argument("--port", type=int, default=8069, help="where to listen (8069)")
    up.add_argument(
        "--db",
        type=_database,
        default=DATABASE,
        metavar="NAME",
        help=f"the database, made when missing ({DATABASE})",
    )
    up.add_argument("--no-demo", action="store_true", help="make it without the demo company")
    up.add_argument(
        "--lang", metavar="CODE", help="language of the staff's screens: pt_PT, pt_BR, es_ES, he_IL"
    )
    up.add_argument("--workers", type=int, default=0, help="processes that serve pages (0: threads of one)")
    shell = _add(known, "shell", commands.shell, "a Python prompt with `env`")
    shell.add_argument("--db", type=_database, default=DATABASE, metavar="NAME")


def _add_keeping(known) -> None:
    backup = _add(known, "backup", commands.backup, "database and attachments into one file: crm backup FILE")
    backup.add_argument("file", type=_path, metavar="FILE")
    backup.add_argument("--db", type=_database, default=DATABASE, metavar="NAME")
    restore = _add(
        known, "restore", commands.restore, "a new database from a backup: crm restore FILE --db NAME"
    )
    restore.add_argument("file", type=_path, metavar="FILE")
    restore.add_argument("--db", type=_database, required=True, metavar="NAME")
    restore.add_argument(
        "--neutralize", action="store_true", help="a copy that sends no mail and runs no job"
    )
    upgrade = _add(known, "upgrade", commands.upgrade, "upgrade the modules whose files changed")
    upgrade.add_argument("--db", type=_database, default=DATABASE, metavar="NAME")


def _add_checking(known) -> None:
    text = f"run the tests: crm test [{'|'.join(KINDS)}] [-k NAME]"
    test = _add(known, "test", commands.test, text, development=True)
    test.add_argument("kinds", nargs="*", metavar="KIND", type=_kind)
    test.add_argument(
        "-k", dest="key", metavar="NAME", help="only groups, else single tests, whose name holds NAME"
    )
    lint = _add(
        known, "lint", commands.lint, "the lint alone; --fix mends what can be mended", development=True
    )
    lint.add_argument("--fix", action="store_true", help="format Python and XML, and mend what ruff can")
    bench = _add(known, "bench", commands.bench, "run a benchmark: crm bench NAME")
    bench.add_argument("name", metavar="NAME")
    bench.add_argument("--rebuild", action="store_true", help="make its data anew")
    bench.add_argument(
        "--times", type=int, default=1, metavar="N", help="on so many times the data (credit: 10)"
    )
    bench.add_argument(
        "--modules", default="", help="build it with these of our modules only, comma-separated"
    )


def _add_writing(known) -> None:
    i18n = _add(known, "i18n", commands.i18n, "export the terms and merge them into the translation files")
    i18n.add_argument("modules", nargs="*", metavar="MODULE", help="only these (and what they depend on)")
    text = "take the pictures of the documentation"
    pictures = _add(known, "screenshots", commands.screenshots, text, development=True)
    pictures.add_argument("names", nargs="*", metavar="NAME", help="only these of docs/pictures.toml")


def _add(
    known,
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
    passes_on: bool = False,
    development: bool = False,
    check: Callable[[argparse.Namespace], None] | None = None,
) -> argparse.ArgumentParser:
    """One command; `check` runs before anything is set up, `passes_on` gives it the arguments nobody knows."""
    command = known.add_parser(name, help=text, description=text, add_help=not passes_on)
    command.set_defaults(run=run, passes_on=passes_on, development=development, check=check)
    return command


def _check_up(known: argparse.Namespace) -> None:
    from . import up

    up.check(known.port)


def _kind(text: str) -> str:
    # Not by `choices`, which argparse also asks of the empty list that stands for "all of them".
    if text not in KINDS:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(KINDS)}")
    return text


def _database(text: str) -> str:
    # PostgreSQL cuts longer names off, and some tools quote none.
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,39}", text):
        raise argparse.ArgumentTypeError(
            f"{text}: a letter, then letters, digits, _ and -, 40 in all at most"
        )
    return text


def _path(text: str) -> Path:
    return Path(text).resolve()
