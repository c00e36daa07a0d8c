"""A server that is killed at a moment that is sure: when a statement of its own reaches a barrier in the database.

A barrier is a trigger that waits for an advisory lock, which the test holds. What stands there goes no further; then
the process gets SIGKILL, which no program can answer.
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from json2 import Json2

from launcher import databases, paths, postgres, serving

PATIENCE = 60  # seconds until something that should happen counts as not happening
STOP_HERE = """
    CREATE OR REPLACE FUNCTION test_stop_here() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
        RETURN COALESCE(NEW, OLD);
    END $$
"""
# Who stands at a barrier.
STANDING = """
    SELECT count(*)
      FROM pg_locks AS lock
      JOIN pg_stat_activity AS session ON session.pid = lock.pid
     WHERE lock.locktype = 'advisory' AND NOT lock.granted AND session.datname = current_database()
       AND lock.objid IN %s
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@dataclass(frozen=True)
class Barrier:
    """Where a piece of work is to stand: the event, the table, and a condition on `NEW` or `OLD`."""

    event: str
    table: str
    condition: str = "true"


@dataclass(frozen=True)
class Work:
    """A call of the JSON-2 interface, and the barrier it is to die at."""

    call: Callable[[Json2], object]
    barrier: Barrier


@contextlib.contextmanager
def mortal(server: postgres.Server, database: str, key: str) -> Iterator[Json2]:
    """The JSON-2 interface of a server on `database`, which is killed at the end of the block."""
    port, log = serving.free_port(), paths.LOGS / "killed-server.log"
    with serving.serving(server, database, port, log, ["--max-cron-threads=0"]) as process:
        try:
            yield Json2(f"http://127.0.0.1:{port}", key)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def kill_in_the_middle(server: postgres.Server, database: str, key: str, works: Sequence[Work]) -> None:
    """Begin all `works` at once, kill the server when each stands at its barrier, and take the barriers away."""
    with databases.cursor(server, database) as cursor:
        raise_barriers(cursor, works)
        with mortal(server, database, key) as api:
            threads = [threading.Thread(target=begin, args=(work, api), daemon=True) for work in works]
            for thread in threads:
                thread.start()
            numbers = tuple(range(1, len(works) + 1))
            wait_for(lambda: count(cursor, STANDING, [numbers]) == len(works), "the works to stand")
        for thread in threads:
            thread.join(PATIENCE)
        cursor.execute("SELECT pg_advisory_unlock_all()")
        # The sessions notice that nobody listens any more, and end without a commit.
        wait_for(lambda: not count(cursor, OTHERS), "the sessions to end")
        cursor.execute("DROP FUNCTION test_stop_here CASCADE")


def raise_barriers(cursor, works: Sequence[Work]) -> None:
    """Make the barriers of `works`, numbered from 1, and hold their locks."""
    cursor.execute(STOP_HERE)
    for number, work in enumerate(works, 1):
        barrier = work.barrier
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        cursor.execute(
            f"CREATE TRIGGER test_barrier_{number} BEFORE {barrier.event} ON {barrier.table} FOR EACH ROW"
            f" WHEN ({barrier.condition}) EXECUTE FUNCTION test_stop_here({number})"
        )


def begin(work: Work, api: Json2) -> None:
    """Make the call, which gets no answer: the server dies meanwhile."""
    with contextlib.suppress(OSError):
        work.call(api)


def count(cursor, query: str, arguments=()) -> int:
    """The single number that a query gives."""
    cursor.execute(query, arguments)
    return cursor.fetchone()[0]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until `condition` holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited too long for {what}"
        time.sleep(0.1)
