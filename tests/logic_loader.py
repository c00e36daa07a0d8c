"""Load the pure rules of an add-on (`addons/<module>/logic/`) without Odoo and without a database.

A test of logic says:

    from logic_loader import load_logic

    periods = load_logic("crm_agents", "periods")
    assert periods.month_of(date(2026, 2, 3)).end == date(2026, 2, 28)

The add-on's own `__init__.py`, which imports its models, is never run: each add-on is an empty package with a path.
Inside `logic/` modules import each other relatively (`from .money import share`), which works here and in Odoo alike.
"""

import importlib
import sys
from pathlib import Path
from types import ModuleType

ADDONS = Path(__file__).resolve().parent.parent / "addons"


def load_logic(module: str, name: str) -> ModuleType:
    """The module `addons/<module>/logic/<name>.py`, the same object at every call."""
    register_packages()
    return importlib.import_module(f"addons.{module}.logic.{name}")


def register_packages() -> None:
    """Put an empty package with the right path where Python would run an add-on's `__init__.py`."""
    _package("addons", ADDONS)
    for folder in ADDONS.iterdir():
        _package(f"addons.{folder.name}", folder)
        _package(f"addons.{folder.name}.tests", folder / "tests")


def logic_modules() -> list[tuple[str, str]]:
    """Every (add-on, logic module) there is, in alphabetical order."""
    files = sorted(ADDONS.glob("*/logic/*.py"))
    return [(file.parent.parent.name, file.stem) for file in files if file.stem != "__init__"]


def _package(name: str, folder: Path) -> None:
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
