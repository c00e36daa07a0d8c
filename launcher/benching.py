"""Benchmarks: each has a database of its own, built once and kept, and brought up to the add-ons before each run."""

import subprocess
from collections.abc import Sequence

from . import databases, locks, odoo_command, paths, prepared, rivals, upgrading
from .console import Failure, step
from .postgres import Server

FOLDER = paths.ROOT / "benchmarks"
PREFIX = "bench_"


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(
        file.stem for file in FOLDER.glob("*.py") if file.stem not in ("__init__", "frame", "web_client")
    )


def run(server: Server, name: str, rebuild: bool, modules: list[str], times: int = 1) -> int:
    """Run one benchmark on so many times its data; returns 1 when a measure falls short of its target."""
    if name not in names():
        raise Failure(f"No benchmark {name}. There are: {', '.join(names()) or 'none yet'}.")
    database = f"{PREFIX}{name}" if times == 1 else f"{PREFIX}{name}_x{times}"
    with locks.exclusive(paths.STATE / f"{database}.lock"):
        if rebuild:
            databases.drop(server, database)
        if not databases.exists(server, database):
            rivals.drop(server, name, database)
            _build(server, name, database, modules, times)
        upgrading.upgrade(server, database)
        databases.clean_up(server, database)
        others = rivals.ensure(server, name, database)
        path = rivals.library_path(name)
        return _shell(server, database, f"raise SystemExit(frame.run(env, {name!r}, {others!r}))", path)


def _build(server: Server, name: str, database: str, modules: list[str], times: int) -> None:
    source = prepared.addons(server, modules)
    with step(f"Building the data of {name}"), databases.made_whole(server, database) as unfinished:
        databases.clone(server, source, unfinished)
        if _shell(server, unfinished, f"frame.build(env, {name!r}, {times})"):
            raise Failure(f"benchmarks/{name}.py could not build its data.")


def _shell(server: Server, database: str, code: str, path: Sequence[str] = ()) -> int:
    command = odoo_command.command(server, ["shell", "-d", database, "--no-http", "--log-level=warn"])
    # Last on the path: what Odoo itself needs is never taken from there.
    script = f"import sys\nsys.path += {list(path)!r}\nfrom benchmarks import frame\n{code}\n"
    environment = odoo_command.environment(server)
    return subprocess.run(
        command, input=script, text=True, env=environment, cwd=paths.ROOT, check=False
    ).returncode
