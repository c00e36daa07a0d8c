"""Running a few lines inside Odoo, with `env` at hand, and getting a value back."""

import json
import subprocess

from . import odoo_command
from .console import Failure
from .postgres import Server

MARK = "crm-answer:"


def evaluate(server: Server, database: str, code: str):
    """Run `code` in a shell on `database`; what it leaves in `answer` comes back, as JSON allows.

    The code commits itself when it means to change something.
    """
    script = f"answer = None\n{code}\nimport json\nprint({MARK!r} + json.dumps(answer))\n"
    command = odoo_command.command(server, ["shell", "-d", database, "--no-http", "--log-level=error"])
    result = subprocess.run(
        command,
        input=script,
        env=odoo_command.environment(server),
        capture_output=True,
        text=True,
        check=False,
    )
    for line in result.stdout.splitlines():
        if line.startswith(MARK):
            return json.loads(line.removeprefix(MARK))
    raise Failure(f"Odoo's shell failed:\n{(result.stderr or result.stdout)[-3000:]}")
