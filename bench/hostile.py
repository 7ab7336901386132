"""Hostile and broken files one by one: what each ends with, the seconds it takes and the memory it needs.

    python -m bench hostile          or, with pdfminer's own interpreter:    python -m bench.hostile --plain

Each file is read in a child process with limits (tests/apart.py); status 1 where one ends otherwise than it must.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

from parsers.readers.html import html_reader as html
from parsers.readers.pdf import pdf_reader as pdf
from tests import hostile_html, typeset_pdf
from tests.apart import MEMORY, SECONDS, read_apart

CORPUS = ((pdf, "a.pdf", typeset_pdf.HOSTILE), (html, "a.htm", hostile_html.HOSTILE))
SHOWN = 90
"""Characters of a message."""


def rows(plain: bool) -> Iterator[tuple[bool, str]]:
    """For each file whether it ended as it must, and its row."""
    for reader, name, corpus in CORPUS:
        for sample, expected in corpus:
            data = sample()
            code, message, seconds, peak = read_apart(reader, data, name, plain)
            right = code == (expected or "read")
            said = message.removeprefix(f"{name}: ")[:SHOWN].replace("|", "/") + ("" if right else f" EXPECTED {expected or 'read'}")
            yield right, f"| {name[2:]} {sample.__name__} | {len(data) / 1000:,.0f} | {code} | {seconds:.2f} | {peak} | {said} |"


def run(plain: bool = False) -> str:
    """A row a file, and how many of them end otherwise than they must."""
    logging.disable(logging.CRITICAL)
    found = list(rows(plain))
    wrong = sum(not right for right, _ in found)
    head = ("| file | kB | ends with | seconds | peak MB | message |", "| --- | ---: | --- | ---: | ---: | --- |")
    tail = f"\n{len(found)} files, {wrong} of them otherwise than they must; limits {SECONDS} s and {MEMORY >> 20} MB"
    return "\n".join((*head, *(row for _, row in found), tail))


if __name__ == "__main__":
    table = run("--plain" in sys.argv)
    print(table)
    sys.exit("EXPECTED" in table)
