"""Odoo 19 itself: the user's own, or Debian's package unpacked into the cache.

apt refuses to install the package on an older Debian, because its Python dependencies are newer; those come from
requirements.txt instead, so the package is only downloaded, by apt with private lists, and unpacked.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from . import locks, paths
from .console import Failure, log_file, run_logged, step

SERIES = "19.0"
PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
# Font Awesome 4, which Odoo's links point into; the newer suite has version 6 under other names.
STABLE_PACKAGES = ("fonts-font-awesome",)
# Left out of Debian's package as not free; without a file there every page logs an error.
EMPTY_FILES = ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)
DIST = Path("usr/lib/python3/dist-packages")


def ensure() -> Path:
    """Folder that holds the `odoo` package. Raises Failure when Odoo 19 cannot be had."""
    own = _users_own()
    if own:
        return _checked(own)
    root = paths.cache() / "odoo" / SERIES
    with locks.exclusive(paths.cache() / "odoo.lock"):
        if not (root / "complete").exists():
            _install(root)
    return _checked(root / DIST)


def _users_own() -> Path | None:
    home = os.environ.get("ODOO_HOME")
    if home:
        return Path(home).expanduser().resolve()
    spec = importlib.util.find_spec("odoo")
    locations = list(spec.submodule_search_locations or []) if spec else []
    return next((Path(place).parent for place in locations if (Path(place) / "release.py").exists()), None)


def _checked(folder: Path) -> Path:
    release = folder / "odoo" / "release.py"
    if not release.exists():
        raise Failure(
            f"No odoo/release.py in {folder}. Set ODOO_HOME to the folder that contains Odoo {SERIES}."
        )
    values: dict = {}
    exec(
        release.read_text(), values
    )  # the file only assigns constants; importing Odoo needs its packages first
    if values["series"] != SERIES:
        raise Failure(
            f"Odoo {values['series']} is in {folder}, but Obligo needs {SERIES}. Set ODOO_HOME to another."
        )
    return folder


def _install(root: Path) -> None:
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise Failure(f"No apt here to get Odoo from. Install Odoo {SERIES} and set ODOO_HOME to its folder.")
    debs = paths.cache() / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    if not list(debs.glob("odoo-19_*.deb")) or not list(debs.glob("fonts-font-awesome_*.deb")):
        with step(f"Downloading Odoo {SERIES} (about 130 MB)", log_file("odoo-source")):
            _download(debs)
    with step("Unpacking Odoo"):
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        for package in sorted(debs.glob("*.deb")):
            run_logged(["dpkg", "-x", package, root], "odoo-source")
        for name in EMPTY_FILES:
            target = root / DIST / "odoo" / "addons" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()
        (root / "complete").touch()


def _download(debs: Path) -> None:
    """Get the packages with apt's own client, keys and mirror, but private lists: the machine's stay as they are."""
    apt = paths.cache() / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "partial"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    sources = apt / "sources.list"
    sources.write_text(f"deb [signed-by={_keyring()}] {_mirror()} sid main\n")
    private = [
        f"-oDir::Etc::SourceList={sources}",
        "-oDir::Etc::SourceParts=/dev/null",
        f"-oDir::State::Lists={apt / 'lists'}",
        f"-oDir::Cache={apt / 'cache'}",
        "-oAPT::Sandbox::User=",
    ]
    # Downloaded beside and moved when whole: a killed download leaves nothing that looks finished.
    run_logged(["apt-get", *private, "update"], "odoo-source")
    run_logged(["apt-get", *private, "download", *PACKAGES], "odoo-source", cwd=apt / "partial")
    run_logged(["apt-get", "download", *STABLE_PACKAGES], "odoo-source", cwd=apt / "partial")
    for package in (apt / "partial").glob("*.deb"):
        package.replace(debs / package.name)


def _mirror() -> str:
    command = ["apt-get", "indextargets", "--format", "$(SITE) $(ORIGIN) $(RELEASE)", "Created-By: Packages"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    sites = [
        line.split()[0]
        for line in answer.splitlines()
        if line.split()[1:2] == ["Debian"] and "-" not in line.split()[2]
    ]
    if not sites:
        raise Failure(
            f"This machine's apt names no Debian mirror (is it Debian? was `apt-get update` run?).\n"
            f"Install Odoo {SERIES} some other way and set ODOO_HOME to its folder."
        )
    return sites[0]


def _keyring() -> str:
    keyring = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
    if not keyring.exists():
        raise Failure(
            "The package debian-archive-keyring is missing. Run: apt-get install debian-archive-keyring"
        )
    return str(keyring)
