"""The formatters: the same commands check in the lint and mend on demand."""

import subprocess
import sys
from pathlib import Path

from . import paths, tools

PYTHON = ("addons", "launcher", "tests", "benchmarks", "conftest.py", "crm")


def ruff(*arguments: str) -> list[str | Path]:
    """The command line of ruff over all our Python."""
    return [
        sys.executable,
        "-m",
        "ruff",
        *arguments,
        *[name for name in PYTHON if (paths.ROOT / name).exists()],
    ]


def prettier(*arguments: str) -> list[str | Path] | None:
    """The command line of prettier over all our XML; None where node is missing."""
    modules = tools.development_folder() / "node_modules"
    program, plugin = (
        modules / ".bin" / "prettier",
        modules / "@prettier" / "plugin-xml" / "src" / "plugin.js",
    )
    if not program.exists():
        return None
    return [program, "--plugin", plugin, "--log-level", "warn", *arguments, "addons/**/*.xml"]


def mend() -> int:
    """Format everything in place; returns 1 when something is left that only a person can mend."""
    tools.ensure(development=True)
    commands = [ruff("check", "--fix", "--quiet"), ruff("format", "--quiet"), prettier("--write")]
    codes = [
        subprocess.run(command, cwd=paths.ROOT, check=False).returncode for command in commands if command
    ]
    return int(any(codes))
