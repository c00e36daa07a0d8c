"""An Odoo server on one database for the length of a block."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import odoo_command
from .console import Failure, relative
from .postgres import Server

PR_SET_PDEATHSIG = 1  # of Linux; other kernels do without
START_SECONDS = 180
STOP_SECONDS = 20


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return opened.getsockname()[1]


def is_taken(port: int) -> bool:
    """Whether somebody listens on that port of this machine."""
    with socket.socket() as opened:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Failure(f"Port {port} is for root only. Choose one above 1023.") from error
        except OSError:
            return True
    return False


@contextlib.contextmanager
def serving(
    server: Server, database: str, port: int, log: Path, options: Sequence[str] = ()
) -> Iterator[subprocess.Popen]:
    """Odoo answering at `port` for `database`; everything it started is gone after the block."""
    arguments = ["-d", database, "--db-filter", f"^{database}$", "--http-port", str(port)]
    arguments += ["--gevent-port", str(free_port()), *options]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            odoo_command.command(server, arguments),
            env=odoo_command.environment(server),
            stdout=output,
            stderr=output,
            # A group of its own: Ctrl-C reaches the launcher alone, which then ends the whole group in order.
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  it only calls the kernel
        )
    try:
        _wait_until_up(process, port, log)
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End the process and all that it started, politely first."""
    for number, patience in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return


def _end_with_parent() -> None:
    """Have the kernel end the server when the launcher is killed and can no longer do it."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_up(process: subprocess.Popen, port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if _answers(port):
            return
        time.sleep(0.2)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    raise Failure(f"Odoo did not start:\n{tail}\nThe whole log: {relative(log)}")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/health", timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
