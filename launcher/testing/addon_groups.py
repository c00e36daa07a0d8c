"""Groups that Odoo runs: the tests of each add-on, and each add-on's life from installation to removal."""

from functools import partial

from .. import odoo_command, odoo_log, paths, prepared, serving
from ..console import relative
from ..postgres import Server
from . import lifecycle
from .outcome import Group, Outcome
from .selection import matching_tests


def groups(server: Server, key: str | None) -> list[Group]:
    """One group per add-on with tests, and one per add-on for its life."""
    found = []
    for module in paths.modules():
        tags = _tags(module, key)
        if tags:
            found.append(Group("addons", module, partial(_test, server, module, tags)))
    for module in paths.modules():
        if not key or key in module:
            found.append(Group("modules", module, partial(lifecycle.check, server, module)))
    return found


def _tags(module: str, key: str | None) -> str:
    files = sorted((paths.ADDONS / module / "tests").glob("test_*.py"))
    if not key or key in module:
        return f"/{module}" if files else ""
    return ",".join(f"/{module}:{test}" for file in files for test in matching_tests(file, key))


def _test(server: Server, module: str, tags: str) -> Outcome:
    log = paths.LOGS / f"test-addons-{module}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with prepared.clone(server, prepared.addons(server), module) as database, log.open("w") as output:
        arguments = ["-d", database, "--test-tags", tags, "--stop-after-init", "--log-level=info"]
        arguments += ["--http-port", str(serving.free_port()), "--gevent-port", str(serving.free_port())]
        code = odoo_command.run(server, [*arguments, "--max-cron-threads=0"], stdout=output, stderr=output)
    return _outcome(code, log)


def _outcome(code: int, log) -> Outcome:
    counts = odoo_log.test_counts(log)
    bad = odoo_log.complaints(log)
    text = "\n".join(f"{record.level} {record.logger}: {record.text}" for record in bad)
    explanation = f"{text}\nThe whole log: {relative(log)}"
    if not counts.run:
        return Outcome(0, 1, f"No test ran.\n{explanation}")
    # A run whose tests pass while the log complains has failed all the same.
    failed = counts.failed or int(bool(bad) or code != 0)
    return Outcome(counts.run - counts.failed, failed, explanation)
