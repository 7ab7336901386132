"""`python -m bench [NAME ...]`: runs the benchmarks of those names, or all of them, and prints their tables."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main(names: list[str]) -> int:
    """Status 2 for a name that does not exist."""
    known = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_"))
    if unknown := [name for name in names if name not in known]:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        module = importlib.import_module(f"bench.{name}")
        if hasattr(module, "run"):
            title = (module.__doc__ or name).splitlines()[0]
            print(f"## {name}\n\n{title}\n\n{module.run()}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
