"""Numbers as releases print them: brackets, triangles and dashes, widths, units set in the cell, digits torn by kerning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from parsers.words.patterns import compiled
from parsers.words.vocabulary import alternation, as_listed, words_of
from parsers.words.widths import fold_widths

MAX_DIGITS = 26
"""More digits than this cannot stand in a decimal128(38, 6) once a scale of 10^12 is applied: no amount, and not read."""


@dataclass(frozen=True, slots=True)
class Number:
    """A cell's number as printed; `value * scale` (and a hundredth of it, where `percent`) is what it says."""

    value: Decimal | None
    """Sign applied, scale not applied; None for a nil mark."""
    places: int
    """Digits after the point: 1 for 33.3, 2 for 57円67銭."""
    percent: bool = False
    unit: str | None = None
    """Printed in the cell: JPY, shares, Gbps, pure (倍, times) ...; None: the row, the column or the caption decides."""
    scale: Decimal = Decimal(1)
    """Printed in the cell (億, million); 1 where none is."""
    nil: bool = False
    bracketed: bool = False
    marked: bool = False
    """A sign is printed besides any brackets: -, △ or ▲."""
    signed_unit: bool = False
    """The unit is a currency sign before the digits (¥33,000): it says nothing of the scale."""


MONEY = words_of("money")
_SCALES = words_of("scale")
COUNTERS = words_of("counter")

_UNIT_OF = {word.text: word.value for word in (*MONEY, *COUNTERS)}
_SCALE_OF = {word.text: Decimal(word.value) for word in _SCALES}

# Digits loosely; whether their groups are well formed is _well_grouped's question.
DIGITS = r"(?: [0-9][0-9,]*+ (?:\.[0-9]++)?+ | \.[0-9]++ )"
# The same torn by kerning: single blanks inside.
_TORN = r"[0-9,]++ (?:\s[0-9,]++)++ (?:\.[0-9]++)?+"
MARK = r"(?: [-+△▲] | \( [-+△▲] \) )"
PREFIX = rf"(?: {alternation(w for w in MONEY if w.lang in ('any', 'en') and w.text not in ('yen', 'dollar', 'dollars'))} )"
SUFFIX = rf"""(?: %\s?pt s?+ | pts?\b | % | パーセント | ポイント | points?\b
                 | (?:\s?+(?P<scale>{alternation(_SCALES)}))?+ \s?+(?P<unit>{alternation((*MONEY, *COUNTERS))})
                 | \s?+(?P<scale>{alternation(_SCALES)}) )"""

