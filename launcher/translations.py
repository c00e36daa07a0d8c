"""Translation files: the terms of each module as Odoo exports them, merged into every language's file.

What is translated stays translated, in the order of the terms; a term that is gone is dropped, a new one waits empty.
Running it twice changes nothing.
"""

from pathlib import Path

from . import locks, odoo_command, paths, prepared
from .console import Failure, log_file, say, step
from .postgres import Server

LANGUAGES = ("pt", "pt_BR", "es", "he")
STEADY_HEADER = {
    "Project-Id-Version": "Odoo Server 19.0",
    "Report-Msgid-Bugs-To": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURALS = {
    "pt": "nplurals=2; plural=(n != 1);",
    "pt_BR": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "he": "nplurals=2; plural=(n != 1);",
}


def update(server: Server, modules: list[str]) -> int:
    """Export and merge the terms of these modules (all when none is named); prints what lacks a translation."""
    wanted = modules or paths.modules()
    unknown = set(wanted) - set(paths.modules())
    if unknown:
        raise Failure(f"No module {', '.join(sorted(unknown))} in addons/.")
    with locks.exclusive(paths.STATE / "i18n.lock"):
        _update(server, wanted, prepared.addons(server, modules))
    return 0


def _update(server: Server, wanted: list[str], source: str) -> None:
    with step("Exporting the terms"), prepared.clone(server, source, "i18n") as database:
        _export(server, database, wanted)
    for module in wanted:
        for language in LANGUAGES:
            say(_merge(module, language, template_of(module)))


def template_of(module: str) -> Path:
    """The file of a module's terms."""
    return paths.ADDONS / module / "i18n" / f"{module}.pot"


def file_of(module: str, language: str) -> Path:
    """The translation file of a module in a language."""
    return paths.ADDONS / module / "i18n" / f"{language}.po"


def _export(server: Server, database: str, modules: list[str]) -> None:
    log = log_file("i18n")
    with log.open("w") as output:
        arguments = ["i18n", "export", "-d", database, "-l", "pot", "--", *modules]
        code = odoo_command.run(server, arguments, stdout=output, stderr=output)
    if code:
        raise Failure(f"Exporting the terms failed:\n{log.read_text(errors='replace')[-1500:]}")
    for module in modules:
        # The date of the export and the like would make every run a change.
        template = _polib().pofile(template_of(module).read_text())
        template.metadata, template.header = dict(STEADY_HEADER), f"Terms of {module}."
        _save(template, template_of(module))


def _merge(module: str, language: str, template: Path) -> str:
    polib = _polib()
    terms = polib.pofile(str(template))
    target = file_of(module, language)
    known = {entry.msgid: entry for entry in polib.pofile(str(target))} if target.exists() else {}
    merged = polib.POFile(wrapwidth=78)
    merged.header = f"Translation of {module}."
    merged.metadata = {**STEADY_HEADER, "Language": language, "Plural-Forms": PLURALS[language]}
    for term in terms:
        before = known.get(term.msgid)
        term.msgstr = before.msgstr if before else ""
        term.flags = list(before.flags) if before else []
        merged.append(term)
    _save(merged, target)
    missing = [entry for entry in merged if not entry.translated()]
    return f"{module:<22} {language:<6} {len(merged) - len(missing):>5} of {len(merged):>5} terms translated"


def _save(file, target: Path) -> None:
    file.sort(key=lambda entry: (entry.msgid, entry.occurrences))
    for entry in file:
        entry.occurrences.sort()
    text = f"{file}\n" if not str(file).endswith("\n") else str(file)
    target.parent.mkdir(exist_ok=True)
    if not target.exists() or target.read_text() != text:
        target.write_text(text)


def _polib():
    import polib

    return polib
