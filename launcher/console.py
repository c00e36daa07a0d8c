"""Talking to the person at the terminal: steps with their progress, and errors that say what to do."""

import contextlib
import os
import subprocess
import sys
import threading
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


CLEAR_LINE = "\r\033[K"
SECONDS_BETWEEN_LINES = 60


class Failure(Exception):
    """Something the user must know: the text says what went wrong and what to do about it."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str, log: Path | None = None) -> Iterator[None]:
    """Announce a step, show while it lasts how long that is and what its log says last, and then how long it took."""
    say(f"• {title} …")
    start, ended = time.monotonic(), threading.Event()
    ticker = threading.Thread(target=_tick, args=(start, ended, log), daemon=True)
    ticker.start()
    try:
        yield
    finally:
        ended.set()
        ticker.join()
    say(f"  done in {time.monotonic() - start:.0f} s")


def _tick(start: float, ended: threading.Event, log: Path | None) -> None:
    """Every second on a terminal, in place; now and then, a line of its own, elsewhere."""
    terminal = sys.stdout.isatty()
    while not ended.wait(1 if terminal else SECONDS_BETWEEN_LINES):
        words = _last_words(log)
        if log and not words:
            continue  # not begun: another step goes before
        text = f"  {time.monotonic() - start:.0f} s  {words}"
        print(f"{CLEAR_LINE}{text}" if terminal else text, end="" if terminal else "\n", flush=True)
    if terminal:
        print(CLEAR_LINE, end="", flush=True)


def _last_words(log: Path | None) -> str:
    """The end of a log, without the date and the place that Odoo writes in front."""
    if not log or not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(log.stat().st_size - 2000, 0))
        lines = file.read().decode(errors="replace").splitlines() or [""]
    return lines[-1].split(": ", 1)[-1][:70]


def log_file(name: str) -> Path:
    """Where a program's output goes; its folder is made."""
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    return paths.LOGS / f"{name}.log"


def run_logged(command: Sequence[str | Path], log_name: str, **options) -> None:
    """Run a program with its output in `.crm/logs/<log_name>.log`.

    Raises Failure with the end of that log when the program fails.
    """
    log = log_file(log_name)
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