_CELL = compiled(
    rf"""
    (?P<mark>\([-+△▲]\) \s*+)?+
    (?P<open>\()?+ \s*+
    (?P<mark>{MARK})?+ \s*+
    (?P<currency>{PREFIX})?+ \s*+
    (?P<mark>{MARK})?+ \s*+
    (?P<inner>\()?+ \s*+
    (?P<digits> {_TORN} | {DIGITS} ) \s*+
    (?P<close_inner>\))?+
    \s*+ (?P<suffix>{SUFFIX})?+ \s*+
    (?P<close>\))?+ \s*+ (?P<percent>%)?+ (?:\s?+(?P<after>{alternation((*MONEY, *COUNTERS))}))?+
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_PLAIN = compiled(r"(?P<open>\()?+(?P<digits>[0-9][0-9,]*+(?:\.[0-9]++)?+)(?P<percent>%)?+(?P<close>\))?+", regex.VERBOSE)
_NIL = compiled(rf"\(? \s* (?: -{{1,3}} | ー | \*?─+ ) \s* %? \s* \)? \s* %? (?: 円-銭 | (?:百万|千|十億|億)? {alternation((*MONEY, *COUNTERS))} )?", regex.VERBOSE | regex.IGNORECASE)
_YEN_AND_SEN = compiled(
    rf"(?P<open>\()? (?P<mark>{MARK})? \s* (?P<yen>[0-9][0-9,]*) \s* 円 \s* (?P<sen>[0-9]{{2}}) \s* 銭? \s* (?P<close>\))?", regex.VERBOSE
)
_COMPOUND = compiled(
    rf"(?P<open>\()? (?P<mark>{MARK})? \s* (?:(?P<cho>[0-9,]+)兆)? (?:(?P<oku>[0-9,]+)億)? (?:(?P<million>[0-9,]+)百万)? (?:(?P<man>[0-9,]+)万)?"
    r" (?P<unit>円|株|ドル|米ドル)? (?P<close>\))?",
    regex.VERBOSE,
)
_GROUPED = compiled(r"(?: 0 | [1-9][0-9]{0,2} (?:,[0-9]{3})+ | [1-9][0-9]* )? (?: (?<=[0-9]) (?:\.[0-9]+)? | \.[0-9]+ )", regex.VERBOSE)
_NOT_MEANINGFUL = compiled(
    r"\(? (?: n\.? \s? [/.]? \s? [am]\.?c?\.? | not\s(?:meaningful|applicable|available) | 不明 | 算出不能 | 算定不能 | 未定"
    r" | 非開示 | tbd | undetermined ) \)?",
    regex.VERBOSE | regex.IGNORECASE,
)


_LED = compiled(rf"(?P<scale>千|百万|十億|億) \s?+ (?P<unit>{alternation(MONEY)}) \s*+ (?P<number>[0-9(].*+)", regex.VERBOSE | regex.IGNORECASE)


NumberOf = Callable[[str], Number | None]
"""What says of a text which number the whole of it is: a `Scanner`, which parses each text once."""

_RISEN = compiled(r"(?P<number>.*[^\s])\s?(?:の\s?)?(?:増加?|(?P<fallen>減少?))")
THOUSANDS = "\u2009"
"""A thin blank between groups of three digits: where a reader is sure that blanks are no gaps, it sets this one."""


def parse_number(text: str) -> Number | None:
    """The number or nil mark that a whole cell prints; None for words, dates, periods, ranges and ill-grouped digits.

    >>> parse_number("(１,２３４)").value, parse_number("57円67銭").places
    (Decimal('-1234'), 2)
    >>> parse_number("（－）").nil, parse_number("2 04,183").value
    (True, Decimal('204183'))
    >>> (led := parse_number("千MYR 1,100")).value * led.scale, led.unit
    (Decimal('1100000'), 'MYR')
    >>> parse_number("1,51"), parse_number("3Q03")
    (None, None)
    """
    return _parse(text)


def _parse(text: str) -> Number | None:
    folded = fold_widths(text.replace(THOUSANDS, "")).strip()
    if not folded or len(folded) > 80:
        return None
    if folded[-1] in "]増減加少" or text.rstrip()[-1] == "〕":
        return _parse_squared(text.strip()) if folded[-1] in "])" else _parse_risen(folded)
    if _NIL.fullmatch(folded):
        return Number(None, 0, percent="%" in folded, nil=True, bracketed=folded.startswith("("))
    if plain := _PLAIN.fullmatch(folded):
        return _parse_plain(plain)
    return _parse_sen(folded) or _parse_cell(folded) or _parse_compound(folded) or _parse_led(folded)


def _parse_squared(text: str) -> Number | None:
    """[320] or 〔320〕: set apart, not negative."""
    if text[0] not in "[［〔":
        return None
    number = _parse(text[1:-1])
    return None if number is None or number.bracketed else number


def _parse_risen(folded: str) -> Number | None:
    """6.4%増 and 5.1%減: the word is the sign."""
    found = _RISEN.fullmatch(folded)
    number = _parse(found["number"]) if found else None
    if found is None or number is None or number.value is None or number.marked or number.bracketed:
        return None
    return replace(number, value=-number.value if found["fallen"] and number.value else number.value, marked=True)


def not_meaningful(text: str) -> bool:
    """Whether a cell says in words that there is no number to print (n.m., N/A, 不明, 未定): no reading, but a finding."""
    return _NOT_MEANINGFUL.fullmatch(fold_widths(text).strip()) is not None


def _parse_plain(found: regex.Match[str]) -> Number | None:
    """Nine cells of ten: grouped digits, perhaps in brackets, perhaps with a percent sign."""
    digits, bracketed = found["digits"], found["open"] is not None
    if bracketed != (found["close"] is not None) or not _well_grouped(digits) or len(digits) > MAX_DIGITS:
        return None
    return Number(_signed(digits, bracketed), _places(digits), percent=found["percent"] is not None, bracketed=bracketed)


def _parse_cell(folded: str) -> Number | None:
    """The common form: mark, currency, digits, percent sign or unit, brackets around any of them."""
    found = _CELL.fullmatch(folded)
    if found is None:
        return None
    digits = join_torn(found["digits"])
    if digits is None or not _well_grouped(digits) or sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return None
    bracketed = bool(found["open"] or found["inner"])
    marks = [mark.strip("() ") for mark in found.captures("mark")]
    if not _brackets_pair(found) or len(marks) > 1:
        return None
    # Outside brackets a mark would make "-(5)" a double negative: nobody prints one on purpose.
    if found["inner"] and marks and not found["open"]:
        return None
    suffix = (found["suffix"] or "").casefold()
    percent = bool(found["percent"]) or suffix.startswith(("%", "パーセント", "ポイント", "point", "pt"))
    negative = marks[0] in "-△▲" if marks else bracketed
    unit = found["unit"] or found["after"] or found["currency"]
    if percent and unit:
        return None
    return Number(
        value=_signed(digits, negative),
        places=_places(digits),
        percent=percent,
        unit=_UNIT_OF[as_listed(unit, _UNIT_OF)] if unit else None,
        scale=_SCALE_OF[as_listed(found["scale"], _SCALE_OF)] if found["scale"] else Decimal(1),
        bracketed=bracketed,
        marked=bool(marks),
        signed_unit=bool(found["currency"] and not found["unit"] and not found["after"] and not found["scale"]),
    )


def _brackets_pair(found: regex.Match[str]) -> bool:
    """Whether what was opened was closed: `(5)`, `¥(5)`, `(5)%`, `(5%)`, but not `(5` or `5)`."""
    opened = bool(found["open"]) + bool(found["inner"])
    closed = bool(found["close_inner"]) + bool(found["close"])
    return opened == closed <= 1


def _parse_sen(folded: str) -> Number | None:
    """57円67銭: yen with their hundredths."""
    found = _YEN_AND_SEN.fullmatch(folded)
    if found is None or bool(found["open"]) != bool(found["close"]) or not _well_grouped(found["yen"]):
        return None
    bracketed = bool(found["open"])
    negative = found["mark"].strip("()") in "-△▲" if found["mark"] else bracketed
    return Number(_signed(f"{found['yen']}.{found['sen']}", negative), 2, unit="JPY", bracketed=bracketed, marked=found["mark"] is not None)


def _parse_compound(folded: str) -> Number | None:
    """1兆2,345億円: counted in the smallest power of ten that is printed."""
    found = _COMPOUND.fullmatch(folded)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    parts = [(found[name], Decimal(scale)) for name, scale in (("cho", 10**12), ("oku", 10**8), ("million", 10**6), ("man", 10**4)) if found[name]]
    if len(parts) < 2 or not all(_well_grouped(digits) for digits, _ in parts):
        return None
    smallest = parts[-1][1]
    total = sum((Decimal(digits.replace(",", "")) * scale for digits, scale in parts), Decimal(0)) / smallest
    bracketed = bool(found["open"])
    negative = found["mark"].strip("()") in "-△▲" if found["mark"] else bracketed
    unit = _UNIT_OF[found["unit"]] if found["unit"] else None
    return Number(total.copy_negate() if negative and total else total, 0, unit=unit, scale=smallest, bracketed=bracketed, marked=found["mark"] is not None)


def _parse_led(folded: str) -> Number | None:
    """千米ドル 157,300: scale and currency before the number."""
    found = _LED.fullmatch(folded)
    plain = _PLAIN.fullmatch(found["number"]) if found else None
    number = _parse_plain(plain) if plain else None
    if found is None or number is None or number.percent:
        return None
    return replace(number, unit=_UNIT_OF[as_listed(found["unit"], _UNIT_OF)], scale=_SCALE_OF[found["scale"]])


def join_torn(digits: str) -> str | None:
    """Digits with the blanks of kerning taken out; None where the pieces may as well be numbers of their own.

    `2 04,183` can only be 204,183; `3 1,004` may be a footnote mark and a number, and is not joined.
    """
    pieces = digits.split()
    if len(pieces) == 1:
        return digits
    if all(_well_grouped(piece) for piece in pieces) or not all(gap == " " for gap in regex.findall(r"\s+", digits)):
        return None
    joined = "".join(pieces)
    return joined if "," in joined and _well_grouped(joined) else None


def _well_grouped(digits: str) -> bool:
    """Whether the digits stand in groups of three or in none: 1,519 and 1519, not 1,51, 12,34,567 or 04."""
    return _GROUPED.fullmatch(digits) is not None


def _signed(digits: str, negative: bool) -> Decimal:
    value = Decimal(digits.replace(",", ""))
    return value.copy_negate() if negative and value else value


def _places(digits: str) -> int:
    return len(digits.partition(".")[2])
