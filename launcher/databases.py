"""Databases with their filestores: made whole or not at all, cloned, renamed and dropped together."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from . import paths
from .postgres import Server

UNFINISHED = "__unfinished"
DROP_ATTEMPTS = 60
PARAMETERS = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}


@contextlib.contextmanager
def cursor(server: Server, database: str = "postgres") -> Iterator:
    """A cursor in autocommit, as CREATE DATABASE and its like demand."""
    import psycopg2

    reach = {PARAMETERS[name]: value for name, value in server.environment.items() if name in PARAMETERS}
    connection = psycopg2.connect(dbname=database, **reach)
    try:
        connection.autocommit = True
        with connection.cursor() as opened:
            yield opened
    finally:
        connection.close()


def names(server: Server) -> list[str]:
    """Every database on the server, in alphabetical order."""
    with cursor(server) as opened:
        opened.execute("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname")
        return [name for (name,) in opened.fetchall()]


def exists(server: Server, name: str) -> bool:
    """Whether there is a database of that name."""
    return name in names(server)


def filestore(name: str) -> Path:
    """The folder of a database's attachments."""
    return paths.DATA / "filestore" / name


@contextlib.contextmanager
def made_whole(server: Server, name: str) -> Iterator[str]:
    """Give a name to build under; only a body that ends well leaves a database called `name`.

    What an earlier attempt left behind, killed at whatever moment, is cleared first.
    """
    unfinished = f"{name}{UNFINISHED}"
    drop(server, unfinished)
    try:
        yield unfinished
    except BaseException:
        drop(server, unfinished)
        raise
    # The filestore first: the database is what tells that all is there.
    shutil.rmtree(filestore(name), ignore_errors=True)
    if filestore(unfinished).exists():
        filestore(unfinished).rename(filestore(name))
    _run(server, "ALTER DATABASE {} RENAME TO {}", unfinished, name)


def clone(server: Server, source: str, target: str) -> None:
    """Copy a database that nobody is connected to, and its filestore."""
    drop(server, target)
    _run(server, "CREATE DATABASE {} TEMPLATE {}", target, source)
    if filestore(source).exists():
        # Odoo writes an attachment once under the hash of its content and never changes it: links will do.
        shutil.copytree(filestore(source), filestore(target), copy_function=os.link)


def drop(server: Server, name: str) -> None:
    """Remove a database, whoever is connected to it, and its filestore; fine when there is none."""
    import psycopg2.errors

    for attempt in range(DROP_ATTEMPTS):
        try:
            _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            break
        except psycopg2.errors.InsufficientPrivilege:
            # The server's own vacuum is in there: only a superuser may end it, but it leaves by itself.
            if attempt == DROP_ATTEMPTS - 1:
                raise
            time.sleep(1)
    shutil.rmtree(filestore(name), ignore_errors=True)


def clean_up(server: Server, name: str) -> None:
    """Remove what was rolled back from the tables of a database, and count their rows for whoever plans a query."""
    with cursor(server, name) as opened:
        opened.execute("VACUUM ANALYZE")


def _run(server: Server, statement: str, *identifiers: str) -> None:
    from psycopg2 import sql

    with cursor(server) as opened:
        opened.execute(sql.SQL(statement).format(*map(sql.Identifier, identifiers)))
