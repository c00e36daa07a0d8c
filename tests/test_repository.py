"""The rules of this house hold in every file, and each rule is able to fail."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from house import module_rules, python_rules, xml_rules

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"
MODULES = sorted(file.parent for file in ADDONS.glob("*/__manifest__.py"))
# Complete in every language; the others at least have the files.
COMPLETE = {"crm_base"}
FOREIGN_PLACES = re.compile(
    r"/(root|home|work|tmp)/|pypi\.org/simple|pythonhosted|registry\.npmjs|deb\.debian\.org"
)
SOURCES = [
    file
    for name in ("addons", "launcher", "tests", "benchmarks")
    for file in sorted((ROOT / name).rglob("*.py"))
]


def everywhere(_file: Path) -> bool:
    """Any source."""
    return True


def outside_tests(file: Path) -> bool:
    """Not a test."""
    return "tests" not in file.parts


def in_logic(file: Path) -> bool:
    """A pure rule."""
    return file.parent.name == "logic" and file.parent.parent.name != "tests"


def in_addons(file: Path) -> bool:
    """Code that Odoo runs."""
    return ADDONS in file.parents


def in_models(file: Path) -> bool:
    """Code that Odoo runs and users meet."""
    return in_addons(file) and outside_tests(file)


PYTHON_RULES = {
    python_rules.size: everywhere,
    python_rules.function_size: outside_tests,
    python_rules.pure_imports: in_logic,
    python_rules.no_clock: in_logic,
    python_rules.frozen_values: in_logic,
    python_rules.explained: in_logic,
    python_rules.old_names: in_addons,
    python_rules.old_imports: in_addons,
    python_rules.raw_sql: in_models,
    python_rules.described: in_models,
    python_rules.translatable: in_models,
    python_rules.gathered: in_models,
    python_rules.sudo_explained: in_models,
}
BAD_PYTHON = {
    python_rules.size: "x = 1\n" * 301,
    python_rules.function_size: "def long():\n" + "    x = 1\n" * 41,
    python_rules.pure_imports: "from odoo import fields",
    python_rules.no_clock: "from datetime import date\nday = date.today()",
    python_rules.frozen_values: "@dataclass\nclass Rate:\n    value: int",
    python_rules.explained: "def rate():\n    return 1",
    python_rules.old_names: "class A:\n    _sql_constraints = []",
    python_rules.old_imports: "from odoo.osv import expression",
    python_rules.raw_sql: "cr.execute(f'SELECT {name}')",
    python_rules.described: "class A:\n    '''Said.'''\n    _name = 'a.b'",
    python_rules.sudo_explained: "def a():\n    return self.env['b.c'].sudo()",
    python_rules.translatable: "raise UserError('No.')",
    python_rules.gathered: "name = f\"{self.env._('Sales')} {day}\"",
}


@pytest.mark.parametrize("rule", PYTHON_RULES, ids=lambda rule: rule.__name__)
def test_python(rule):
    """The rule holds in every file that it is for."""
    complaints = []
    for file in filter(PYTHON_RULES[rule], SOURCES):
        text = file.read_text()
        complaints += [
            f"{file.relative_to(ROOT)}:{line}: {said}" for line, said in rule(ast.parse(text), text)
        ]
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize("rule", PYTHON_RULES, ids=lambda rule: rule.__name__)
def test_python_rule_can_fail(rule):
    """The rule finds what it is meant to find."""
    assert list(rule(ast.parse(BAD_PYTHON[rule]), BAD_PYTHON[rule]))


def test_xml():
    """Views and data speak Odoo 19, and cards have what they show."""
    complaints = [
        f"{file.relative_to(ROOT)}:{line}: {said}"
        for file in sorted(ADDONS.rglob("*.xml"))
        for rule in (xml_rules.old_xml, xml_rules.unread_fields)
        for line, said in rule(file.read_text())
    ]
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize(
    "bad", ["<tree>", '<span t-esc="x"/>', '<field name="a" attrs="{}"/>', '<data noupdate="1">']
)
def test_xml_rule_can_fail(bad):
    """The rule finds what it is meant to find."""
    assert list(xml_rules.old_xml(bad))


def test_a_card_without_its_field_is_found():
    """The rule counts a field named anywhere in the kanban, and no other."""
    card = '<t t-name="card"><t t-out="record.year.raw_value"/></t>'
    assert next(xml_rules.unread_fields(f"<kanban>\n{card}</kanban>"))[0] == 2
    assert not list(xml_rules.unread_fields(f'<kanban><field name="year"/>{card}</kanban>'))


@pytest.mark.parametrize("module", MODULES, ids=lambda folder: folder.name)
def test_module(module):
    """Manifest, rights, tests and translations of one add-on."""
    rules = (
        module_rules.manifest,
        module_rules.rights,
        module_rules.upgradable_rules,
        module_rules.access_sources,
        module_rules.tested,
    )
    complaints = [said for rule in rules for said in rule(module)]
    complaints += module_rules.translated(module, complete=module.name in COMPLETE)
    assert not complaints, "\n" + "\n".join(complaints)


def test_module_rules_can_fail(tmp_path):
    """An add-on that breaks every rule is found out on every point."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "i18n").mkdir()
    (tmp_path / "__manifest__.py").write_text(
        '{"name": "A", "version": "1", "website": "x", "data": ["missing.xml"]}'
    )
    (tmp_path / "model.py").write_text("class A(models.Model):\n    _name = 'a.b'")
    (tmp_path / "i18n" / "he.po").write_text('msgid "Customer"\nmsgstr ""\n')
    said = "\n".join(module_rules.manifest(tmp_path))
    for part in (
        "lacks license",
        "has website",
        "version is 1",
        "licence is None",
        "missing.xml, which is not there",
    ):
        assert part in said
    assert list(module_rules.rights(tmp_path)) == ["a.b has no access rights"]
    assert list(module_rules.tested(tmp_path)) == ["no test names a.b"]
    (tmp_path / "sources.py").write_text("[*super()._allowed_user_sources(), more]")
    assert list(module_rules.access_sources(tmp_path))
    (tmp_path / "security").mkdir()
    (tmp_path / "security" / "ir_rules.xml").write_text('<odoo noupdate="1"/>')
    assert list(module_rules.upgradable_rules(tmp_path)) == [
        "ir_rules.xml is noupdate: an upgrade would pass over it"
    ]
    assert list(module_rules.translated(tmp_path, complete=False)) == [
        "no translation into pt", "no translation into pt_BR", "no translation into es",
    ]  # fmt: skip
    assert "he: 1 terms not translated, among them 'Customer'" in list(
        module_rules.translated(tmp_path, complete=True)
    )


