"""Talking to the person at the terminal: steps with their progress, and errors that say what to do."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import paths

HINTS = {
    ("No space left",): "The disk is full. ",
    (
        "Temporary failure resolving",
        "Could not resolve",
        "Name or service not known",
        "name resolution",
        "Network is unreachable",
        "NewConnectionError",
        "Connection refused",
        "Connection timed out",
        "EAI_AGAIN",
        "ENOTFOUND",
    ): "The network does not answer. ",
}


class Failure(Exception):
    """Something the user must know: the text says what went wrong and what to do about it."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step, then how long it took."""
    say(f"• {title} …")
    start = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - start:.0f} s")


def run_logged(command: Sequence[str | Path], log_name: str, **options) -> None:
    """Run a program with its output in `.crm/logs/<log_name>.log`.

    Raises Failure with the end of that log when the program fails.
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    log = paths.LOGS / f"{log_name}.log"
    with log.open("ab") as output:
        try:
            code = subprocess.run(
                command, stdout=output, stderr=subprocess.STDOUT, check=False, **options
            ).returncode
        except FileNotFoundError as error:
            raise Failure(f"{command[0]} is not installed on this machine.") from error
        except OSError as error:
            raise Failure(f"{command[0]}: {error.strerror}. Is the disk full?") from error
    if code:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise Failure(
            f"{_hint(tail)}{Path(command[0]).name} failed (status {code}):\n{tail}\nThe whole log: {relative(log)}"
        )


def _hint(output: str) -> str:
    """What a program's last words usually mean."""
    return next((hint for words, hint in HINTS.items() if any(word in output for word in words)), "")


def relative(path: Path) -> str:
    """The path as the user would type it from the project's folder."""
    return os.path.relpath(path, paths.ROOT) if paths.ROOT in path.parents else str(path)


def warn(text: str) -> None:
    """A line on standard error that does not stop the work."""
    print(f"crm: {text}", file=sys.stderr, flush=True)
