"""The Python environment: Odoo's requirements, the OCA add-ons and the tools of development, in the user's cache.

It lies in the cache under a name made of what it holds, so every checkout with the same requirements shares it and a
changed requirement makes a new one instead of mending an old one.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from . import locks, odoo_source, paths
from .console import Failure, log_file, run_logged, step

RUNTIME = paths.ROOT / "requirements.txt"
DEVELOPMENT = paths.ROOT / "requirements-dev.txt"


def ensure(development: bool) -> Path:
    """The environment's python, made first when it is missing; with the development tools when asked for."""
    odoo = odoo_source.ensure()
    folder = _folder(odoo)
    with locks.exclusive(paths.cache() / "env.lock"):
        if not (folder / "runtime").exists():
            _create(folder, odoo)
        tools = folder / f"development-{_digest(DEVELOPMENT.read_text())}"
        if development and not tools.exists():
            _pip(folder, DEVELOPMENT, "Installing the tools of development")
            tools.touch()
    return folder / "bin" / "python"


def enter(development: bool, arguments: list[str]) -> None:
    """Start this same command again inside the environment, unless it runs there already."""
    python = ensure(development)
    if Path(sys.prefix) != python.parent.parent:
        os.environ["PATH"] = f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        os.execv(python, [str(python), str(paths.ROOT / "crm"), *arguments])


def _folder(odoo: Path) -> Path:
    return paths.cache() / "env" / _digest(sys.version, str(odoo), RUNTIME.read_text())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _create(folder: Path, odoo: Path) -> None:
    if not (folder / "bin" / "pip").exists():
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", folder], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise Failure(
                f"Cannot make a Python environment (on Debian: apt-get install python3-venv):\n{made.stderr}"
            )
    # pip then sees Odoo as installed, which the OCA add-ons require.
    site = next((folder / "lib").glob("python3*/site-packages"))
    (site / "odoo19.pth").write_text(f"{odoo}\n")
    _pip(folder, RUNTIME, "Installing Python packages and OCA add-ons")
    # Odoo's metadata asks for PyPDF2, which is abandoned and warns at every start; Odoo itself works with pypdf.
    run_logged([folder / "bin" / "python", "-m", "pip", "uninstall", "--yes", "PyPDF2"], "python-packages")
    (folder / "runtime").touch()


def _pip(folder: Path, requirements: Path, title: str) -> None:
    command = [
        folder / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--no-input",
        "--prefer-binary",
        "-r",
        requirements,
    ]
    with step(title, log_file("python-packages")):
        run_logged(command, "python-packages")
