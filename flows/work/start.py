"""`python -P flows/work/start.py MODULE [ARGUMENT ...]`: a module of ours as the main program of a process of its own.

Python looks for modules in its own folders and in the one that holds taiyaku, behind them; never in the working folder, which
may be one of drops: one that is named like a module (`resource.py`) would run there.
"""

from __future__ import annotations

import os
import runpy
import sys


def main() -> None:
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    if root not in sys.path:
        sys.path.append(root)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
