"""Inline XBRL: what the tags around printed numbers say, as evidence beside the print."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import regex

from parsers.printed import TagFact

MAX_POWER = 30
"""No scale or number of decimals of a money amount lies further from 0."""
MAX_DIGITS = 40

NUMBER = regex.compile(r"[0-9]++(?:\.[0-9]++)?+")
INTEGER = regex.compile(r"[+-]?+[0-9]{1,3}+")
ZERO_FORMATS = frozenset({"zerodash", "fixedzero", "numdash"})
COMMA_FORMATS = frozenset({"numcommadecimal", "numcomma", "numdotcomma", "numspacecomma"})
UNIT_PARTS = regex.compile(r"[0-9]++")


@dataclass(frozen=True, slots=True)
class Context:
    """When and of what part: period_start None is an instant."""

    period_start: date | None
    period_end: date | None
    members: tuple[str, ...] = ()


@dataclass(slots=True)
class Taxonomy:
    """The contexts and units that a file itself resolves; a filing may keep them in another file."""

    contexts: dict[str, Context] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def parse_day(text: str) -> date | None:
    """The day of `2021-07-31` or `2021-07-31T00:00:00`; None for anything else."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def local_name(name: str) -> str:
    """`iso4217:JPY` without its prefix."""
    return name.strip().rpartition(":")[2]


def measures_to_unit(numerators: list[str], denominators: list[str]) -> str:
    """The unit in the data set's own spelling.

    >>> measures_to_unit(["iso4217:JPY"], ["xbrli:shares"]), measures_to_unit(["xbrli:pure"], [])
    ('JPY/share', 'pure')
    """
    unit = "*".join(local_name(measure) for measure in numerators)
    if not denominators:
        return unit
    below = "*".join(local_name(measure) for measure in denominators)
    return f"{unit}/{'share' if below == 'shares' else below}"


def tag_to_fact(attributes: Mapping[str, str], text: str, taxonomy: Taxonomy) -> TagFact:
    """What one ix:nonFraction says: its scale and sign applied, its context and unit resolved where the file tells them.

    attributes: names in lower case, without prefix. A unit that the file does not define keeps its own id.
    """
    context = taxonomy.contexts.get(attributes.get("contextref", ""), Context(None, None))
    unit_id = attributes.get("unitref", "")
    decimals = attributes.get("decimals", "")
    return TagFact(
        concept=attributes.get("name", ""),
        period_start=context.period_start,
        period_end=context.period_end,
        unit=taxonomy.units.get(unit_id, unit_id) or None,
        value=None if attributes.get("nil") in ("true", "1") else tagged_value(attributes, text),
        decimals=int(decimals) if INTEGER.fullmatch(decimals) else None,
        members=context.members,
    )


def tagged_value(attributes: Mapping[str, str], text: str) -> Decimal | None:
    """The number inside a tag after its format, scale and sign; None where there is none."""
    form = local_name(attributes.get("format", "")).replace("-", "").lower()
    if form in ZERO_FORMATS:
        return Decimal(0)
    printed = "".join(unicodedata.normalize("NFKC", text).split())
    if form in COMMA_FORMATS:
        printed = printed.replace(".", "").replace(",", ".")
    if form.startswith("numunitdecimal"):
        printed = ".".join(UNIT_PARTS.findall(printed.replace(",", ""))[:2])
    number = NUMBER.fullmatch(printed.replace(",", ""))
    scale = attributes.get("scale", "0")
    if number is None or len(number[0]) > MAX_DIGITS or not INTEGER.fullmatch(scale) or abs(int(scale)) > MAX_POWER:
        return None
    value = Decimal(number[0]).scaleb(int(scale))
    return -value if attributes.get("sign") == "-" else value
