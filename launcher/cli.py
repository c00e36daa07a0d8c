"""The commands of `./crm` and what each of them runs."""

import argparse
import signal
import subprocess
import sys
from pathlib import Path

from . import environment
from .console import Failure

DATABASE = "obligo"
DESCRIPTION = "Obligo: CRM add-ons for Odoo 19. Everything that a command needs is set up first."


def main(arguments: list[str]) -> int:
    """Run one command line; returns the exit status."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    parser = _parser()
    known, rest = parser.parse_known_args(arguments)
    if rest and not known.passes_on:
        parser.error(f"unknown: {' '.join(rest)}")
    try:
        if known.check:
            known.check(known)
        environment.enter(known.development, arguments)
        return known.run(known, rest)
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
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_daily(commands)
    _add_development(commands)
    _add(commands, "psql", _psql, "open a database: crm psql NAME", passes_on=True)
    _add(commands, "odoo", _odoo, "run odoo-bin with the project's environment", passes_on=True)
    _add(commands, "python", _python, "run the environment's Python", passes_on=True, development=True)
    _add(commands, "postgres", _postgres, "keep the database server up until Ctrl-C")
    return parser


def _add_daily(commands) -> None:
    up = _add(
        commands,
        "up",
        _up,
        "set up what is missing, make the demo company, start the server",
        check=_check_up,
    )
    up.add_argument("--port", type=int, default=8069, help="where to listen (8069)")
    up.add_argument("--db", default=DATABASE, metavar="NAME", help="the database, made when missing (obligo)")
    up.add_argument("--no-demo", action="store_true", help="make it without the demo company")
    up.add_argument(
        "--lang", metavar="CODE", help="language of the staff's screens: pt_PT, pt_BR, es_ES, he_IL"
    )
    up.add_argument("--workers", type=int, default=0, help="processes that serve pages (0: threads of one)")
    for name, run, text in (
        ("backup", _backup, "database and attachments into one file: crm backup FILE"),
        ("restore", _restore, "a new database from a backup: crm restore FILE --db NAME"),
    ):
        command = _add(commands, name, run, text)
        command.add_argument("file", type=lambda text: Path(text).resolve(), metavar="FILE")
        command.add_argument("--db", required=name == "restore", default=DATABASE, metavar="NAME")
        if name == "restore":
            command.add_argument(
                "--neutralize", action="store_true", help="a copy that sends no mail and runs no job"
            )
    upgrade = _add(commands, "upgrade", _upgrade, "upgrade the modules whose files changed")
    upgrade.add_argument("--db", default=DATABASE, metavar="NAME")


def _add_development(commands) -> None:
    test = _add(
        commands, "test", _test, "run the tests: crm test [lint|logic|addons|e2e] [-k NAME]", development=True
    )
    test.add_argument(
        "kinds", nargs="*", metavar="KIND", choices=["lint", "logic", "addons", "e2e"], default=[]
    )
    test.add_argument(
        "-k", dest="key", metavar="NAME", help="only groups, else single tests, whose name holds NAME"
    )
    lint = _add(commands, "lint", _lint, "the lint alone; --fix mends what can be mended", development=True)
    lint.add_argument("--fix", action="store_true", help="format Python and XML, and mend what ruff can")
    shell = _add(commands, "shell", _shell, "a Python prompt with `env`")
    shell.add_argument("--db", default=DATABASE, metavar="NAME")
    pictures = _add(
        commands, "screenshots", _screenshots, "take the pictures of the documentation", development=True
    )
    pictures.add_argument("names", nargs="*", metavar="NAME", help="only these of docs/pictures.toml")
    i18n = _add(commands, "i18n", _i18n, "export the terms and merge them into the translation files")
    i18n.add_argument("modules", nargs="*", metavar="MODULE", help="only these (and what they depend on)")
    bench = _add(commands, "bench", _bench, "run a benchmark: crm bench NAME")
    bench.add_argument("name", metavar="NAME")
    bench.add_argument("--rebuild", action="store_true", help="make its data anew")
    bench.add_argument(
        "--modules", default="", help="build it with these of our modules only, comma-separated"
    )


def _add(commands, name: str, run, text: str, passes_on: bool = False, development: bool = False, check=None):
    command = commands.add_parser(name, help=text, description=text, add_help=not passes_on)
    command.set_defaults(run=run, passes_on=passes_on, development=development, check=check)
    return command


def _check_up(known) -> None:
    from . import up

    up.check(known.port)


def _up(known, _rest: list[str]) -> int:
    from . import postgres, up

    with postgres.running() as server:
        return up.run(server, known.db, known.port, not known.no_demo, known.lang, known.workers)


def _test(known, _rest: list[str]) -> int:
    from . import postgres
    from .testing import runner

    with postgres.running() as server:
        return runner.run(server, known.kinds, known.key)


def _lint(known, _rest: list[str]) -> int:
    from . import formatting, postgres
    from .testing import runner

    if known.fix:
        return formatting.mend()
    with postgres.running() as server:
        return runner.run(server, ["lint"], None)


def _backup(known, _rest: list[str]) -> int:
    from . import backups, postgres

    with postgres.running() as server:
        backups.backup(server, known.db, known.file)
    return 0


def _restore(known, _rest: list[str]) -> int:
    from . import backups, postgres

    with postgres.running() as server:
        backups.restore(server, known.file, known.db, known.neutralize)
    return 0


def _upgrade(known, _rest: list[str]) -> int:
    from . import databases, postgres, upgrading

    with postgres.running() as server:
        if not databases.exists(server, known.db):
            raise Failure(f"There is no database {known.db}.")
        if not upgrading.upgrade(server, known.db):
            print(f"Nothing changed since {known.db} was last upgraded.")
    return 0


def _shell(known, _rest: list[str]) -> int:
    return _odoo(known, ["shell", "-d", known.db, "--no-http"])


def _screenshots(known, _rest: list[str]) -> int:
    from . import postgres, screenshots

    with postgres.running() as server:
        return screenshots.take(server, known.names)


def _i18n(known, _rest: list[str]) -> int:
    from . import postgres, translations

    with postgres.running() as server:
        return translations.update(server, known.modules)


def _bench(known, _rest: list[str]) -> int:
    from . import benching, postgres

    with postgres.running() as server:
        return benching.run(
            server, known.name, known.rebuild, [name for name in known.modules.split(",") if name]
        )


def _odoo(_known, rest: list[str]) -> int:
    from . import odoo_command, postgres

    with postgres.running() as server:
        return odoo_command.run(server, rest)


def _python(_known, rest: list[str]) -> int:
    return subprocess.run([sys.executable, *rest], check=False).returncode


def _psql(_known, rest: list[str]) -> int:
    from . import odoo_command, postgres

    with postgres.running() as server:
        return subprocess.run(
            [server.program("psql"), *rest], env=odoo_command.environment(server), check=False
        ).returncode


def _postgres(_known, _rest: list[str]) -> int:
    from . import postgres

    with postgres.running() as server:
        print("\n".join(f"export {name}={value}" for name, value in server.environment.items()), flush=True)
        signal.pause()
    return 0
