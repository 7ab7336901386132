"""Headers of which a half of a period is left over: what was torn from one column may have gone to another, so no period is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.model import Column, Finding, Line
from parsers.periods.fiscal import DEFAULT_CALENDAR
from parsers.periods.periods import parse_periods
from parsers.words.widths import fold_widths

TORN = regex.compile(r"\A\W*+[自至](?!\p{Letter})|(?<![\p{Han}])[自至]\W*+\Z|(?:期間?|年度|期末|日)[自至]\W*+\Z|[自至]\s*+(?:平成|令和|昭和)?\d", regex.IGNORECASE)
"""自 without 至, 至 without 自."""


def refuse_torn_periods(columns: Sequence[Column], first: Line) -> tuple[list[Column], list[Finding]]:
    """The columns, without periods where a member of one is half of a period; told once a table."""
    torn = next((member for column in columns for member in column.members if is_torn(member)), None)
    if torn is None:
        return list(columns), []
    message = f"p.{first.page} line {first.number}: {torn!r} is left over of a period in the header; no column's period is taken"
    kept = [replace(column, period_start=None, period_end=None, compared_end=None) for column in columns]
    return kept, [Finding("torn_header", "warning", message, page=first.page, line=first.number)]


def is_torn(member: str) -> bool:
    """Half of a period by the words for its first and last day.

    >>> is_torn("当第2四半期自"), is_torn("自2023年4月1日至"), is_torn("至 2024年3月31日)"), is_torn("独自"), is_torn("自己株式"), is_torn("自動車")
    (True, True, True, False, False, False)
    >>> is_torn("当連結会計期間(自 令和7年4月1日 至 令和8年3月31日)")
    False
    """
    folded = fold_widths(member)
    for mention in reversed(parse_periods(folded, DEFAULT_CALENDAR)):
        if mention.kind == "range":
            folded = folded[: mention.start] + " " + folded[mention.end :]
    return TORN.search(folded) is not None
