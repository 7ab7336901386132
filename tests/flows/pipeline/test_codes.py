"""The list of codes is complete, and holds none that nothing emits."""

import ast
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from flows.pipeline.codes import CODES, SECTIONS, codes_markdown
from tests.test_imports import ROOT, SOURCES

EMITTING = {"Finding", "UnreadableDocument", "WorkerLost", "Swap", "quarantine"}
"""What is made with a code, first of its arguments or second (`quarantine(drop, code, message)`)."""
SEVERITIES = {"info", "warning", "error"}
PASSED_ON = {
    "parsers/readers/pdf/pdf_reader.py": {"error.code", "code"},
    "checks/suspects/swaps.py": {"swap.code"},
    "flows/pipeline/normalize.py": {"code", "error.code"},
    "flows/work/worker.py": {"error.code"},
    "flows/work/workers.py": {"answer['lost']"},
}
"""Codes that are no literals: they were given a value elsewhere, by one of the other ways."""


def codes_of(tree: ast.AST) -> Iterator[str | ast.expr]:
    """Every code that a file gives to something, as a text or, where it is none, as the expression."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *rest]) if name in EMITTING:
                code = rest[0] if name == "quarantine" else first
                yield code.value if isinstance(code, ast.Constant) else code
            case ast.Tuple(elts=elements):
                for code, severity in pairwise(elements):
                    if isinstance(severity, ast.Constant) and severity.value in SEVERITIES and isinstance(code, ast.Constant) and code.value not in SEVERITIES:
                        yield str(code.value)
            case ast.Dict(keys=[ast.Constant(value="lost"), *_], values=[ast.Constant(value=str(code)), *_]):
                yield code
            case ast.JoinedStr(values=[ast.Constant(value=str(begin)), *_]) if begin.partition(": ")[0] in ("empty", "duplicate_name", "link", "unreadable"):
                yield begin.partition(": ")[0]


EMITTED = {path.relative_to(ROOT).as_posix(): list(codes_of(ast.parse(path.read_text(encoding="utf-8")))) for path in SOURCES}


@pytest.mark.parametrize("path", [path for path, codes in EMITTED.items() if codes])
def test_every_code_that_is_emitted_is_in_the_list(path: str) -> None:
    literal = {code for code in EMITTED[path] if isinstance(code, str)}
    assert literal <= CODES, f"{path}: {sorted(literal - CODES)}: say in flows/pipeline/codes.py what it means and what to do"
    passed = {ast.unparse(code) for code in EMITTED[path] if not isinstance(code, str)}
    assert passed <= PASSED_ON.get(path, set()), f"{path}: a code that is no literal hides from this test"


def test_every_code_of_the_list_is_emitted() -> None:
    assert {code for codes in EMITTED.values() for code in codes if isinstance(code, str)} >= CODES


def test_no_code_stands_twice_and_each_says_something() -> None:
    listed = [code for codes in SECTIONS.values() for code in codes]
    assert max(Counter(code.code for code in listed).values()) == 1
    assert all(code.meaning.endswith(".") and code.remedy.endswith(".") for code in listed)


def test_the_document_is_written_from_the_list() -> None:
    written = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert written == codes_markdown(), "write it again: python -m flows.pipeline.codes > docs/findings.md"
