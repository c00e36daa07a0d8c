"""Databases are made whole or not at all; a backup comes back as it was."""

import base64
import contextlib
import signal
import subprocess
import sys
import uuid
import zipfile

import pytest

from launcher import backups, console, databases, odoo_shell, paths, prepared

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
ATTACH = """
import base64
attachment = env["ir.attachment"].create({"name": "tests.bin", "raw": base64.b64decode(%r)})
env["ir.mail_server"].create({"name": "tests", "smtp_host": "localhost"})
env.cr.commit()
answer = attachment.id
"""
READ = """
import base64
answer = base64.b64encode(env["ir.attachment"].browse(%d).raw).decode()
"""
# A creation that is killed in the middle, as by a power cut.
KILLED = """
import os, signal
from launcher import databases, postgres
with postgres.running() as server, databases.made_whole(server, {name!r}) as unfinished:
    databases.clone(server, "template0", unfinished)
    databases.filestore(unfinished).mkdir(parents=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def name(database_server):
    """A name for a database that is gone after the test."""
    chosen = f"crm_test_{uuid.uuid4().hex[:8]}"
    yield chosen
    for made in (chosen, f"{chosen}{databases.UNFINISHED}", f"{chosen}_copy"):
        databases.drop(database_server, made)


def test_killed_creation_is_recognised_and_made_again(database_server, name):
    """What a killed creation left never passes for the database, and does not stand in the way of the next."""
    result = subprocess.run([sys.executable, "-c", KILLED.format(name=name)], cwd=paths.ROOT, check=False)
    assert result.returncode == -signal.SIGKILL
    assert not databases.exists(database_server, name)
    assert databases.exists(database_server, f"{name}{databases.UNFINISHED}")
    with databases.made_whole(database_server, name) as unfinished:
        databases.clone(database_server, "template0", unfinished)
    assert databases.exists(database_server, name)
    assert not databases.exists(database_server, f"{name}{databases.UNFINISHED}")


def test_failed_creation_leaves_nothing(database_server, name):
    """An error in the middle takes the half-made database with it."""
    with contextlib.suppress(ZeroDivisionError), databases.made_whole(database_server, name) as unfinished:
        databases.clone(database_server, "template0", unfinished)
        raise ZeroDivisionError
    assert not [found for found in databases.names(database_server) if found.startswith(name)]


def test_backup_comes_back_as_it_was(database_server, name, tmp_path):
    """Every table has as many rows, and an attachment the same bytes, also after the original is gone."""
    databases_before = prepared.addons(database_server)
    with prepared.clone(database_server, databases_before, "backup") as source:
        code = ATTACH % base64.b64encode(CONTENT).decode()
        attachment = odoo_shell.evaluate(database_server, source, code)
        file = tmp_path / "backup.zip"
        backups.backup(database_server, source, file)
        counted = counts(database_server, source)
    backups.restore(database_server, file, name, neutralize=False)
    assert counts(database_server, name) == counted
    assert base64.b64decode(odoo_shell.evaluate(database_server, name, READ % attachment)) == CONTENT
    assert list(tmp_path.iterdir()) == [file]
    copy = f"{name}_copy"
    backups.restore(database_server, file, copy, neutralize=True)
    assert active(database_server, name)
    assert not active(database_server, copy)


def test_restore_never_touches_a_database_that_exists(database_server, name, tmp_path):
    """A name that is taken is refused before anything is read."""
    databases.clone(database_server, "template0", name)
    file = tmp_path / "backup.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("dump.sql", "")
        archive.writestr("manifest.json", "{}")
    with pytest.raises(console.Failure, match=f"There is a database {name} already"):
        backups.restore(database_server, file, name, neutralize=False)
    assert databases.exists(database_server, name)


def test_damaged_backup_is_refused(database_server, name, tmp_path):
    """A file that is no backup, or not all of one, makes no database."""
    file = tmp_path / "backup.zip"
    file.write_bytes(b"PK half of it")
    with pytest.raises(console.Failure, match=r"no backup of Odoo"):
        backups.restore(database_server, file, name, neutralize=False)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("dump.sql", "")
    with pytest.raises(console.Failure, match=r"damaged: manifest\.json"):
        backups.restore(database_server, file, name, neutralize=False)
    assert not databases.exists(database_server, name)


def counts(server, database) -> dict[str, int]:
    """Rows of every table."""
    with databases.cursor(server, database) as cursor:
        cursor.execute(TABLES)
        query = " UNION ALL ".join(
            f"SELECT '{name}', count(*) FROM \"{name}\"" for (name,) in cursor.fetchall()
        )
        cursor.execute(query)
        return dict(cursor.fetchall())


def active(server, database) -> bool:
    """Whether the mail server of the test is in use there."""
    with databases.cursor(server, database) as cursor:
        cursor.execute("SELECT active FROM ir_mail_server WHERE name = 'tests'")
        return cursor.fetchone()[0]
