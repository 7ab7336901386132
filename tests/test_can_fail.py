"""Every test can fail: it asserts, expects an error, or calls a function of tests/ that does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
CLAIMS = frozenset({"raises", "warns", "fail", "expect"})
"""Of pytest and of playwright."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> dict[str, Function]:
    """Name -> function or method; of several with one name the last."""
    return {node.name: node for node in ast.walk(ast.parse(source)) if isinstance(node, Function)}


def imported(source: str) -> dict[str, str]:
    """Name -> file of tests/ that it is imported from."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."))
    return {alias.asname or alias.name: (node.module or "").removeprefix("tests.").replace(".", "/") + ".py" for node in nodes for alias in node.names}


def claims(function: Function) -> bool:
    """Whether the function itself asserts, raises or expects an error."""
    return any(isinstance(node, ast.Assert | ast.Raise) for node in ast.walk(function)) or not CLAIMS.isdisjoint(called(function))


def called(function: Function) -> set[str]:
    """The last parts of the names that a function calls, decorators aside."""
    calls = (node.func for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Call))
    return {name.attr if isinstance(name, ast.Attribute) else name.id for name in calls if isinstance(name, ast.Attribute | ast.Name)}


def unfailing(sources: dict[str, str]) -> list[str]:
    """`file: name` of each test that neither claims anything nor calls a function of its file, or imported from tests/, that does."""
    made = {file: functions(source) for file, source in sources.items()}
    known = {file: dict.fromkeys(made[file], file) | imported(source) for file, source in sources.items()}

    def can_fail(file: str, name: str, above: frozenset[tuple[str, str]] = frozenset()) -> bool:
        function = made.get(file, {}).get(name)
        if function is None or (file, name) in above:
            return False
        beyond = ((known[file][other], other) for other in called(function) if other in known[file])
        return claims(function) or any(can_fail(*other, above | {(file, name)}) for other in beyond)

    return [f"{file}: {name}" for file in made for name in made[file] if name.startswith("test_") and not can_fail(file, name)]


def test_every_test_can_fail() -> None:
    assert unfailing({path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}) == []


@pytest.mark.parametrize(
    ("body", "seen"),
    [("read(1)", True), ("assert read(1)", False), ("with pytest.raises(ValueError):\n        read(1)", False), ("judge(1)", False), ("step(1)", False)],
)
def test_a_test_without_a_claim_is_seen(body: str, seen: bool) -> None:
    source = f"def test_it():\n    {body}\ndef judge(x):\n    assert x\ndef step(x):\n    judge(x)\ndef read(x):\n    return x\n"
    assert bool(unfailing({"test_x.py": source})) is seen
