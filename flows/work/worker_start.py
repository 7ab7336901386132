"""`python -m flows.work.worker_start`: a worker, without collecting garbage while it imports; next to nothing of that is any."""

from __future__ import annotations

import gc


def main() -> None:
    gc.disable()
    from flows.work.children import end_with_parent

    end_with_parent()  # before the libraries are imported, which takes a while
    from flows.work.worker import main as work

    work()


if __name__ == "__main__":
    main()
