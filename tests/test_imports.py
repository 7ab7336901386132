"""Three rules of the house: imports point parsers <- glossary <- checks <- flows, within each of them from room to room in one direction, and each
heavy dependency has one door."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("parsers", "glossary", "checks", "flows")
"""Each may import itself and those before it."""

ROOMS = {
    "parsers/about.py parsers/errors.py": "",
    "parsers/records.py": "about",
    "parsers/printed.py": "about records",
    "parsers/budget.py": "records printed",
    "parsers/table.py": "about records printed",
    "parsers/boxes.py": "about records printed",
    "parsers/words": "errors",
    "parsers/periods": "errors about table words",
    "parsers/text": "errors about words periods",
    "parsers/readers": "errors about records printed budget boxes words periods text",
    "parsers/placing": "errors about records printed table words periods text",
    "parsers/release": "errors about records printed words periods",
    "parsers/page": "errors about records printed boxes words periods text",
    "parsers/tables": "errors about records printed boxes words periods text page",
    "parsers/frame": "errors about records printed table boxes words periods text page tables",
    "parsers/account.py": "errors about records printed table words periods text page",
    "parsers/read.py": "errors about printed budget text readers",
    "parsers/find_tables.py": "errors about records printed budget table boxes words periods text page tables frame",
    "glossary/terms": "",
    "glossary/pairing": "terms",
    "glossary/meaning": "terms pairing",
    "glossary/proposing": "terms pairing",
    "checks/comparatives.py": "",
    "checks/identities": "",
    "checks/suspects": "identities",
    "checks/doubts": "identities suspects",
    "checks/verdicts.py": "identities suspects doubts",
    "flows/pipeline": "",
    "flows/store": "pipeline",
    "flows/work": "pipeline store",
    "flows/review": "pipeline store work",
    "flows/prefect": "pipeline store work review",
    "flows/command": "pipeline store work review prefect",
}
"""Every room, or file beside the rooms -> the rooms of its own package that it may import besides itself: one direction, no way back."""

LONGEST = 10
"""Files in the longest chain of imports inside parsers/. It may only become smaller."""

LONGEST_PATTERN = 400
"""Characters of a pattern that is not laid out over lines (regex.VERBOSE)."""

DOORS = {
    "pdfminer": "parsers/readers/pdf",
    "pikepdf": "parsers/readers/pdf",
    "lxml": "parsers/readers/html",
    "fugashi": "glossary/terms/tokens.py",
    "unidic_lite": "glossary/terms/tokens.py",
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

MAY_IMPORT = {
    (place.split("/")[0], place.split("/")[1].removesuffix(".py")): set(allowed.split())
    for places, allowed in ROOMS.items()
    for place in places.split()
}
"""(package, room) -> rooms of that package."""

SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in SOURCES if path.name != "__init__.py"}
"""Every module of ours by its name."""


def imports_of(path: Path) -> Iterator[str]:
    """Every module a file imports, at its top or within a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def modules_of(path: Path) -> set[str]:
    """The modules of ours that a file imports when it is loaded or used; names that a type checker alone needs are not loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unused = {
        id(inner) for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in unused:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & MODULES.keys()


@cache
def longest_chain(module: str) -> tuple[str, ...]:
    """The module and the files of its package that it stands on, one below the other, along the longest way."""
    package = module.partition(".")[0]
    below = [longest_chain(other) for other in sorted(modules_of(MODULES[module])) if other.partition(".")[0] == package and other != module]
    return (module, *max(below, key=len, default=()))


def room_of(module: str) -> tuple[str, str]:
    """(package, room) of a module; the room of a file beside the rooms is its own name."""
    package, _, rest = module.partition(".")
    return package, rest.partition(".")[0]


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


@pytest.mark.parametrize("module", sorted(MODULES))
def test_rooms_are_left_in_one_direction(module: str) -> None:
    package, room = room_of(module)
    others = {place[1] for other in modules_of(MODULES[module]) if (place := room_of(other))[0] == package} - {room}
    wrong = others - MAY_IMPORT[package, room]
    assert not wrong, f"{module} imports from {sorted(wrong)}; {package}/{room} may import {sorted(MAY_IMPORT[package, room])} (ROOMS)"


def test_the_table_of_rooms_is_the_house() -> None:
    assert {room_of(module) for module in MODULES} == MAY_IMPORT.keys()


def test_rooms_stand_in_an_order() -> None:
    """No way back, by whatever detour: each room stands in the table below all that it may import."""
    seen: dict[str, set[str]] = {package: set() for package in PACKAGES}
    for (package, room), allowed in MAY_IMPORT.items():
        assert allowed <= seen[package], f"{package}/{room} stands above {sorted(allowed - seen[package])}"
        seen[package].add(room)


def test_parsers_have_at_most_ten_rooms() -> None:
    assert len([path for path in (ROOT / "parsers").iterdir() if path.is_dir() and any(path.glob("*.py"))]) <= 10


def test_chains_of_imports_in_parsers_are_short() -> None:
    chain = max((longest_chain(module) for module in MODULES if module.startswith("parsers.")), key=len)
    assert len(chain) <= LONGEST, f"{len(chain)} files stand one on the other: {' -> '.join(chain)}"


def test_no_two_files_share_a_name() -> None:
    twice = [name for name, count in Counter(path.name for path in SOURCES if path.name != "__init__.py").items() if count > 1]
    assert not twice, f"{twice}: a name says what a file is for in the whole house"


def test_no_two_classes_share_a_name() -> None:
    names = Counter(node.name for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef))
    twice = [name for name, count in names.items() if count > 1]
    assert not twice, f"{twice}: a reader who meets the name should know which it is"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_long_patterns_stand_one_idea_a_line(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("compiled", "regex.compile"):
            pattern = max((len(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)), default=0)
            verbose = any("VERBOSE" in text or "FLAGS" in text for text in map(ast.unparse, (*node.args[1:], *node.keywords)))
            assert pattern <= LONGEST_PATTERN or verbose, f"{relative(path)} line {node.lineno}: a pattern of {pattern} characters in one line"


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
