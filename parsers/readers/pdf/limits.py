"""What a PDF may ask for: the limits that the readers of its parts share, and their two errors."""

from __future__ import annotations

from parsers.errors import UnreadableDocument

LIMITS = {
    "decoded bytes": 256 << 20,
    "content bytes": 48 << 20,
    "glyphs": 3_000_000,
    "forms": 10_000,
    "font widths": 4_000_000,
    "pages": 3_000,
    "cross-reference sections": 500,
}
"""What one document may ask for. A long annual report stays under a tenth of each."""
PAGE_LIMIT = 12 << 20
"""Bytes of one page's operators ..."""
PAGE_GLYPHS = 40_000
"""... its glyphs (a dense page has 5,000, four times that where all is overprinted) ..."""
CODE_BYTES = 4
"""... counted by the bytes of its strings before they are decoded, at so many bytes a glyph ..."""
PAGE_RULINGS = 20_000
"""... its ruling lines and rectangles ..."""
DEPTH = 10_000
"""... and graphics states saved and not restored."""


class Broken(UnreadableDocument):
    """A part of the file is not what the file says it is; a repair may help.

    pages: how many pages the file counts, where some of them were not found; a repair has to bring them all back.
    """

    def __init__(self, message: str, pages: int = 0) -> None:
        super().__init__("damaged", message)
        self.pages = pages


class Budget:
    """What is left of each of `LIMITS`."""

    def __init__(self) -> None:
        self.left = dict(LIMITS)

    def spend(self, kind: str, amount: int) -> None:
        """Nothing. Raises UnreadableDocument (`too_large`) where the document asks for more than is allowed."""
        self.left[kind] -= amount
        if self.left[kind] < 0:
            raise UnreadableDocument("too_large", f"more than {LIMITS[kind]:,} {kind}: no release is that large; look whether the file is one")


def too_many_glyphs() -> UnreadableDocument:
    """The error of a page that is none."""
    return UnreadableDocument("too_large", f"a page with more than {PAGE_GLYPHS:,} glyphs")
