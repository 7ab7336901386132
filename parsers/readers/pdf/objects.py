"""PDF objects cut by one regular expression: the same numbers, names, strings, arrays and dictionaries as pdfminer's parser gives.

As in `pdf_scan` the grammar is strict: `Irregular` sends an object back to pdfminer's own parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pdfminer.psparser import LIT

from parsers.readers.pdf.operators import HEX, NUMBER, STRING, Irregular, decode_hex, decode_literal

TOKEN = re.compile(
    rb"""
    \s*+
    (?: ( [0-9]{1,9}+ ) \s++ [0-9]{1,5}+ \s++ R (?= [\s/<>\[\]()] | \Z )      # 1 reference
      | / ( [^\x00\s()<>\[\]{}/%%#]++ )                                       # 2 name
      | ( %(number)s (?= [\s/<>\[\]()] | \Z ) )                               # 3 number
      | ( << | >> | \[ | \] )                                                 # 4 bracket
      | ( %(string)s )                                                        # 5 string
      | ( %(hex)s )                                                           # 6 string in digits
      | ( true | false | null | endobj | stream ) (?= [\s/<>\[\]()] | \Z )    # 7 word
    )
    """
    % {b"number": NUMBER, b"string": STRING, b"hex": HEX},
    re.VERBOSE,
)
REFERENCE, NAME, NUMERAL, BRACKET, LITERAL, DIGITS, WORD = range(1, 8)
DEEPEST = 200
"""Arrays and dictionaries in one another."""
CONSTANTS = {b"true": True, b"false": False}


def parse_object(data: bytes, start: int, refer: Callable[[int], Any]) -> tuple[Any, bytes, int]:
    """The object at `start`, the word behind it (`endobj` or `stream`) and where that begins. Raises Irregular.

    >>> parse_object(b"<< /A [1 2 0 R (x)] /B null >> endobj", 0, lambda number: f"ref {number}")
    ({'A': [1, 'ref 2', b'x']}, b'endobj', 31)
    """
    found, word, place = _parse(data, start, refer, None)
    if len(found) != 1 or word not in (b"endobj", b"stream"):
        raise Irregular(data[start : start + 40])
    return found[0], word, place


def parse_objects(data: bytes, refer: Callable[[int], Any], null: Any) -> list[Any]:
    """All objects of an object stream, its leading numbers among them. null: what stands for a null there. Raises Irregular."""
    found, word, _ = _parse(data, 0, refer, null)
    if word:
        raise Irregular(word)
    return found


def _parse(data: bytes, start: int, refer: Callable[[int], Any], null: Any) -> tuple[list[Any], bytes, int]:
    found: list[Any] = []
    opened: list[list[Any]] = []
    place, match = start, TOKEN.match
    while token := match(data, place):
        place = token.end()
        kind = token.lastindex
        if kind == NUMERAL:
            digits = token[NUMERAL]
            found.append(float(digits) if b"." in digits else int(digits))
        elif kind == NAME:
            found.append(_name(token[NAME]))
        elif kind == REFERENCE:
            found.append(refer(int(token[REFERENCE])))
        elif kind == BRACKET:
            found = _open_or_close(token[BRACKET], found, opened)
        elif kind == LITERAL:
            found.append(decode_literal(token[LITERAL][1:-1]))
        elif kind == DIGITS:
            found.append(decode_hex(token[DIGITS][1:-1]))
        elif (word := token[WORD]) == b"null":
            found.append(null)
        elif word in CONSTANTS:
            found.append(CONSTANTS[word])
        else:
            if opened:
                raise Irregular(word)
            return found, word, token.start(WORD)
    if opened or data[place:].strip():
        raise Irregular(data[place : place + 40])
    return found, b"", place


def _name(name: bytes) -> Any:
    try:
        return LIT(name.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(name)


def _open_or_close(bracket: bytes, found: list[Any], opened: list[list[Any]]) -> list[Any]:
    """The list that goes on filling. An opened one begins with a sign of what it is."""
    if bracket in (b"<<", b"["):
        if len(opened) > DEEPEST:
            raise Irregular(bracket)
        opened.append(found)
        return [_DICT] if bracket == b"<<" else [_LIST]
    if not opened or found[0] is not (_DICT if bracket == b">>" else _LIST):
        raise Irregular(bracket)
    around = opened.pop()
    around.append(_dictionary(found) if bracket == b">>" else found[1:])
    return around


_DICT, _LIST = object(), object()


def _dictionary(found: list[Any]) -> dict[Any, Any]:
    keys, values = found[1::2], found[2::2]
    if len(keys) != len(values) or not all(hasattr(key, "name") for key in keys):
        raise Irregular(b"dictionary")
    return {_text(key.name): value for key, value in zip(keys, values, strict=True) if value is not None}


def _text(name: str | bytes) -> Any:
    return name if isinstance(name, str) else str(name)
