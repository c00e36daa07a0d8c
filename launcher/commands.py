"""What each command of `./crm` does once its arguments are read and the environment is there."""

import signal
import subprocess
import sys
from argparse import Namespace

from . import odoo_command, postgres
from .console import Failure, say


def up(known: Namespace) -> int:
    """Make what is missing and serve until Ctrl-C."""
    from . import up as serving_up

    with postgres.running() as server:
        return serving_up.run(server, known.db, known.port, not known.no_demo, known.lang, known.workers)


def backup(known: Namespace) -> int:
    """Save a database with its attachments."""
    from . import backups

    with postgres.running() as server:
        backups.backup(server, known.db, known.file)
    return 0


def restore(known: Namespace) -> int:
    """Make a database from a backup."""
    from . import backups

    with postgres.running() as server:
        backups.restore(server, known.file, known.db, known.neutralize)
    return 0


def upgrade(known: Namespace) -> int:
    """Upgrade what changed on disk since the last time."""
    from . import databases, upgrading

    with postgres.running() as server:
        if not databases.exists(server, known.db):
            raise Failure(f"There is no database {known.db}.")
        if not upgrading.upgrade(server, known.db):
            say(f"Nothing changed since {known.db} was last upgraded.")
    return 0


def shell(known: Namespace) -> int:
    """Open a prompt with `env`."""
    with postgres.running() as server:
        return odoo_command.run(server, ["shell", "-d", known.db, "--no-http"])


def test(known: Namespace) -> int:
    """Run the tests."""
    from .testing import runner

    with postgres.running() as server:
        return runner.run(server, known.kinds, known.key)


def lint(known: Namespace) -> int:
    """Check the sources, or mend them."""
    from . import formatting
    from .testing import runner

    if known.fix:
        return formatting.mend()
    with postgres.running() as server:
        return runner.run(server, ["lint"], None)


def i18n(known: Namespace) -> int:
    """Bring the translation files up to the sources."""
    from . import translations

    with postgres.running() as server:
        return translations.update(server, known.modules)


def bench(known: Namespace) -> int:
    """Run a benchmark."""
    from . import benching

    with postgres.running() as server:
        modules = [name for name in known.modules.split(",") if name]
        return benching.run(server, known.name, known.rebuild, modules, known.times)


def screenshots(known: Namespace) -> int:
    """Take the pictures of the documentation."""
    from . import screenshots as pictures

    with postgres.running() as server:
        return pictures.take(server, known.names)


def odoo(known: Namespace) -> int:
    """Run odoo-bin."""
    with postgres.running() as server:
        return odoo_command.run(server, known.rest)


def python(known: Namespace) -> int:
    """Run Python."""
    return subprocess.run([sys.executable, *known.rest], check=False).returncode


def psql(known: Namespace) -> int:
    """Open a database."""
    with postgres.running() as server:
        command = [server.program("psql"), *known.rest]
        return subprocess.run(command, env=odoo_command.environment(server), check=False).returncode


def keep_postgres(_known: Namespace) -> int:
    """Keep the database server up, and say how to reach it."""
    with postgres.running() as server:
        say("\n".join(f"export {name}={value}" for name, value in server.environment.items()))
        signal.pause()
    return 0
