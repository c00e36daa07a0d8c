"""Running a few lines inside Odoo, with `env` at hand, and getting a value back."""

import json
import subprocess
from pathlib import Path

from . import odoo_command
from .console import Failure, log_file
from .postgres import Server

MARK = "crm-answer:"


def evaluate(server: Server, database: str, code: str, log: Path | None = None):
    """Run `code` in a shell on `database`; what it leaves in `answer` comes back, as JSON allows.

    The code commits itself when it means to change something. What Odoo says meanwhile goes to `log`.
    """
    script = f"answer = None\n{code}\nimport json\nprint({MARK!r} + json.dumps(answer))\n"
    command = odoo_command.command(server, ["shell", "-d", database, "--no-http"])
    log = log or log_file(f"shell-{database}")
    with log.open("a") as said:
        result = subprocess.run(
            command,
            input=script,
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
