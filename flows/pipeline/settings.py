"""How a run treats every document alike; nothing in here may change a number."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.errors import TaiyakuError


class UsageError(TaiyakuError):
    """The user asked for what is not there; the message names the choices. Exit status 2."""


@dataclass(frozen=True)
class Settings:
    reader: str = "fast"
    """`fast`, or `plain`: the slow and obvious way, where a reader has two; both give the same bytes."""
    seconds: float = 120.0
    """Wall limit for one release."""
    memory: int = 3 << 30
    """Bytes of address space that a worker may take beyond what it starts with."""
