"""Patterns that are compiled once a machine and not once a process.

`regex` compiles in Python: our grammars of periods, units and numbers take half a second, more than reading most releases, and
a millisecond each to take up again. So what was compiled is kept in the user's cache, `~/.cache/taiyaku/patterns`. Anybody may
delete it; where it cannot be written, and for another Python or another `regex`, the pattern is compiled as ever.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import regex

WORTH_KEEPING = 0.001
"""Seconds: what compiles sooner is compiled again."""


def kept_folder() -> Path:
    """Where compiled patterns are kept."""
    return _folder_within(os.environ.get("XDG_CACHE_HOME"), os.environ.get("HOME"))


@cache
def _folder_within(caches: str | None, home: str | None) -> Path:
    """Of what the environment says; `home` is what expanduser looks at."""
    return (Path(caches) if caches else Path("~/.cache").expanduser()) / "taiyaku" / "patterns"


def compiled(pattern: str, flags: int = 0, *, folder: Path | None = None) -> regex.Pattern[str]:
    """`regex.compile(pattern, flags)`; taken up from the folder where that was kept, and kept there if it took long."""
    try:
        place = (folder or kept_folder()) / pattern_key(pattern, flags)
        found = _PatternUnpickler(io.BytesIO(place.read_bytes())).load()
        if isinstance(found, regex.Pattern) and found.pattern == pattern:
            return found
    except RuntimeError:  # no home
        return regex.compile(pattern, flags)
    except Exception:  # not there, not ours, cut off: compiled anew
        pass
    start = time.perf_counter()
    made = regex.compile(pattern, flags)
    if time.perf_counter() - start >= WORTH_KEEPING:
        _keep(made, place)
    return made


def pattern_key(pattern: str, flags: int) -> str:
    """The name of the file of a pattern: another one for each pattern, set of flags, Python and `regex`."""
    made_of = (sys.version, regex.__version__, int(flags), pattern)
    return blake2b(repr(made_of).encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()


class _PatternUnpickler(pickle.Unpickler):
    """Gives patterns and nothing else, whatever stands in the file."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in (("regex._regex", "compile"), ("_regex", "compile")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no pattern")


def _keep(made: regex.Pattern[str], place: Path) -> None:
    """Written whole or not at all; a folder that cannot be written keeps nothing."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(pickle.dumps(made))
        os.replace(name, place)
