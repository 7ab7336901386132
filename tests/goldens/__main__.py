"""What differs from the golden files, and with --force what is now becomes golden. See the package's head."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.goldens import kept
from tests.goldens.documents import own, releases


def compare(name: str) -> kept.Compared:
    return kept.compare((own() | releases())[name])


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.goldens", description="Goldens: what differs, and --force.")
    asked.add_argument("names", nargs="*", metavar="NAME", help="a part of the names of documents, such as sheets/ja-2q; default: all")
    asked.add_argument("--force", action="store_true", help="what is now becomes golden")
    asked.add_argument("--quick", action="store_true", help="without the releases that take long")
    options = asked.parse_args()
    known = own() | releases()
    names = [name for name, golden in known.items() if not (options.quick and golden.slow) and (not options.names or any(part in name for part in options.names))]
    differing: list[kept.Compared] = []
    new: list[kept.Compared] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for compared in pool.map(compare, names):
            if compared.diff:
                (new if compared.golden.others and not compared.known else differing).append(compared)
                print("\n".join(compared.diff), flush=True)
    gone = sorted({*kept.whole_names(), *kept.read_digests(False)} - set(own()))
    print("\n".join(f"{name}: no document has this name" for name in gone), end="\n" if gone else "")
    if options.force:
        kept.renew([*differing, *new])
        kept.forget(gone)
    done = "renewed" if options.force else "differ (--force renews)"
    print(f"{len(names)} documents compared, {len(new)} releases that nobody looked at yet, {len(differing) + len(gone)} {done}")
    return 0 if options.force or not (differing or gone) else 1


if __name__ == "__main__":
    sys.exit(main())
