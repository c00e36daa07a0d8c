"""Rules for Python sources: what a file may hold and which idioms Odoo 19 has replaced."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator

FILE_LINES = 300
FUNCTION_LINES = 40
MESSAGE_ERRORS = {"UserError", "ValidationError", "AccessError", "RedirectWarning"}
# Old name → what Odoo 19 has instead.
OLD_ATTRIBUTES = {
    "_cr": "self.env.cr",
    "_uid": "self.env.uid",
    "_context": "self.env.context",
    "read_group": "_read_group",
    "toggle_active": "action_archive",
    "check_access_rights": "check_access",
    "check_access_rule": "check_access",
    "_filter_access_rules": "_filtered_access",
    "check_field_access_rights": "_has_field_access",
    "_check_recursion": "_has_cycle",
    "groups_id": "group_ids",
}
OLD_DEFINITIONS = {
    "name_get": "_compute_display_name",
    "_name_search": "_search_display_name",
    "_setup_complete": "_post_model_setup__",
    "_sql_constraints": "models.Constraint",
}
OLD_KEYWORDS = {
    "group_operator": "aggregator",
    "auto_join": "bypass_search_access",
    "states": "readonly in the view",
}
OLD_IMPORTS = ("odoo.osv", "odoo.orm")
CLOCKS = {"today", "now", "utcnow"}


def size(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """No file above 300 lines."""
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield 1, f"{lines} lines; at most {FILE_LINES}"


def function_size(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """No function above 40 lines; a text of several lines (a docstring, a statement in SQL) counts as one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1 - sum(map(_lines_of_text, ast.walk(node)))
            if length > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines; at most {FUNCTION_LINES}"


def _lines_of_text(node: ast.AST) -> int:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.end_lineno - node.lineno if is_text else 0


def sudo_explained(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """Where rights are bypassed, a comment in the function, or its docstring, says which and why."""
    lines = text.splitlines()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and _calls_sudo(function):
            docstring = ast.get_docstring(function) or ""
            body = lines[function.lineno - 1 : function.end_lineno]
            if not any("# " in line for line in body) and not re.search("sudo|right|whoever|may ", docstring):
                yield (
                    function.lineno,
                    f"{function.name}: sudo() and no comment saying which right is bypassed and why",
                )


def _calls_sudo(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "sudo" for node in ast.walk(function))


def pure_imports(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """A rule of arithmetic stands on the standard library and its neighbours alone."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        for name in names:
            if name.split(".")[0] not in sys.stdlib_module_names:
                yield node.lineno, f"imports {name}"


def no_clock(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """A rule of arithmetic is told what day it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            yield node.lineno, f"asks the clock ({node.func.attr})"


def frozen_values(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """A value in a rule of arithmetic never changes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator):
                    yield node.lineno, f"dataclass {node.name} is not frozen"


def explained(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """Every public rule says what it means."""
    for node in tree.body:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if named and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} has no docstring"


def old_names(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """Nothing that Odoo 19 has replaced."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in OLD_ATTRIBUTES:
            yield node.lineno, f"{node.attr}: now {OLD_ATTRIBUTES[node.attr]}"
        elif isinstance(node, ast.FunctionDef) and node.name in OLD_DEFINITIONS:
            yield node.lineno, f"{node.name}: now {OLD_DEFINITIONS[node.name]}"
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in OLD_DEFINITIONS:
            yield (
                node.lineno,
                f"{ast.unparse(node.targets[0])}: now {OLD_DEFINITIONS[ast.unparse(node.targets[0])]}",
            )
        elif isinstance(node, ast.keyword) and node.arg in OLD_KEYWORDS:
            yield node.value.lineno, f"{node.arg}=: now {OLD_KEYWORDS[node.arg]}"


def old_imports(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """Only what add-ons may import: odoo.api, fields, models, tools and the like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(OLD_IMPORTS):
            yield node.lineno, f"imports {node.module}"


def raw_sql(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """No statement glued together from strings: SQL() takes the values apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            glued = isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or ".format(" in ast.unparse(
                node.args[0]
            )
            if node.func.attr in ("execute", "execute_query") and glued:
                yield node.lineno, "a statement glued together; use SQL()"


def described(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """Every model has a description and says what it is in the business."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names = {ast.unparse(item.targets[0]) for item in node.body if isinstance(item, ast.Assign)}
            if "_name" in names and "_inherit" not in names and "_description" not in names:
                yield node.lineno, f"{node.name} has no _description"
            if names & {"_name", "_inherit"} and not ast.get_docstring(node):
                yield node.lineno, f"{node.name} has no docstring"


def translatable(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """Every message that a user reads goes through self.env._, values named and outside."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).split(".")[-1]
        first = node.args[0] if node.args else None
        if name in MESSAGE_ERRORS and isinstance(first, ast.Constant | ast.JoinedStr | ast.BinOp):
            yield node.lineno, f"{name} with a text that nobody can translate"
        if name == "_" and first is not None and not isinstance(first, ast.Constant):
            yield node.lineno, "a value inside the text to translate; name it: _('… %(name)s', name=…)"
        if name == "_" and isinstance(first, ast.Constant) and re.search(r"%[sd].*%[sd]", str(first.value)):
            yield node.lineno, "two values without names: a translator cannot change their order"


def gathered(tree: ast.Module, text: str) -> Iterator[tuple[int, str]]:
    """No text to translate stands within an f-string, where what gathers the terms does not find it."""
    for string in ast.walk(tree):
        for node in ast.walk(string) if isinstance(string, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "_":
                yield node.lineno, "a text within an f-string is in no .pot; give it a name before"


def portal_clashes(sources: Iterable[str]) -> dict[str, list[str]]:
    """{private method: portal classes} of what more than one of them defines; Odoo makes one class of all."""
    found = defaultdict(set)
    for source in sources:
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef) and any(
                ast.unparse(base).endswith("Portal") for base in node.bases
            ):
                for method in node.body:
                    if isinstance(method, ast.FunctionDef) and method.name.startswith("_"):
                        found[method.name].add(node.name)
    return {
        name: sorted(classes)
        for name, classes in found.items()
        if len(classes) > 1 and not name.startswith("_prepare_")
    }
