"""A real Odoo server on loopback for a benchmark: worker processes, sockets, sessions, as customers meet it."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from odoo.tools import config

STARTING_SECONDS = 120
# A worker hangs up on who sends nothing for two seconds; a proxy, or a machine that does nothing else, is quicker.
PATIENCE = {"ODOO_HTTP_SOCKET_TIMEOUT": "60"}
# Not `-m odoo`, which Odoo could not start again for its websockets.
ODOO_BIN = Path(__file__).parents[2] / "launcher" / "odoo_bin.py"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(database: str, workers: int) -> Iterator[int]:
    """A server with so many workers on `database` for the length of the block; gives its port."""
    port = free_port()
    command = [
        *(sys.executable, str(ODOO_BIN), "-c", config["config"], "-d", database),
        *("--http-interface", "127.0.0.1", "--http-port", str(port), "--gevent-port", str(free_port())),
        *("--workers", str(workers), "--max-cron-threads", "0", "--log-level", "error"),
        *("--addons-path", ",".join(config["addons_path"])),
    ]
    process = subprocess.Popen(command, env={**os.environ, **PATIENCE})
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen) -> None:
    last = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < last and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=STARTING_SECONDS)
            connection.request("GET", "/web/health")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.5)
    raise RuntimeError("The server did not start.")
