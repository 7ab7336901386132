"""The documents that have golden files, each under a name such as `sheets/ja-2q/tabs` or `releases/typeset/x.pdf`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from flows.pipeline.normalize import normalize
from flows.pipeline.settings import Settings
from flows.store.golden import result_to_rows
from flows.work.drops import paths_to_drops
from tests import editions, typeset, typeset_editions, typeset_html
from tests.unseen.pdf import PDF_STYLES
from tests.unseen.printing import ENDINGS, STYLES
from tests.unseen.sheet import Sheet, sheets, side_by_side

ROOT = Path(__file__).parent.parent.parent
WHOLE = "tabs"
"""The style in which the golden file of a sheet is kept whole."""
SLOW_BYTES = 400_000
"""A release with more is read by `make acceptance`, not by `make test`."""
Rows = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Golden:
    name: str
    read: Callable[[], Rows]
    """The rows of readings.tsv and findings.tsv as they are now."""
    whole: bool = False
    """Kept whole, not as digests."""
    others: bool = False
    """Somebody else's release: of its words nothing may be kept."""
    slow: bool = False


def rows_of(path: Path) -> Rows:
    return result_to_rows(normalize(paths_to_drops([], whole=[path])[0], Settings()))


def rows_of_bytes(name: str, make: Callable[[], bytes]) -> Rows:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(make())
        return rows_of(path)


def print_sheet(sheet: Sheet, style: str) -> bytes:
    return PDF_STYLES[style](sheet) if style in PDF_STYLES else STYLES[style](side_by_side(sheet)).encode()


def print_edition(name: str, language: str, kind: str, style: str) -> bytes:
    galley = next(typeset.load(path) for path in typeset.descriptions() if path.stem == name)
    made = editions.edition(galley, language, typeset_editions.ANNOUNCED[name])
    return typeset_html.typeset(made, style).encode() if kind == "html" else typeset_editions.typeset_pdf(made, style)


@cache
def own() -> dict[str, Golden]:
    """Everything that is ours: the samples, the sheets in every style, the samples in every producer's style."""
    found = [Golden(f"samples/{path.stem}", partial(rows_of, path), whole=True) for path in sorted((ROOT / "raw").glob("sample-*.txt"))]
    for sheet in sheets():
        for style in (*STYLES, *PDF_STYLES):
            read = partial(rows_of_bytes, f"{sheet.name}.{ENDINGS.get(style, 'pdf')}", partial(print_sheet, sheet, style))
            found.append(Golden(f"sheets/{sheet.name}/{style}", read, whole=style == WHOLE))
    for path in typeset.descriptions():
        for language in sorted({table.language for table in typeset.load(path).tables}):
            for kind, styles in (("html", typeset_html.STYLES), ("pdf", typeset_editions.STYLES)):
                for style in styles:
                    read = partial(rows_of_bytes, f"{path.stem}.{kind}", partial(print_edition, path.stem, language, kind, style))
                    found.append(Golden(f"editions/{path.stem}-{language}/{kind}-{style}", read))
    return {golden.name: golden for golden in found}


@cache
def releases() -> dict[str, Golden]:
    """Every release in the folder that TAIYAKU_RELEASES names."""
    folder = os.environ.get("TAIYAKU_RELEASES", "")
    if not folder or not Path(folder).is_dir():
        return {}
    found = {}
    for path in sorted(drops_in(Path(folder))):
        name = f"releases/{path.relative_to(folder).as_posix()}"
        size = sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
        found[name] = Golden(name, partial(rows_of, path), others=True, slow=size > SLOW_BYTES or path.parent != Path(folder))
    return found


def drops_in(folder: Path) -> list[Path]:
    """Files and folders of files, each one release; a folder of folders is gone through."""
    found: list[Path] = []
    for path in folder.iterdir():
        if path.is_dir() and any(inner.is_dir() for inner in path.iterdir()):
            found += drops_in(path)
        elif path.is_dir() or path.suffix in (".txt", ".pdf", ".htm", ".html"):
            found.append(path)
    return found
