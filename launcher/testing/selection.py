"""Which tests `-k NAME` means, read from the test files without importing them."""

import ast
from pathlib import Path


def matching_tests(file: Path, key: str) -> list[str]:
    """`Class.method`, or `Class` when its own name matches, or a plain function, for whatever holds `key`."""
    found = []
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.ClassDef):
            if key in node.name or key in file.stem:
                found.append(node.name)
            else:
                found += [f"{node.name}.{name}" for name in _tests(node.body) if key in name]
        else:
            found += [name for name in _tests([node]) if key in name or key in file.stem]
    return found


def _tests(nodes: list[ast.stmt]) -> list[str]:
    functions = [node.name for node in nodes if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if name.startswith("test_")]
