"""What the fast path cuts and places by shorter ways is what the long way gives, to the last bit."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdffont import PDFFont

from parsers.readers.pdf.faces import Alphabet, Face, Spacing, place_array, place_pieces
from parsers.readers.pdf.operators import ESCAPE, _unescape, decode_literal, single_string, split_array, string_pieces


class Latin(PDFFont):
    """A font of one-byte codes with widths that no sum gives back exactly."""

    def __init__(self) -> None:
        super().__init__({"FontBBox": [0, 0, 0, 0]}, {code: 100 + 7.3 * code for code in range(256)})

    def to_unichr(self, cid: int) -> str:
        return chr(cid)


class Wide(Latin):
    """The same with codes of two bytes; an odd byte at the end is dropped."""

    def is_multibyte(self) -> bool:
        return True

    def decode(self, bytes: bytes) -> Iterable[int]:
        return [256 * high + low for high, low in zip(bytes[::2], bytes[1::2], strict=False)]


STRINGS = st.lists(st.sampled_from((" ", "a", "%/", "7", "-.", "\\(", "\\)", "\\050", "\\\\", "(b)")), max_size=4).map(lambda parts: f"({''.join(parts)})".encode())
HEXES = st.binary(max_size=4).map(lambda data: b"<" + data.hex().encode() + b">")
NUMBERS = st.floats(-900, 900).map(lambda value: f"{value:.3f}".encode())
BLANKS = st.sampled_from((b"", b" ", b"\n"))
SPACINGS = st.sampled_from((0.0, 0.013, -0.2))


def join(parts: list[tuple[bytes, bytes]]) -> bytes:
    return b"[" + b"".join(part + blank for part, blank in parts) + b"]"


LITERAL_ARRAYS = st.lists(st.tuples(st.one_of(STRINGS, NUMBERS.map(lambda n: n + b" ")), BLANKS), max_size=9).map(join)
HEX_ARRAYS = st.lists(st.tuples(st.one_of(HEXES, NUMBERS.map(lambda n: n + b" ")), BLANKS), max_size=9).map(join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(operands=st.one_of(LITERAL_ARRAYS, HEX_ARRAYS), chars=SPACINGS, words=SPACINGS, wide=st.booleans())
def test_an_array_is_placed_as_its_pieces_one_by_one(operands: bytes, chars: float, words: float, wide: bool) -> None:
    array = split_array(operands)
    if array is None:
        return
    face = Face(Alphabet(Wide() if wide else Latin()), 9.7, 0.98)
    spacing = Spacing(chars, 0.0 if wide else words, 0.0097)
    assert place_array(face, array, 70.1, spacing) == place_pieces(face, string_pieces(operands), 70.1, spacing)


@pytest.mark.parametrize("operands", [b"[(a)-5(b)]", b"[ -5 (a) 3 (b) ]", b"[<0041>4 <0042>]", b"[(a)(b)(c)]", b"[(\\(1)5(\\053\\))]"])
def test_a_plain_array_is_split(operands: bytes) -> None:
    assert split_array(operands) is not None


@pytest.mark.parametrize("operands", [b"[]", b"[(a)5 6(b)]", b"[(a(b)c)]", b"[(a(1)c)]", b"[(\\\\\\))]", b"[()5(b)]", b"[(a)<41>]", b"[5]"])
def test_any_other_array_is_left_to_the_long_way(operands: bytes) -> None:
    assert split_array(operands) is None


@pytest.mark.parametrize(
    ("operands", "string"),
    [(b"(ab) ", b"ab"), (b"<4142>", b"AB"), (b"(a\\053\\n\\\\) ", b"a+\n\\"), (b"(\\(5\\))", b"(5)"), (b"(a(b)c)", None), (b"(a)(b)", None), (b"5 (a)", None), (b"(a) 5", None)],
)
def test_a_single_string(operands: bytes, string: bytes | None) -> None:
    assert single_string(operands) == string


ESCAPES = st.sampled_from((b"\\n", b"\\r", b"\\t", b"\\b", b"\\f", b"\\\\", b"\\(", b"\\)", b"\\0", b"\\53", b"\\377", b"\\7"))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.one_of(ESCAPES, st.binary(min_size=1, max_size=2).filter(lambda data: not set(data) & set(b"\\()01234567")))).map(b"".join))
def test_escapes_are_undone_alike(text: bytes) -> None:
    assert decode_literal(text) == ESCAPE.sub(_unescape, text)


