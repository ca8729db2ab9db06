"""This file is the rules of the house that import-linter can't hold, because they know no list of names."""

import ast
import sys
from pathlib import Path

import pytest

import lesobs

SOURCE = Path(lesobs.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """The dotted names a module imports, inside functions too; relative ones are not used in this project."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
    return names


def test_the_domain_imports_the_standard_library_only() -> None:
    foreign = {
        (module.name, name)
        for module in MODULES
        if module.is_relative_to(SOURCE / "domain")
        for name in imported(module)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("lesobs.domain")
    }
    assert foreign == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_says_what_it_is_and_stays_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)) or not text, "its first line should say what this file is"
    if "migrations" not in module.parts:  # a schema is as long as it is
        assert text.count("\n") <= 400, "is it still one thing, found under this name?"
