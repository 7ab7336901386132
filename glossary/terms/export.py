"""The glossary for other programs: CSV for people with spreadsheets, TBX (the older martif form) for translators' tools."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from glossary.terms.glossary import Concept, Glossary, Label

CSV_COLUMNS = (
    "concept", "language", "label", "role", "context", "parent", "sign",
    "kind", "balance", "period", "unit", "us_gaap", "ifrs", "jppfs", "definition",
)  # fmt: skip


def export_csv(glossary: Glossary) -> str:
    """One line a label, with what its concept is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for label in glossary.labels:
        c = glossary.concepts[label.concept]
        own = (label.concept, label.language, label.label, label.role, label.context, label.parent, label.sign)
        writer.writerow((*own, c.kind, c.balance, c.period, c.unit, c.us_gaap, c.ifrs, c.jppfs, c.definition))
    return text.getvalue()


def export_tbx(glossary: Glossary) -> str:
    """One term entry a concept, in the martif form of TBX (ISO 30042:2008), which the usual tools read."""
    by_concept: dict[str, list[Label]] = defaultdict(list)
    for label in glossary.labels:
        by_concept[label.concept].append(label)
    entries = "".join(_entry(concept, by_concept[concept.concept]) for concept in glossary.concepts.values() if by_concept[concept.concept])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n<martif type="TBX" xml:lang="en">\n'
        "<martifHeader><fileDesc><sourceDesc><p>taiyaku glossary of financial statements</p></sourceDesc></fileDesc></martifHeader>\n"
        f"<text><body>\n{entries}</body></text>\n</martif>\n"
    )


def _entry(concept: Concept, labels: list[Label]) -> str:
    by_language: Mapping[str, list[Label]] = {language: [label for label in labels if label.language == language] for language in ("en", "ja")}
    sets = "".join(f"<langSet xml:lang={quoteattr(language)}>{_terms(own)}</langSet>" for language, own in by_language.items() if own)
    return f'<termEntry id={quoteattr(concept.concept)}><descrip type="definition">{escape(concept.definition)}</descrip>{sets}</termEntry>\n'


def _terms(labels: list[Label]) -> str:
    texts = dict.fromkeys(label.label for label in sorted(labels, key=lambda label: label.role == "variant"))
    return "".join(f"<tig><term>{escape(text)}</term></tig>" for text in texts)
