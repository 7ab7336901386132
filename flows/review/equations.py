"""Identities written out with their figures: `9,633 = 5,633 + 2,889 + 1,111 ✓`.

Numbers stand as printed; what an identity expects is written in the scale of the number that it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import regex

from flows.review.stored import Row

FRACTION = regex.compile(r"[.．](?P<digits>\p{Nd}++)", regex.VERBOSE)
SIGNS = {"+": " + ", "-": " − "}
RATIOS = frozenset({"common_size", "change", "translation"})
EQUALS = frozenset({"bilingual", "duplicate"})


def write_identity(check: Row, readings: Mapping[str, Row]) -> str:
    """One line: the number, what it should equal by the others, and whether it does."""
    members = [readings[reading_id] for reading_id in check["reading_ids"] if reading_id in readings]
    if not members or len(members) < len(check["reading_ids"]):
        return f"{check['note']} {mark(check)}"
    if check["kind"] in EQUALS:
        return write_equal(check, members)
    if check["kind"] in RATIOS or (len(members) == 3 and "times" in check["note"]):
        return write_ratio(check, members)
    return write_sum(check, members)


def mark(check: Row) -> str:
    return {"holds": "✓", "fails": "✗"}.get(check["verdict"], "(skipped)")


def write_equal(check: Row, members: Sequence[Row]) -> str:
    """Japanese print, English print; at two scales with the word for it."""
    sign = "=" if check["verdict"] == "holds" else "≠"
    ordered = sorted(members, key=lambda reading: reading["language"], reverse=True) if check["kind"] == "bilingual" else members
    said = f" {sign} ".join(f"{reading['printed']} ({reading['language']}, p. {reading['page']})" for reading in ordered)
    scales = " at two scales" if len({reading["decimals"] for reading in members}) > 1 else ""
    return f"{said}{scales} {mark(check)}"


def write_ratio(check: Row, members: Sequence[Row]) -> str:
    """A share, a change, a dollar amount, an amount per share: the print, the division, its result."""
    found, *others = members
    if check["kind"] == "translation":
        rate = check["note"].removeprefix("JPY ").partition(" ")[0]
        division = f"{others[0]['printed']} ÷ {rate}" if others else check["note"]
    elif len(others) == 2:
        division = f"{others[1]['printed']} ÷ {others[0]['printed']}{' − 1' if check['kind'] == 'change' else ''}"
    else:
        division = check["note"]
    return f"{found['printed']} : {division} = {like_print(check['expected'], found, more=1)} {mark(check)}"


def write_sum(check: Row, members: Sequence[Row]) -> str:
    """total = parts with their signs; what they sum to where it is not what is printed."""
    total, *parts = members
    signs = sum_signs(check["note"], len(parts))
    said = "".join(
        SIGNS[sign] + (part["printed"] if part["value"] is not None else f"{part['printed']} (nil)") for sign, part in zip(signs, parts, strict=True)
    )
    said = said.removeprefix(" + ").strip()
    if not check["residual"]:
        return f"{total['printed']} = {said} {mark(check)}"
    expected = like_print(check["expected"], total)
    return f"{total['printed']} {'≈' if check['verdict'] == 'holds' else '≠'} {said} (= {expected}) {mark(check)}"


def sum_signs(note: str, count: int) -> list[str]:
    """A sign for each part, from the note (`parts + - +`, `with the other sign`).

    >>> sum_signs("parts + - +", 3), sum_signs("sum of 2 parts", 2)
    (['+', '-', '+'], ['+', '+'])
    """
    if note.startswith("parts "):
        signs = note.removeprefix("parts ").split()
        if len(signs) == count and set(signs) <= set(SIGNS):
            return signs
    return ["-" if "with the other sign" in note else "+"] * count


def like_print(value: Decimal | None, reading: Row, more: int = 0) -> str:
    """A value in base units as the reading's own print would write it, with `more` further decimal places.

    >>> like_print(Decimal("9634000000"), {"printed": "9,633", "decimals": -6})
    '9,634'
    >>> like_print(Decimal("0.332606"), {"printed": "33.3%", "decimals": 3}, more=1)
    '33.26%'
    """
    if value is None:
        return "nothing"
    if reading["decimals"] is None:
        return f"{value.normalize():,f}"
    fraction = FRACTION.search(reading["printed"])
    places = len(fraction["digits"]) if fraction else 0
    scaled = value.scaleb(reading["decimals"] - places)
    percent = "%" if "%" in reading["printed"] or "％" in reading["printed"] else ""
    return f"{scaled:,.{places + more}f}{percent}"
