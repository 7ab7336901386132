"""A content stream cut to operators by one regular expression, every byte accounted for.

The grammar is strict: what pdfminer's own parser would read differently (comments, `#` in names, unusual escapes, inline
pictures, numbers of more than 15 digits) is no part of it, and `Irregular` sends the page back to that parser.
The standard library's `re` is used here: it is three times as fast as `regex` on bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

STRING = rb"\( (?: [^()\\]++ | \\ (?: [nrtbf()\\] | [0-3][0-7]{0,2}+ | [4-7][0-7]?+ (?![0-7]) ) | \( (?: [^()\\]++ | \\ [nrtbf()\\] )*+ \) )*+ \)"
HEX = rb"< [0-9A-Fa-f\s]*+ >"
NUMBER = rb"[-+]?+ (?: [0-9]{1,15}+ (?: \. [0-9]{0,15}+ )?+ | \. [0-9]{1,15}+ ) (?! [0-9.] )"

LARGE = 2 << 20
"""Bytes: a longer stream is not held in memory operator by operator."""

OPERATORS = re.compile(
    rb"""
    \s*+
    (?: ( (?: (?: %(number)s
            | / [^\x00\s()<>\[\]{}/%%#]++
            | %(string)s
            | %(hex)s
            | \[ (?: %(number)s | \s++ | %(string)s | %(hex)s )*+ \]
            | << (?: [^<>()]++ | \( [^()\\]*+ \) | < [0-9A-Fa-f]++ > | << [^<>()]*+ >> )*+ >>
          ) \s*+ )*+ )                                                   # operands
        ( [A-Za-z][A-Za-z0-9]*+ \*?+ (?= [\s/\[(<] | \Z ) | ['"] )       # operator
      | ( [\s\S]++ ) )                                                   # anything else
    """
    % {b"number": NUMBER, b"string": STRING, b"hex": HEX},
    re.VERBOSE,
)
ARRAY = re.compile(rb"\[ (?: %(number)s | \s++ | %(string)s | %(hex)s )*+ \] \s*+" % {b"number": NUMBER, b"string": STRING, b"hex": HEX}, re.VERBOSE)
PIECES = re.compile(
    rb"""
    ( %(number)s )
  | \( ( (?: [^()\\]++ | \\ [\s\S] | \( (?: [^()\\]++ | \\ [\s\S] )*+ \) )*+ ) \)
  | < ( [^>]*+ ) >
    """
    % {b"number": NUMBER},
    re.VERBOSE,
)
BRACKETS = b"[] \t\r\n\f\v"
PARENTHESES = re.compile(rb"[()]")
ANGLES = re.compile(rb"[<>]")
NO_PARENTHESES = bytes(set(range(256)) - set(b"()<>"))
ESCAPE = re.compile(rb"\\ (?: ([0-7]{1,3}+) | ([\s\S]) )", re.VERBOSE)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"}


class Irregular(Exception):
    """The stream holds something that the strict grammar does not know."""


def scan_operators(content: bytes) -> Iterable[tuple[bytes, bytes]]:
    """(operands, operator) in order. Raises Irregular unless every byte belongs to one of them or to the blanks between.

    >>> scan_operators(b"BT /F1 9 Tf (a) Tj ET")
    [(b'', b'BT'), (b'/F1 9 ', b'Tf'), (b'(a) ', b'Tj'), (b'', b'ET')]
    """
    if len(content) > LARGE:
        return _scan_slowly(content)
    found: list[tuple[bytes, bytes, bytes]] = OPERATORS.findall(content)
    if found and found[-1][2].strip():
        raise Irregular(found[-1][2][:40])
    return [(operands, operator) for operands, operator, _ in found if operator]


def _scan_slowly(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The same one by one, in little memory."""
    for found in OPERATORS.finditer(content):
        operands, operator, rest = found.groups()
        if operator:
            yield operands, operator
        elif rest and rest.strip():
            raise Irregular(rest[:40])


def string_pieces(operands: bytes) -> list[float | bytes]:
    """The numbers and decoded strings of a show operator's operand, array or not.

    >>> string_pieces(b"[(AB)-50<4243>]")
    [b'AB', -50.0, b'BC']
    """
    return [
        float(number) if number else decode_literal(literal) if literal else decode_hex(digits)
        for number, literal, digits in PIECES.findall(operands)
    ]


def without_escaped_brackets(operands: bytes) -> bytes:
    """The operands with escaped brackets in octal digits, so that every bracket bounds a string; as they are behind an escaped backslash.

    >>> without_escaped_brackets(rb"[(\\(5)-3(\\))]")
    b'[(\\\\0505)-3(\\\\051)]'
    """
    if b"\\" not in operands or b"\\\\" in operands:
        return operands
    return operands.replace(b"\\(", b"\\050").replace(b"\\)", b"\\051")


def single_string(operands: bytes) -> bytes | None:
    """The decoded string where the operands are one string without brackets in it, else None."""
    text = without_escaped_brackets(operands).strip()
    if text[:1] == b"(" and text[-1:] == b")" and text.count(b"(") == 1 == text.count(b")"):
        return decode_literal(text[1:-1])
    if text[:1] == b"<" and text[-1:] == b">" and text.count(b"<") == 1:
        return decode_hex(text[1:-1])
    return None


class Array(NamedTuple):
    """The operand of a show operator in which strings and single numbers take turns."""

    strings: list[bytes]
    numbers: list[float]
    """The one before each string, and the one behind the last; 0 where there is none."""
    led: bool
    """A number comes first."""
    operands: bytes
    """As they stand in the stream."""


def split_array(operands: bytes) -> Array | None:
    """The array; None where a string is nested or empty, where both kinds of strings are met or two numbers stand together.

    >>> split_array(b"[(A)-50 (B)(C)7]")
    Array(strings=[b'A', b'B', b'C'], numbers=[0.0, -50.0, 0.0, 7.0], led=False, operands=b'[(A)-50 (B)(C)7]')
    """
    literal = b"<" not in operands
    operands = without_escaped_brackets(operands)
    parts = (PARENTHESES if literal else ANGLES).split(operands.strip(BRACKETS))
    strings, between = parts[1::2], parts[::2]
    if operands.translate(None, NO_PARENTHESES) != (b"()" if literal else b"<>") * len(strings):
        return None
    if not literal:
        strings = [decode_hex(digits) for digits in strings]
    elif b"\\" in operands:
        if b"\\\\" in operands:
            return None
        strings = [decode_literal(string) for string in strings]
    if not strings or not all(strings):
        return None
    try:
        return Array(strings, _numbers_between(between), bool(between[0].strip()), operands)
    except ValueError:
        return None


def _numbers_between(texts: list[bytes]) -> list[float]:
    try:
        return [float(texts[0] or b"0"), *map(float, texts[1:-1]), float(texts[-1] or b"0")]
    except ValueError:
        return [float(text) if text and not text.isspace() else 0.0 for text in texts]


def decode_literal(text: bytes) -> bytes:
    """The bytes that a string in brackets stands for; `text` is what stands between them."""
    if b"\\" not in text:
        return text
    if b"(" in text or b")" in text:
        return ESCAPE.sub(_unescape, text)
    return text.decode("unicode_escape").encode("latin-1")  # the escapes that the grammar allows are Python's, too


def _unescape(found: re.Match[bytes]) -> bytes:
    octal, char = found.groups()
    return bytes((int(octal, 8),)) if octal else ESCAPED[char]


def decode_hex(digits: bytes) -> bytes:
    """The bytes that hexadecimal digits stand for. Raises Irregular for an odd number of them."""
    packed = b"".join(digits.split())
    if len(packed) % 2:
        raise Irregular(digits[:40])
    return bytes.fromhex(packed.decode("ascii"))


def number_of(operands: bytes) -> float:
    """Exactly one number. Raises Irregular otherwise."""
    try:
        return float(operands)
    except ValueError as error:
        raise Irregular(operands[:40]) from error


def numbers(operands: bytes, count: int) -> list[float]:
    """Exactly `count` numbers. Raises Irregular otherwise."""
    try:
        values = list(map(float, operands.split()))
    except ValueError as error:
        raise Irregular(operands[:40]) from error
    if len(values) != count:
        raise Irregular(operands[:40])
    return values
