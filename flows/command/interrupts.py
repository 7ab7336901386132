"""How the command line ends when it is asked to: SIGINT (Ctrl-C), SIGTERM and SIGHUP alike, by KeyboardInterrupt in the main thread.

Python drops an exception that is raised in a finalizer (`__del__`, a callback of a weak reference or of the garbage collector), and with it a Ctrl-C
that comes just then. Such a one is asked for again.
"""

from __future__ import annotations

import signal
import sys
import threading
from typing import Any

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AGAIN_SECONDS = 0.05


def end_alike() -> None:
    """From here on each signal that asks for the end raises KeyboardInterrupt; those that the caller ignores (nohup, `&`) stay ignored."""
    for kind in ENDING:
        if signal.getsignal(kind) is signal.SIG_DFL:
            signal.signal(kind, signal.default_int_handler)
    told = sys.unraisablehook

    def ask_again(dropped: Any) -> None:
        if not issubclass(dropped.exc_type, KeyboardInterrupt):
            told(dropped)
            return
        again = threading.Timer(AGAIN_SECONDS, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT))
        again.daemon = True
        again.start()

    sys.unraisablehook = ask_again
