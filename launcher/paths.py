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


def modules() -> list[str]:
    """Names of the project's own modules, in alphabetical order."""
    return sorted(manifest.parent.name for manifest in ADDONS.glob("*/__manifest__.py"))
