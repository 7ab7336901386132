"""The documents that are changed: our own samples, and the real releases where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

from tests import typeset
from tests.perturb.printed import Printed, real, sample

TRUTH = {"iij-2004-02-12": "facts_002.csv", "iij-2003-05-20": "facts_003.csv"}


def samples() -> tuple[Printed, ...]:
    return tuple(sample(description) for description in typeset.descriptions())


def real_releases() -> tuple[Printed, ...]:
    """The real releases with truth in TAIYAKU_RELEASES; none where it is not set."""
    folder = os.environ.get("TAIYAKU_RELEASES")
    if not folder:
        return ()
    truth = Path(folder).parent / "acceptance" / "truth"
    return tuple(real(Path(folder) / f"{name}.txt", truth / file) for name, file in TRUTH.items() if (truth / file).exists())


def releases() -> tuple[Printed, ...]:
    return real_releases() or samples()
