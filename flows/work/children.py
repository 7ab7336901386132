"""How taiyaku starts processes of Python: apart from the working folder, with few variables, and ending with their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

START = Path(__file__).resolve().parent / "start.py"
PARENT = "TAIYAKU_PARENT"
"""Variable that tells a child the number of the process that started it."""
PR_SET_PDEATHSIG = 1
"""Of Linux's prctl: the signal that a process gets when the thread that started it ends."""

PLAIN_VARIABLES = (
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_DATA_HOME"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV"),
    *("PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE"),
)
PLAIN_BEGINNINGS: tuple[str, ...] = ("LC_", "TAIYAKU_", "OPENBLAS_", "OMP_", "MKL_")
"""Variables that every worker gets. No credentials: what reads documents of strangers need not know them."""
STORE_VARIABLES = (
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"),
    *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"),
)
STORE_BEGINNINGS = ("AWS_", "S3_", "GOOGLE_", "GCLOUD_", "GCSFS_", "AZURE_", "FSSPEC_")
"""What a worker gets besides, whose documents or output stand in an object store."""
ALWAYS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def python_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours with the Python of this process."""
    return [sys.executable, "-P", str(START), module, *arguments]


def worker_environment(variables: Mapping[str, str], *, remote: bool) -> dict[str, str]:
    """Those of the variables that a worker may see. remote: it reads from or writes to an object store."""
    names = PLAIN_VARIABLES + (STORE_VARIABLES if remote else ())
    beginnings = PLAIN_BEGINNINGS + (STORE_BEGINNINGS if remote else ())
    return ALWAYS | {name: value for name, value in variables.items() if name in names or name.startswith(beginnings)} | apart(variables)


def apart(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables with which Python, whoever starts it, looks for modules neither in the working folder nor relative to it."""
    folders = [folder for folder in variables.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(folder)]
    return {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(folders)}


def start(command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
    """A child process, started by a thread that lives as long as this process: the kernel takes that thread for its parent."""
    options["env"] = dict(options.get("env") or os.environ) | {PARENT: str(os.getpid())}
    make: Callable[[], subprocess.Popen[Any]] = partial(subprocess.Popen, command, start_new_session=True, **options)
    return _starter(os.getpid()).submit(make).result()


@cache
def _starter(_process: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "starter")


def end_with_parent() -> None:
    """From here on the kernel ends this process with its parent; on other systems than Linux its parent's pipe must tell it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.environ.get(PARENT, str(os.getppid())) != str(os.getppid()):
            os._exit(0)  # the parent ended before the kernel was told
