"""Databases kept ready to be cloned: tests and benchmarks start from one in a second instead of minutes.

Each is named after a digest of all that went into it, so that a change in the add-ons makes a new one.
"""

import ast
import contextlib
import hashlib
import uuid
from collections.abc import Iterator, Sequence

from . import databases, environment, locks, odoo_shell, paths, upgrading
from .console import step
from .postgres import Server

PREFIX = "crm_ready"
SUITE = "crm_suite"
INSTALL_DEMO = """
from odoo.addons.crm_suite import demo_data
demo_data.install(env)
env.cr.commit()
"""


def apps(server: Server) -> str:
    """A database with the apps that our modules stand on, and none of ours."""
    wanted = external_dependencies()
    return _ensure(
        server,
        "apps",
        _digest(*wanted),
        lambda name: upgrading.install(server, name, ["-i", ",".join(wanted)]),
    )


def addons(server: Server, modules: Sequence[str] = ()) -> str:
    """A database with our modules (all, or the ones named) and no demonstration data."""
    wanted = sorted(modules) or paths.modules()

    def build(name: str) -> None:
        databases.clone(server, apps(server), name)
        upgrading.install(server, name, ["-i", ",".join(wanted)])
        upgrading.record(server, name)

    return _ensure(server, "part" if modules else "addons", _digest(_contents(), *wanted), build)


def demo(server: Server) -> str:
    """A database with the demo company: the start of the end-to-end stories and of `./crm up`."""

    def build(name: str) -> None:
        databases.clone(server, apps(server), name)
        install_suite(server, name)

    return _ensure(server, "demo", _contents(), build)


def install_suite(server: Server, name: str, with_demo: bool = True) -> None:
    """Install all of Obligo on a database that has Odoo's apps, with the demo company when wanted."""
    upgrading.install(server, name, ["-i", SUITE])
    upgrading.record(server, name)
    if with_demo:
        # Not `--with-demo`: that would bring the demo data of every app of Odoo along with ours.
        odoo_shell.evaluate(server, name, INSTALL_DEMO, upgrading.log_of(name))


@contextlib.contextmanager
def clone(server: Server, source: str, purpose: str) -> Iterator[str]:
    """A copy of a prepared database for the length of the block."""
    name = f"crm_{purpose}_{uuid.uuid4().hex[:8]}"
    # Two clones of one source at the same moment disturb each other.
    with locks.exclusive(paths.STATE / "clone.lock"):
        databases.clone(server, source, name)
    try:
        yield name
    finally:
        databases.drop(server, name)


def dependencies(module: str) -> list[str]:
    """What one of our modules names in its manifest, and what those of ours that it names do in turn."""
    manifest = ast.literal_eval((paths.ADDONS / module / "__manifest__.py").read_text())
    found = set(manifest.get("depends", []))
    for name in found & set(paths.modules()):
        found |= set(dependencies(name))
    return sorted(found)


def external_dependencies() -> list[str]:
    """The modules of Odoo and OCA that ours need, in alphabetical order."""
    own = paths.modules()
    return sorted({name for module in own for name in dependencies(module)} - set(own))


def _ensure(server: Server, kind: str, digest: str, build) -> str:
    name = f"{PREFIX}_{kind}_{digest}"
    with locks.exclusive(paths.STATE / f"{kind}.lock"):
        if not databases.exists(server, name):
            for old in databases.names(server):
                if old.removesuffix(databases.UNFINISHED).rpartition("_")[0] == f"{PREFIX}_{kind}":
                    databases.drop(server, old)
            log = upgrading.log_of(f"{name}{databases.UNFINISHED}")
            with (
                step(f"Preparing a database ({kind})", log),
                databases.made_whole(server, name) as unfinished,
            ):
                build(unfinished)
    return name


def _contents() -> str:
    return _digest(*external_dependencies(), *upgrading.digests().values())


def _digest(*parts: str) -> str:
    text = "\0".join([environment.RUNTIME.read_text(), *parts])
    return hashlib.sha256(text.encode()).hexdigest()[:12]
