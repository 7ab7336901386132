"""A table of how the sheets are read in each style: `python -m tests.unseen [SHEET] [STYLE]`; with both, what is not right."""

from __future__ import annotations

import sys

from tests.unseen.pdf import PDF_STYLES
from tests.unseen.printing import STYLES
from tests.unseen.score import Outcome, score
from tests.unseen.sheet import sheets

KINDS = ("silent", "wrong", "untold", "missing", "statements", "findings")


def main() -> int:
    name, style = [*sys.argv[1:], "", ""][:2]
    for sheet in (sheet for sheet in sheets() if sheet.name.startswith(name)):
        outcomes = {each: score(sheet, each) for each in (*STYLES, *PDF_STYLES) if style in ("", each)}
        for outcome in outcomes.values() if style else ():
            print("\n".join(f"{kind}: {line}" for kind in KINDS for line in getattr(outcome, kind)))
        print(f"{sheet.name:<24}", " · ".join(f"{each} {summary(outcome)}" for each, outcome in outcomes.items()), flush=True)
    return 0


def summary(outcome: Outcome) -> str:
    wrong = f", {len(outcome.wrong)} wrong" if outcome.wrong else ""
    silent = f", {len(outcome.silent)} SILENT" if outcome.silent else ""
    untold = f", {len(outcome.untold)} UNTOLD" if outcome.untold else ""
    return f"{outcome.right}/{outcome.numbers}{wrong}{silent}{untold}"


if __name__ == "__main__":
    sys.exit(main())
