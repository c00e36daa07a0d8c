"""The frame of the benchmarks: what a benchmark file gives, how it is timed and how it is judged.

`benchmarks/<name>.py` has two functions. `./crm bench <name>` runs them inside Odoo, in a database of their own called
`bench_<name>`, which holds all our modules:

    def prepare(env):        # once; the database is then kept (`./crm bench <name> --rebuild` makes it anew)
        ...                  # the frame commits and analyses

    def measures(env):       # at every run; with rivals (`benchmarks/rivals`): measures(env, rivals)
        seller = env.ref(...)
        yield Measure(
            "list of 80 customers", against="without our rules", at_most=1.3,
            ours=lambda: env["res.partner"].with_user(seller).search([], limit=80),
            other=lambda: env["res.partner"].sudo().search([], limit=80),
        )
        yield Figure("queries of a page", value=lambda: 57, unit="queries", at_most=60)

Both sides are run in turn, several times, and their best times compared: on a shared machine a ratio of times taken
side by side means something where a time alone does not. What a run writes is rolled back.
"""

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from .rivals.process import started

ROUNDS = 7  # at least
SETTLING_SECONDS = 8  # what takes milliseconds is disturbed by more than it differs
SECONDS = 60  # no further round is begun after this long on one measure
HEADER = f"{'measure':<44} {'ours':>12} {'against':<34} {'ratio':>8} {'target':>9}"


@dataclass(frozen=True)
class Measure:
    """Our way against another to the same result: at most so many times its time, or at least so many times faster."""

    name: str
    ours: Callable[[], object]
    other: Callable[[], object]
    against: str
    at_most: float | None = None
    at_least: float | None = None

    def line(self, env) -> tuple[str, bool]:
        """The printed line, and whether the target is met."""
        ours, other = best_times(env, self.ours, self.other)
        if self.at_least is not None:
            ratio, target, met = other / ours, f">= {self.at_least:g}", other / ours >= self.at_least
        else:
            ratio, target, met = ours / other, f"<= {self.at_most:g}", ours / other <= self.at_most
        against = f"{self.against} {_duration(other)}"
        return f"{self.name:<44} {_duration(ours):>12} {against:<34} {ratio:>8.2f} {target:>9}", met


@dataclass(frozen=True)
class Figure:
    """One number that has a limit of its own: a count of queries, seconds of a long piece of work."""

    name: str
    value: Callable[[], float]
    unit: str
    at_most: float

    def line(self, env) -> tuple[str, bool]:
        """The printed line, and whether the limit is kept."""
        _forget(env)
        value = self.value()
        env.cr.rollback()
        shown = f"{value:,.3g} {self.unit}" if value < 100 else f"{value:,.0f} {self.unit}"
        return (
            f"{self.name:<44} {shown:>12} {'limit':<34} {value / self.at_most:>8.2f} {f'<= {self.at_most:g}':>9}",
            (value <= self.at_most),
        )


def seconds(work: Callable[[], object]) -> float:
    """How long one run of `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best_times(env, *ways: Callable[[], object]) -> list[float]:
    """The best time of each way, run in turn from the same empty caches."""
    best = [float("inf")] * len(ways)
    start, rounds, elapsed = time.monotonic(), 0, 0.0
    while elapsed < SECONDS and (rounds < ROUNDS or elapsed < SETTLING_SECONDS):
        for place, way in enumerate(ways):
            _forget(env)
            best[place] = min(best[place], seconds(way))
            env.cr.rollback()
        rounds, elapsed = rounds + 1, time.monotonic() - start
    return best


def build(env, name: str, times: int = 1) -> None:
    """Build the data of one benchmark in the database of `env`, or so many times as much."""
    prepare = importlib.import_module(f"benchmarks.{name}").prepare
    prepare(env) if times == 1 else prepare(env, times)
    env.cr.commit()


def run(env, name: str, commands: dict[str, list[str]]) -> int:
    """Print a line per measure; returns 1 when one falls short.

    :param commands: how to start an Odoo shell on the database of each rival
    """
    status = 0
    print(HEADER, flush=True)
    with started(name, commands) as rivals:
        given = (env, rivals) if rivals else (env,)
        for measure in importlib.import_module(f"benchmarks.{name}").measures(*given):
            text, met = measure.line(env)
            print(text, "ok" if met else "short", flush=True)
            status |= not met
    return int(status)


def _forget(env) -> None:
    env.flush_all()
    env.invalidate_all()


def _duration(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"
