"""Groups of lint: the formatters, the linters of Python and of the Odoo world, Odoo's own, and the house rules."""

import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

from .. import formatting, odoo_command, odoo_log, odoo_source, paths, prepared, serving
from ..console import relative
from ..postgres import Server
from . import pytest_groups
from .outcome import Group, Outcome

# What `odoo-bin upgrade_code` does, on our add-ons alone: everything that changed between Odoo 18 and 19.
UPGRADE_CODE = """
import sys
from odoo.cli.upgrade_code import migrate
from odoo.tools import parse_version
sys.exit(migrate(sys.argv[1:], "**/*", parse_version("18.1"), parse_version("19.0"), dry_run=True))
"""
# One concern of a model per file is how this house is built, and what a module is for stands in its `readme` folder.
# `_ = self.env._` keeps long lists of texts readable; the checker takes it for the old global function.
NOT_OURS = "--disable=consider-merging-classes-inherited,missing-readme,prefer-env-translation"
# Odoo's test_lint runs its own checkers over all of Odoo's sources; these are its options, for ours alone.
OPTIONS_OF_ODOO = (
    f"--rcfile={os.devnull}",
    # Our sources excuse themselves to the checks of pylint-odoo too, which this run does not know by name.
    "--disable=all,unknown-option-value",
    "--score=no",
    "--enable=undefined-variable,eval-used,unreachable,function-redefined",
    "--enable=sql-injection,missing-gettext,gettext-variable,gettext-placeholders,gettext-repr",
    "--enable=raise-unlink-override",
    "--load-plugins=_pylint_path_setup,_odoo_checker_sql_injection,_odoo_checker_gettext,_odoo_checker_unlink_override",
)
# The tests of pure rules are no business of Odoo's loader: pytest runs them without it.
RUN_BY_PYTEST = re.compile(r"^- Test file logic/.*\n?", re.MULTILINE)
PYTHON = Path(sys.executable).parent


def groups(server: Server, key: str | None) -> list[Group]:
    """One group per tool."""
    modules = [paths.ADDONS / name for name in paths.modules()]
    sources = [file for folder in modules for file in sorted(folder.rglob("*.py"))]
    translations = [file for folder in modules for file in sorted(folder.glob("i18n/*.po*"))]
    xml = formatting.prettier("--check")
    commands = {
        "ruff": formatting.ruff("check", "--output-format=concise"),
        "ruff_format": formatting.ruff("format", "--check"),
        "pylint_odoo": [PYTHON / "pylint", f"--rcfile={paths.ROOT / '.pylintrc'}", NOT_OURS, *sources],
        "pylint_of_odoo": [PYTHON / "pylint", *OPTIONS_OF_ODOO, *modules],
        "oca_modules": [PYTHON / "oca-checks-odoo-module", *modules],
        "oca_translations": [PYTHON / "oca-checks-po", *translations],
        "upgrade_code": [sys.executable, "-c", UPGRADE_CODE, paths.ADDONS],
        **({"prettier": xml} if xml else {}),
    }
    found = [Group("lint", name, partial(_run, command)) for name, command in commands.items()]
    found.append(Group("lint", "test_lint", partial(_odoo_lint, server)))
    return [group for group in found if not key or key in group.name] + pytest_groups.repository(server, key)


def _run(command: list) -> Outcome:
    result = subprocess.run(
        command, cwd=paths.ROOT, capture_output=True, text=True, check=False, env=_environment()
    )
    said = "\n".join(line for line in f"{result.stdout}\n{result.stderr}".splitlines() if line.strip())
    return Outcome(0, 1, said or f"status {result.returncode}") if result.returncode else Outcome(1, 0)


def _environment() -> dict[str, str]:
    # The linters import our add-ons' dependencies by name only; their caches belong into the project's state.
    checkers = odoo_source.ensure() / "odoo" / "addons" / "test_lint" / "tests"
    return {
        **os.environ,
        "PYTHONPATH": str(checkers),
        "ADDONS_PATH": str(paths.ADDONS),
        "PYLINTHOME": str(paths.STATE / "pylint"),
        "RUFF_CACHE_DIR": str(paths.STATE / "ruff"),
    }


def _odoo_lint(server: Server) -> Outcome:
    """Odoo's test_lint, which looks at every module there is; only what it says of ours counts."""
    log = paths.LOGS / "test-lint-test_lint.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with prepared.clone(server, prepared.addons(server), "lint") as database, log.open("w") as output:
        arguments = [
            "-d",
            database,
            "-i",
            "test_lint",
            "--test-tags",
            "/test_lint,-/test_lint:TestPyLint",
            "--stop-after-init",
        ]
        arguments += ["--http-port", str(serving.free_port()), "--max-cron-threads=0"]
        odoo_command.run(server, arguments, stdout=output, stderr=output)
    ours = re.compile("|".join([*map(re.escape, paths.modules()), re.escape(str(paths.ADDONS))]))
    counts = odoo_log.test_counts(log)
    said = [RUN_BY_PYTEST.sub("", record.text) for record in odoo_log.complaints(log)]
    bad = [text for text in said if ours.search(text)]
    if not counts.run:
        return Outcome(0, 1, f"No test ran. The whole log: {relative(log)}")
    return Outcome(counts.run - len(bad), len(bad), "\n".join([*bad, f"The whole log: {relative(log)}"]))
