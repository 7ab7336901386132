"""The texts of a character collection as one flat string, kept in the user's cache.

pdfminer ships its maps as JSON: the one of Adobe-Japan1 takes 20 ms to load, more than reading several pages. Flat it takes one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import pdfminer
import regex
from pdfminer.cmapdb import CMapDB, UnicodeMap

from parsers.words.patterns import kept_folder

NAME = regex.compile(r"[A-Za-z0-9-]{1,40}")
NOTHING = "\0"
"""Stands for a code without a text."""


class FlatUnicodeMap(UnicodeMap):
    """A map from codes to one character each."""

    def __init__(self, name: str, texts: str) -> None:
        super().__init__(CMapName=name)
        self.texts = texts

    def get_unichr(self, cid: int) -> str:
        """The character. Raises KeyError."""
        found = self.texts[cid] if cid < len(self.texts) else NOTHING
        if found == NOTHING:
            raise KeyError(cid)
        return found


@cache
def collection_map(name: str) -> UnicodeMap | None:
    """The texts of a collection's codes in level writing, as pdfminer gives them; None where it does not know the collection."""
    if not NAME.fullmatch(name):
        return None
    with suppress(OSError, RuntimeError, UnicodeDecodeError):
        return FlatUnicodeMap(name, _place(name).read_bytes().decode("utf-32-le"))
    try:
        whole = CMapDB.get_unicode_map(name)
    except CMapDB.CMapNotFound:
        return None
    flat = flatten(whole.cid2unichr)
    if flat is not None:
        _keep(flat, name)
    return whole


def flatten(texts: Mapping[int, str]) -> str | None:
    """The texts in the order of their codes; None where one of them is not one character.

    >>> flatten({1: "a", 3: "b"})
    '\\x00a\\x00b'
    """
    if not texts or any(len(text) != 1 or text == NOTHING for text in texts.values()):
        return None
    return "".join(texts.get(code, NOTHING) for code in range(max(texts) + 1))


def _place(name: str) -> Path:
    return kept_folder().parent / "collections" / f"{name}-{pdfminer.__version__}.utf32"


def _keep(flat: str, name: str) -> None:
    """Written whole or not at all; a folder that cannot be written keeps nothing."""
    with suppress(OSError, RuntimeError):
        place = _place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(flat.encode("utf-32-le"))
        os.replace(written, place)
