"""Where things are: the checkout, its private state and the user's cache of downloads."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"
STATE = ROOT / ".crm"
LOGS = STATE / "logs"
DATA = STATE / "data"
PGDATA = STATE / "pg"


def cache() -> Path:
    """Folder for downloads and environments, shared by all checkouts of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "obligo"


def private_runtime_folder() -> Path:
    """A folder for sockets that only this user can enter, where the session has not set up one."""
    folder = cache() / "runtime"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def modules() -> list[str]:
    """Names of the project's own modules, in alphabetical order."""
    return sorted(manifest.parent.name for manifest in ADDONS.glob("*/__manifest__.py"))
