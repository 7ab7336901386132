"""Entities: which issuer a release is of and its names in both languages."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import regex

from parsers.about import About

_LEGAL_FORM = regex.compile(
    r"""
      株式会社 | 有限会社 | \(株\) | 合同会社
    | \b (?: inc | ltd | co | corp | corporation | company | limited | incorporated | k\.k | plc | llc ) \b \.?+
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_NOT_WORD = regex.compile(r"[\W_]++")


@dataclass(frozen=True, slots=True)
class Entity:
    """An issuer of releases."""

    entity: str
    """The id in the data."""
    name_ja: str | None
    name_en: str | None
    other_names: tuple[str, ...]
    code: str | None
    """Securities code."""
    edinet: str | None


@lru_cache(maxsize=1)
def load_entities() -> tuple[Entity, ...]:
    """Every entity of entities.toml."""
    tables = tomllib.loads((files(__package__) / "entities.toml").read_text(encoding="utf-8"))
    return tuple(_to_entity(name, table) for name, table in tables.items())


def _to_entity(name: str, table: Mapping[str, object]) -> Entity:
    text = {key: str(value) for key, value in table.items() if isinstance(value, str)}
    others = table.get("other_names", [])
    names = tuple(str(other) for other in others) if isinstance(others, list) else ()
    return Entity(name, text.get("name_ja"), text.get("name_en"), names, text.get("code"), text.get("edinet"))


def find_entity(*names: str | None) -> Entity | None:
    """The one known entity that any of the names belongs to; None where there is none, or more than one."""
    wanted = {fold_name(name) for name in names if name} - {""}
    found = [e for e in load_entities() if wanted & {fold_name(name) for name in (e.entity, e.name_ja, e.name_en, *e.other_names) if name}]
    return found[0] if len(found) == 1 else None


def fold_name(name: str) -> str:
    """A company's name without its legal form, case, widths and punctuation.

    >>> fold_name("株式会社インターネットイニシアティブ"), fold_name("Ezaki Glico Co., Ltd.")
    ('インターネットイニシアティブ', 'ezakiglico')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return _NOT_WORD.sub("", _LEGAL_FORM.sub(" ", text))


def resolve_entity(about: About) -> str | None:
    """The entity's id: the known one of these names, else one made from the English, else from the Japanese name; None without a name."""
    known = find_entity(about.entity, about.name_en, about.name_ja)
    if known:
        return known.entity
    if about.entity:
        return about.entity
    return entity_id(about.name_en) if about.name_en else fold_name(about.name_ja or "") or None


def entity_id(name: str) -> str:
    """An id made from an English name.

    >>> entity_id("Bandai Namco Holdings Inc.")
    'bandai-namco-holdings'
    """
    words = regex.findall(r"[\p{L}\p{N}]++", _LEGAL_FORM.sub(" ", unicodedata.normalize("NFKC", name).casefold()))
    return "-".join(words)


def entity_names(about: About) -> tuple[str | None, str | None]:
    """Japanese and English name: as the documents print them, else as entities.toml knows them."""
    known = find_entity(about.entity, about.name_en, about.name_ja)
    return (about.name_ja or (known.name_ja if known else None), about.name_en or (known.name_en if known else None))
