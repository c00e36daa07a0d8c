"""What `requirements.txt` installs suffices: the tools of development, beside which tests run, hide what it lacks."""

import ast
import site
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from reportlab.graphics import barcode

from launcher import environment, paths


@pytest.fixture(scope="module")
def installed():
    """Names of all packages that the requirements bring along, directly or not."""
    lines = (line.partition("#")[0].strip() for line in environment.RUNTIME.read_text().splitlines())
    waiting, found = [Requirement(line) for line in lines if line], set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += _needed_by(name)
    return found


def _needed_by(name):
    try:
        return [Requirement(text) for text in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:
        return []  # meant for another system, or Odoo itself, which no index has


def _manifests():
    folders = [Path(folder) / "odoo" / "addons" for folder in site.getsitepackages()]
    return [file for folder in [*folders, paths.ADDONS] for file in folder.glob("*/__manifest__.py")]


def test_every_package_that_an_add_on_names_is_required(installed):
    """Odoo installs no module whose Python packages are missing."""
    for file in _manifests():
        for text in ast.literal_eval(file.read_text()).get("external_dependencies", {}).get("python", ()):
            assert canonicalize_name(Requirement(text).name) in installed, (file.parent.name, text)


def test_bounds_of_versions_can_be_read(installed):
    """`odoo.modules.module` needs `packaging` as soon as one add-on says more than a name."""
    assert "packaging" in installed


def test_bar_codes_can_be_drawn(installed):
    """Slips of deliveries and returns carry one; without a painter, whoever prints them gets an error."""
    drawing = barcode.createBarcodeDrawing("Code128", value="WH/OUT/00001", format="png")
    assert drawing.asString("png").startswith(b"\x89PNG")
    assert "rl-renderpm" in installed
