"""Programs that Odoo and the tests call: PDF, right-to-left styles, a browser, Hebrew fonts, formatters.

Root gets them installed; anybody else is told what to run, and goes on without them.
"""

import os
import shutil
import subprocess
from pathlib import Path

from . import locks, paths
from .console import Failure, run_logged, step, warn

# What it is for, and Debian's package, by the name of the program.
PACKAGES = {
    "wkhtmltopdf": ("PDF reports", "wkhtmltopdf"),
    "chromium": ("the browser tests", "chromium"),
    "npm": ("right-to-left pages and formatting", "npm"),
    "fc-list": ("fonts in PDF reports", "fontconfig"),
}
HEBREW_FONT = ("Hebrew in PDF reports", "fonts-dejavu-core")
RUNNING = {"rtlcss": "4.3.0"}
DEVELOPING = {"prettier": "3.6.2", "@prettier/plugin-xml": "3.4.2"}


def ensure(development: bool = False) -> None:
    """Install what is missing, or say what to run; never stops the work."""
    programs = [name for name in PACKAGES if development or name != "chromium"]
    missing = [PACKAGES[name] for name in programs if not shutil.which(name)]
    if not _speaks_hebrew():
        missing.append(HEBREW_FONT)
    if missing:
        _install([package for _purpose, package in missing], [purpose for purpose, _package in missing])
    _node_packages(node_folder(), RUNNING)
    if development:
        _node_packages(development_folder(), DEVELOPING)


def node_folder() -> Path:
    """Where the JavaScript tools that Odoo calls are."""
    return paths.cache() / "node"


def development_folder() -> Path:
    """Where the JavaScript tools of the lint are."""
    return paths.cache() / "node-development"


def search_path() -> str:
    """PATH with the JavaScript tools in front."""
    return f"{node_folder() / 'node_modules' / '.bin'}{os.pathsep}{os.environ.get('PATH', '')}"


def _speaks_hebrew() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=he"], capture_output=True, check=False).stdout.strip())


def _install(packages: list[str], purposes: list[str]) -> None:
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() or not shutil.which("apt-get"):
        prefix = "sudo " if os.geteuid() else ""
        warn(f"Missing for {', '.join(purposes)}. To get them: {prefix}apt-get install {' '.join(packages)}")
        return
    try:
        with locks.exclusive(paths.cache() / "apt.lock"), step(f"Installing {', '.join(packages)}"):
            run_logged(["apt-get", "update"], "tools")
            run_logged(command, "tools", env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    except Failure as failure:
        warn(f"{failure}\nGoing on without {', '.join(purposes)}.")


def _node_packages(folder: Path, wanted: dict[str, str]) -> None:
    names = [f"{name}@{version}" for name, version in wanted.items()]
    marker = folder / "complete"
    with locks.exclusive(paths.cache() / f"{folder.name}.lock"):
        if (marker.exists() and marker.read_text() == " ".join(names)) or not shutil.which("npm"):
            return
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with step(f"Installing {', '.join(wanted)}"):
                run_logged(["npm", "install", "--no-fund", "--no-audit", "--prefix", folder, *names], "tools")
        except Failure as failure:
            warn(f"{failure}\nGoing on without {', '.join(wanted)}.")
            return
        marker.write_text(" ".join(names))
