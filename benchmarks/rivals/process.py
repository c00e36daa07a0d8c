"""A rival at work: an Odoo shell on its database that does what it is told, so that both sides can take turns."""

import contextlib
import importlib
import socket
import subprocess
from collections.abc import Iterator

DONE = "done"


class RivalProcess:
    """The near end: tells the rival which of its ways to go, and waits until it arrived."""

    def __init__(self, benchmark: str, name: str, command: list[str]):
        near, far = socket.socketpair()
        script = f"from benchmarks.rivals import process\nprocess.serve(env, {benchmark!r}, {far.fileno()})\n"
        with far:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, pass_fds=[far.fileno()], text=True
            )
        with self._process.stdin as said:
            said.write(script)
        self._channel = near.makefile("rw")
        near.close()
        self._name = name

    def go(self, way: str) -> None:
        """Do one thing there, to its end."""
        self._channel.write(f"{way}\n")
        self._channel.flush()
        if self._channel.readline().strip() != DONE:
            raise RuntimeError(f"The rival {self._name} failed at {way}.")

    def stop(self) -> None:
        """Let it go home."""
        with contextlib.suppress(BrokenPipeError):
            self._channel.close()
        self._process.wait()


@contextlib.contextmanager
def started(benchmark: str, commands: dict[str, list[str]]) -> Iterator[dict[str, RivalProcess]]:
    """The rivals of a benchmark, each at work for the length of the block."""
    with contextlib.ExitStack() as stack:
        rivals = {}
        for name, command in commands.items():
            rivals[name] = RivalProcess(benchmark, name, command)
            stack.callback(rivals[name].stop)
        yield rivals


def serve(env, benchmark: str, descriptor: int) -> None:
    """The far end: go each way that is asked for from empty caches, and leave nothing written."""
    ways = importlib.import_module(f"benchmarks.rivals.{benchmark}").ways(env)
    with socket.socket(fileno=descriptor) as far, far.makefile("rw") as channel:
        for line in channel:
            ways[line.strip()]()
            channel.write(f"{DONE}\n")
            channel.flush()
            env.cr.rollback()
            env.invalidate_all()
