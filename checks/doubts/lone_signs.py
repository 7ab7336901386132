"""Losses with and without a sign: in the lines of one item, some numbers are printed as negative and some are not, and no sum says which are right.

    Equity in net loss of equity method investees      (17)     60     (12)

The same number in the other language, or printed again, proves its digits; a sign that both prints lost, it does not prove.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import regex

from checks.identities.identity import Identity
from checks.identities.ledger import Ledger, LedgerEntry
from glossary.pairing.concepts import line_of
from parsers.records import Fact, Finding

LOSS = regex.compile(r"\bloss(?:es)?\b|損失|損$|差損", regex.IGNORECASE)
EITHER = regex.compile(r"\b(?:income|gains?|profits?|earnings|or)\b|利益|益|損益|又は|または", regex.IGNORECASE)
"""Beside it in the label: the number may be a gain as well."""
SIGN_BLIND = frozenset({"bilingual", "duplicate", "articulation", "translation", "common_size", "change"})
"""Kinds of identity that hold, or may hold, where every print of a number has lost its sign."""
TELLING = 10
"""Printed digits of a number from which on its sign tells something."""


def lone_signs(ledger: Ledger, facts: Iterable[Fact], identities: Iterable[Identity]) -> tuple[set[int], list[Finding]]:
    """Places in the ledger of losses whose sign nothing vouches for, and a finding for each row of them."""
    vouched = {member.at for identity in identities if identity.kind not in SIGN_BLIND and identity.holds() for member in identity.members}
    doubted: set[int] = set()
    findings: list[Finding] = []
    for entries in losses_of_one_line(ledger, facts):
        if len({entry.value > 0 for entry in entries}) < 2:
            continue
        rows: dict[tuple[int, int, int], list[LedgerEntry]] = defaultdict(list)
        for entry in entries:
            if entry.at not in vouched:
                rows[entry.reading.document, entry.reading.table, entry.reading.row].append(entry)
        for (document, table, row), lone in rows.items():
            doubted |= {entry.at for entry in lone}
            first = lone[0].reading
            message = (
                f'table {table} row {row} "{first.label}": expected losses of one sign, found {", ".join(entry.reading.printed for entry in lone)} '
                "beside others of the other sign, and no sum that tells; a sign may be lost"
            )
            findings.append(
                Finding("sign_in_question", "warning", message, tuple(entry.reading.reading_id for entry in lone), document, first.page, first.line, first.bbox)
            )
    return doubted, findings


def losses_of_one_line(ledger: Ledger, facts: Iterable[Fact]) -> list[list[LedgerEntry]]:
    """The amounts that one statement prints of one item under labels that name a loss and nothing else, in each language."""
    lines: dict[tuple[str, str, str, str], dict[int, LedgerEntry]] = defaultdict(dict)
    for fact in facts:
        if fact.measure != "amount":
            continue
        for reading_id in fact.reading_ids:
            entry = ledger.by_id.get(reading_id)
            if entry is not None and abs(entry.value) >= TELLING * entry.digit and names_loss(entry.reading.label):
                lines[entry.reading.language, entry.reading.statement, line_of(fact.concept), fact.unit][entry.at] = entry
    return [[entries[at] for at in sorted(entries)] for entries in lines.values()]


def names_loss(label: str) -> bool:
    """Whether a label names a loss and nothing that may be a gain.

    >>> [names_loss(label) for label in ("Equity in net loss of equity method investees", "持分法による投資損失", "営業利益（損失）", "Net income (loss)", "為替差損益")]
    [True, True, False, False, False]
    """
    return LOSS.search(label) is not None and EITHER.search(label) is None
