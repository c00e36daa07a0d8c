"""Running a few lines inside Odoo, with `env` at hand, and getting a value back."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import odoo_command, paths
from .console import Failure, log_file
from .postgres import Server

MARK = "crm-answer:"


def evaluate(server: Server, database: str, code: str, log: Path | None = None, options: Sequence[str] = ()):
    """Run `code` in a shell on `database`; what it leaves in `answer` comes back, as JSON allows.

    The code commits itself when it means to change something. What Odoo says meanwhile goes to `log`.
    `options` are further ones of odoo-bin.
    """
    script = f"answer = None\n{code}\nimport json\nprint({MARK!r} + json.dumps(answer))\n"
    command = odoo_command.command(server, ["shell", "-d", database, "--no-http", *options])
    log = log or log_file(f"shell-{database}")
    with log.open("a") as said:
        result = subprocess.run(
            command,
            input=script,
            cwd=paths.ROOT,
            env=odoo_command.environment(server),
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            check=False,
        )
    for line in result.stdout.splitlines():
        if line.startswith(MARK):
            return json.loads(line.removeprefix(MARK))
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise Failure(f"Odoo's shell failed:\n{tail}")
