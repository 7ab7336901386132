"""A table of what the pipeline reads of changed releases: `python -m tests.perturb [--seeds N] [--first N] [--show KIND]`.

TAIYAKU_RELEASES names a folder of real releases; the folder of their truth stands beside it. Without it our own samples are changed.
"""

from __future__ import annotations

import argparse
import sys

from tests.perturb.kinds import KINDS, perturb
from tests.perturb.releases import releases
from tests.perturb.score import Score, score


def main() -> int:
    arguments = argparse.ArgumentParser(description="Scores the pipeline on changed releases.")
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--first", type=int, default=0, help="the first seed: changes that nobody has seen yet")
    arguments.add_argument("--show", default="", help="print what is wrong or missing for this kind of change")
    arguments.add_argument("--only", default="", help="documents whose name holds this")
    options = arguments.parse_args()
    documents = tuple(document for document in releases() if options.only in document.name)
    kinds = [options.show] if options.show else list(KINDS)
    print(f"{'kind of change':<36}{'numbers':>9}{'right':>9}{'share':>9}{'missing':>9}{'wrong':>7}{'silent':>8}{'blurred':>9}")
    for kind in kinds:
        total = Score()
        for document in documents:
            for seed in range(options.first, options.first + (1 if kind == "unchanged" else options.seeds)):
                here = score(perturb(kind, document, seed))
                total += here
                if options.show:
                    print(f"{document.name} seed {seed}: {here.right}/{here.numbers}, {here.wrong} wrong, {here.silent} silent")
                    print("\n".join(f"    {example}" for example in here.examples[:25]))
        share = 100 * total.right / max(total.numbers, 1)
        counts = f"{total.numbers:>9}{total.right:>9}{share:>8.2f}%{total.missing:>9}{total.wrong:>7}{total.silent:>8}{total.blurred:>9}"
        print(f"{kind:<36}{counts}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