def test_no_place_of_one_machine():
    """No file names a folder or a package host of somebody's machine."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    complaints = []
    for name in listed.splitlines():
        file = ROOT / name
        if (
            file.suffix in {".png", ".jpg", ".ico", ".xls", ".xlsx", ".woff2"}
            or file == Path(__file__)
            or not file.exists()
        ):
            continue
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
            if FOREIGN_PLACES.search(line):
                complaints.append(f"{name}:{number}: {line.strip()[:100]}")
    assert not complaints, "\n" + "\n".join(complaints)


def test_no_place_rule_can_fail():
    """The pattern finds what it is meant to find."""
    assert FOREIGN_PLACES.search("see /home/ana/obligo")
    assert not FOREIGN_PLACES.search("https://github.com/home")


def test_no_file_called_utils():
    """A file that is called utils always grows."""
    assert not [file for file in SOURCES if file.stem in ("utils", "helpers", "misc")]


def test_portal_classes_share_no_private_name():
    """Whoever is loaded last would answer for the others."""
    files = sorted(ADDONS.glob("*/controllers/*.py"))
    assert files
    assert python_rules.portal_clashes(file.read_text() for file in files) == {}


def test_a_clash_of_portal_classes_is_found():
    """Two modules with a helper each of the same name; what Odoo offers to be extended is none."""
    source = "class {}(CustomerPortal):\n    def _own(self): ...\n    def _prepare_x(self): ..."
    found = python_rules.portal_clashes(source.format(name) for name in ("APortal", "BPortal"))
    assert found == {"_own": ["APortal", "BPortal"]}


NAMED_TEST = re.compile(r"`((?:\w+/)?tests/(?:\w+/)*test_\w+\.py)::(\w+)`")


def unknown_tests(text: str) -> list[str]:
    """The tests that a text names and that are not there."""
    named = NAMED_TEST.findall(text)
    folders = {name: ROOT if name.startswith("tests/") else ADDONS for name, _test in named}
    return [
        f"{name}::{test}"
        for name, test in named
        if not (file := folders[name] / name).exists() or not re.search(rf"\b{test}\b", file.read_text())
    ]


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "scenarios").glob("*.md")), ids=lambda page: page.stem
)
def test_scenarios_name_tests_that_exist(page):
    text = page.read_text()
    assert NAMED_TEST.search(text)
    assert unknown_tests(text) == []


def test_an_unknown_test_of_a_scenario_is_found():
    known, gone = "test_an_unknown_test_of_a_scenario_is_found", "crm_base/tests/test_no.py"
    assert unknown_tests(f"`tests/test_repository.py::{known}` `{gone}::test_a`") == [f"{gone}::test_a"]
