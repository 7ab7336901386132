"""Writes extract.tsv: the JMdict headwords that account labels use, with their English glosses.

    python -m glossary.terms.jmdict.build PATH/TO/jamdict.db

The database is the unpacked `jamdict.db.xz` of the package jamdict-data (1.5), needed for this script alone. Headwords are the longest
dictionary words in the Japanese labels of labels.tsv, the words of those labels one by one, and words.txt.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from glossary.terms.folds import is_japanese, plain
from glossary.terms.glossary import LABEL_COLUMNS, read_table
from glossary.terms.tokens import japanese_words

HERE = Path(__file__).parent
MOST_GLOSSES, MOST_WORDS, MOST_SENSES, LONGEST_SPAN = 6, 4, 3, 6

_BRACKETS = regex.compile(r"\([^)]*+\)")
_USUAL = ("ichi1", "news1", "spec1")


def headwords(dictionary: sqlite3.Connection) -> list[str]:
    """The headwords of the extract, sorted."""
    labels = {plain(row[2]) for row in read_table("labels.tsv", LABEL_COLUMNS) if row[1] == "ja"}
    lines = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    own = {word for line in lines if not line.startswith("#") for word in line.split()}
    known = {text for table in ("Kanji", "Kana") for (text,) in dictionary.execute(f"SELECT text FROM {table}")}
    spans = {span for label in labels for span in _spans(label)}
    return sorted(word for word in spans | own if word in known and (len(word) > 1 or not _is_kana(word)))


def _is_kana(text: str) -> bool:
    return regex.fullmatch(r"[\p{Hiragana}\p{Katakana}ー]++", text) is not None


def _spans(label: str) -> Iterator[str]:
    """Every run of up to six words of a label, and the lemma of each word."""
    words = japanese_words(label)
    for start, word in enumerate(words):
        if word.content and is_japanese(word.surface):
            yield word.lemma
            for end in range(start + 1, min(len(words), start + LONGEST_SPAN) + 1):
                yield "".join(part.surface for part in words[start:end])


def glosses(dictionary: sqlite3.Connection, headword: str) -> list[str]:
    """Short English glosses of a headword, those of the most usual entry first."""
    found: dict[str, None] = {}
    for entry in _entries(dictionary, headword):
        senses = dictionary.execute("SELECT ID FROM Sense WHERE idseq = ? ORDER BY ID", (entry,)).fetchall()
        for (sense,) in senses[:MOST_SENSES]:
            for (text,) in dictionary.execute("SELECT text FROM SenseGloss WHERE sid = ? AND lang = 'eng'", (sense,)):
                gloss = " ".join(_BRACKETS.sub(" ", text).split()).casefold()
                if gloss and len(gloss.split()) <= MOST_WORDS:
                    found[gloss] = None
    return list(found)[:MOST_GLOSSES]


def _entries(dictionary: sqlite3.Connection, headword: str) -> Iterable[int]:
    """Up to two entries written like the headword: usual ones first, kanji before kana."""
    rows = dictionary.execute(
        """SELECT idseq, EXISTS (SELECT 1 FROM KJP WHERE kid = Kanji.ID AND KJP.text IN (?, ?, ?)), 0 FROM Kanji WHERE text = ?
           UNION SELECT idseq, EXISTS (SELECT 1 FROM KNP WHERE kid = Kana.ID AND KNP.text IN (?, ?, ?)), 1 FROM Kana WHERE text = ?""",
        (*_USUAL, headword, *_USUAL, headword),
    ).fetchall()
    if any(kana == 0 for _, _, kana in rows):
        rows = [row for row in rows if row[2] == 0]
    return [entry for entry, _, _ in sorted(rows, key=lambda row: (-row[1], row[0]))[:2]]


def main(path: str) -> None:
    """Writes the extract beside this script."""
    dictionary = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = [(word, found) for word in headwords(dictionary) if (found := glosses(dictionary, word))]
    text = "headword\tglosses\n" + "".join(f"{word}\t{'; '.join(found)}\n" for word, found in rows)
    (HERE / "extract.tsv").write_text(text, encoding="utf-8")
    print(f"{len(rows)} headwords, {len(text.encode())} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
