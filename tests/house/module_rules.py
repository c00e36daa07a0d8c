"""Rules for a whole add-on: its manifest, the rights and tests of its models, its translations."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

REQUIRED = {"name", "summary", "version", "category", "author", "license", "depends"}
ALLOWED = REQUIRED | {
    "data", "demo", "assets", "external_dependencies", "application", "auto_install", "uninstall_hook",
    "post_init_hook", "pre_init_hook",
}  # fmt: skip
DEFAULTS = {"application": False, "auto_install": False, "installable": True, "data": [], "demo": []}
LANGUAGES = ("pt", "pt_BR", "es", "he")


def manifest(folder: Path) -> Iterator[str]:
    """The keys that say something, no default repeated, every file there."""
    values = ast.literal_eval((folder / "__manifest__.py").read_text())
    for key in sorted(REQUIRED - set(values)):
        yield f"the manifest lacks {key}"
    for key in sorted(set(values) - ALLOWED):
        yield f"the manifest has {key}, which Odoo does not know or Obligo does not use"
    for key, default in DEFAULTS.items():
        if key in values and values[key] == default:
            yield f"the manifest repeats the default of {key}"
    if not str(values.get("version")).startswith("19.0."):
        yield f"the version is {values.get('version')}"
    if values.get("license") != "AGPL-3":
        yield f"the licence is {values.get('license')}"
    for name in values.get("data", []) + values.get("demo", []):
        if not (folder / name).exists():
            yield f"the manifest names {name}, which is not there"


def own_models(folder: Path) -> dict[str, bool]:
    """The models that the add-on makes, and whether each is abstract."""
    found = {}
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef):
                name, inherited = _declared(node, "_name"), _declared(node, "_inherit")
                if isinstance(name, str) and name not in (
                    [inherited] if isinstance(inherited, str) else inherited or []
                ):
                    found[name] = any("AbstractModel" in ast.unparse(base) for base in node.bases)
    return found


def rights(folder: Path) -> Iterator[str]:
    """Every model says who may do what with it."""
    file = folder / "security" / "ir.model.access.csv"
    rows = list(csv.DictReader(file.open())) if file.exists() else []
    named = {row["model_id:id"].rpartition(".")[2] for row in rows}
    for name, abstract in own_models(folder).items():
        if not abstract and f"model_{name.replace('.', '_')}" not in named:
            yield f"{name} has no access rights"


def access_sources(folder: Path) -> Iterator[str]:
    """Who adds a reason to see a customer has the pairs compared again at each of its own upgrades.

    The module that owns the pairs compares them when it is upgraded, before the modules above it are loaded: without
    their sources, which would stay away until the nightly check.
    """
    extends = any("super()._allowed_user_sources()" in file.read_text() for file in folder.rglob("*.py"))
    compares = any('name="_update_allowed_users"' in file.read_text() for file in folder.rglob("*.xml"))
    if extends and not compares:
        yield "its data files do not call _update_allowed_users, which its _allowed_user_sources needs"


def upgradable_rules(folder: Path) -> Iterator[str]:
    """Record rules change with the module: a hole that is closed must be closed where the module is installed."""
    for file in sorted(folder.glob("security/*.xml")):
        if "noupdate" in file.read_text():
            yield f"{file.name} is noupdate: an upgrade would pass over it"


def tested(folder: Path) -> Iterator[str]:
    """Every model is named in a test; an abstract one is tested through those that take it up."""
    texts = "\n".join(file.read_text() for file in (folder / "tests").rglob("*.py"))
    for name, abstract in own_models(folder).items():
        if not abstract and name not in texts:
            yield f"no test names {name}"


def translated(folder: Path, complete: bool) -> Iterator[str]:
    """A file per language; with every term translated where `complete`."""
    import polib

    for language in LANGUAGES:
        file = folder / "i18n" / f"{language}.po"
        if not file.exists():
            yield f"no translation into {language}"
        elif complete:
            missing = [entry for entry in polib.pofile(str(file)) if not entry.translated()]
            if missing:
                yield f"{language}: {len(missing)} terms not translated, among them {missing[0].msgid[:60]!r}"


def _declared(node: ast.ClassDef, name: str):
    for item in node.body:
        if isinstance(item, ast.Assign) and ast.unparse(item.targets[0]) == name:
            try:
                return ast.literal_eval(item.value)
            except ValueError:
                return None
    return None
