"""Headers of which a half of a period is left over: what was torn from one column may have gone to another, so no period is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from parsers.printed import Line
from parsers.records import Finding
from parsers.table import Column
from parsers.text.scanner import Scanner
from parsers.words.widths import fold_widths

TORN = regex.compile(r"\A\W*+[自至](?!\p{Letter})|(?<![\p{Han}])[自至]\W*+\Z|(?:期間?|年度|期末|日)[自至]\W*+\Z|[自至]\s*+(?:平成|令和|昭和)?\d", regex.IGNORECASE)
"""自 without 至, 至 without 自."""


def refuse_torn_periods(columns: Sequence[Column], first: Line, scanner: Scanner, above: str = "") -> tuple[list[Column], list[Finding]]:
    """The columns, without periods where half of a period is left over in the header of one, or above them; told once a table.

    above: titles and captions, to which a line of the header may have strayed.
    """
    texts = [above, *(text for column in columns for text in (*column.members, " ".join(column.header)))]
    torn = next((text for text in texts if is_torn(text, scanner)), None)
    if torn is None:
        return list(columns), []
    message = f"p.{first.page} line {first.number}: {torn!r} is left over of a period in the header; no column's period is taken"
    kept = [replace(column, period_start=None, period_end=None, compared_end=None) for column in columns]
    return kept, [Finding("torn_header", "warning", message, page=first.page, line=first.number)]


def is_torn(member: str, scanner: Scanner) -> bool:
    """Half of a period by the words for its first and last day.

    当第2四半期自, 自2023年4月1日至 and 至 2024年3月31日) are; 独自, 自己株式 and 当連結会計期間(自 令和7年4月1日 至 令和8年3月31日) are not.
    """
    folded = fold_widths(member)
    for word in reversed(scanner(folded).of("period")):
        if word.period is not None and word.period.kind == "range":
            folded = folded[: word.start] + " " + folded[word.end :]
    return TORN.search(folded) is not None
