"""Two rules of the house: imports point parsers <- glossary <- checks <- flows, and each heavy dependency has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("parsers", "glossary", "checks", "flows")
"""Each may import itself and those before it."""

DOORS = {
    "pdfminer": "parsers/readers/pdf",
    "pikepdf": "parsers/readers/pdf",
    "lxml": "parsers/readers/html",
    "fugashi": "glossary/pairing/tokens.py",
    "unidic_lite": "glossary/pairing/tokens.py",
    "pyarrow": "flows/store/store.py",
    "prefect_dask": "flows/prefect/ingest.py",
    "fsspec": "flows/store/folders.py",
    "typer": "flows/command/cli",
    "jinja2": "flows/review/",
    "pypdfium2": "flows/review/",
}
"""A heavy dependency -> how the path of every file that imports it begins."""

PREFECT_FILES = {"flows/prefect/ingest.py", "flows/prefect/serve.py", "flows/prefect/server.py", "flows/prefect/warm.py"}
FORBIDDEN_NAMES = {"utils", "core", "common", "helpers"}

SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """Every module a file imports, at its top or within a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_sources() -> None:
    assert {path.parts[len(ROOT.parts)] for path in SOURCES} == set(PACKAGES)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_point_one_way(path: Path) -> None:
    package = relative(path).partition("/")[0]
    later = PACKAGES[PACKAGES.index(package) + 1 :]
    wrong = [module for module in imports_of(path) if module.partition(".")[0] in (*later, "tests", "bench")]
    assert not wrong, f"{relative(path)} imports {wrong}: imports point {' <- '.join(PACKAGES)}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_each_heavy_dependency_has_one_door(path: Path) -> None:
    for module in imports_of(path):
        top = module.partition(".")[0]
        if top in DOORS:
            assert relative(path).startswith(DOORS[top]), f"{relative(path)} imports {top}; its door is {DOORS[top]}"
        if top == "prefect":
            assert relative(path) in PREFECT_FILES, f"{relative(path)} imports prefect; its doors are {sorted(PREFECT_FILES)}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_module_is_named_after_nothing(path: Path) -> None:
    assert FORBIDDEN_NAMES.isdisjoint([*path.relative_to(ROOT).parent.parts, path.stem])
