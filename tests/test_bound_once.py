"""A name of a module is bound once: ruff refuses a function or an import bound again (F811), not a constant that another one hides."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("parsers", "glossary", "checks", "flows", "bench", "tests") for path in (ROOT / folder).rglob("*.py"))


def names_bound(module: ast.Module) -> Iterator[str]:
    """Every name that a statement at the top of the module binds, as often as it is bound; the variants of an overload count once."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not any(ast.unparse(decorator).endswith("overload") for decorator in node.decorator_list):
                yield node.name
        elif isinstance(node, ast.Assign):
            yield from (name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store))
        elif isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
            yield node.target.id


def bound_twice(source: str) -> list[str]:
    counts = Counter(names_bound(ast.parse(source)))
    return [name for name, count in counts.items() if count > 1 and name != "_"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_name_is_bound_once(path: Path) -> None:
    assert bound_twice(path.read_text(encoding="utf-8")) == []


def test_a_second_binding_is_seen() -> None:
    assert bound_twice("A = 1\nB: int = 2\ndef B(): ...\n(A, C) = 3, 4\n_ = 1\n_ = 2\n") == ["A", "B"]
