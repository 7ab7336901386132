"""The Prefect server that a run talks to: the user's own, or one of taiyaku's that lives as long as somebody uses it.

PREFECT_API_URL, or the profile that is active, names the user's own server. Otherwise taiyaku starts one on loopback, its
database in the user's data folder, so that the runs of yesterday are still in the UI. Every user of that server holds a
shared lock on `clients.lock`, which the kernel releases however the user ends; the server asks for the exclusive one and
stops when it gets it. Nothing here imports Prefect: its settings must stand in the environment before anyone does.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any

from flows.prefect.own_origin import LOOPBACK, OwnOriginOnly, own_origins
from flows.work.children import apart, python_command, start
from parsers.errors import TaiyakuError

START_SECONDS = 90.0
"""The first start makes the database, which takes 12 s on a quiet machine."""
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
"""No usage data leaves the machine, whoever started the server."""
DATABASES = ("PREFECT_SERVER_DATABASE_CONNECTION_URL", "PREFECT_API_DATABASE_CONNECTION_URL")
"""Variables that name a database of the user, such as postgresql+asyncpg://..., which taiyaku's server then uses."""
BUSY_SECONDS = 60.0
"""How long a server whose database is busy is asked again."""
HEARTBEAT_SECONDS = 30
"""How often a run gives a sign of life; the shortest time that Prefect allows."""


class ServerError(TaiyakuError):
    """No Prefect server can be reached or started; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    api: str
    process: int | None = None
    """The process of taiyaku's own server; None: the user's server."""

    @property
    def own(self) -> bool:
        return self.process is not None

    @property
    def ui(self) -> str:
        return self.api.removesuffix("/api")

    def is_lost(self) -> bool:
        """Whether the server's process has ended, or the user's server does not answer now."""
        return not is_alive(self.process) if self.process else not is_healthy(self.api)


def data_folder() -> Path:
    """Where taiyaku keeps what belongs to the user and not to a data set: TAIYAKU_HOME, else the usual data folder."""
    if home := os.environ.get("TAIYAKU_HOME"):
        return Path(home).absolute()
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base).absolute() / "taiyaku"


def users_api() -> str | None:
    """The API address that the user's environment or active Prefect profile names; None where neither does."""
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    try:
        profiles = tomllib.loads((home / "profiles.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return None
    name = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    url = profiles.get("profiles", {}).get(name, {}).get("PREFECT_API_URL")
    return str(url) if url else None


@contextmanager
def using_server(port: int | None = None) -> Iterator[Server]:
    """A server that answers, for as long as the block lasts; the environment then makes Prefect use it.

    port: where to start one, if one must be started; None: any free port. Raises ServerError.
    """
    os.environ.update(QUIET)
    os.environ.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", str(HEARTBEAT_SECONDS))
    with _environment_kept():
        yield from _server(port)


@contextmanager
def _environment_kept() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ("PREFECT_API_URL", "PREFECT_HOME")}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _server(port: int | None) -> Iterator[Server]:
    url = users_api()
    if url:
        if not is_healthy(url):
            raise ServerError(f"no Prefect server answers at {url} (PREFECT_API_URL); start it, unset PREFECT_API_URL, or use taiyaku run --plain")
        os.environ["PREFECT_API_URL"] = url
        yield Server(url)
        return
    if (host := os.environ.get("PREFECT_SERVER_API_HOST", "127.0.0.1")) not in LOOPBACK:
        raise ServerError(
            f"PREFECT_SERVER_API_HOST is {host}, but taiyaku's own server answers this machine alone; unset it, or start a Prefect server of yours, "
            "with PREFECT_SERVER_API_AUTH_STRING, and name it in PREFECT_API_URL"
        )
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clients = open(folder / "clients.lock", "a+")  # noqa: SIM115 (held for the whole block)
    except OSError as error:
        raise ServerError(f"{folder}: cannot be written ({error.strerror or error}); set TAIYAKU_HOME to a folder that can") from error
    with clients:
        fcntl.flock(clients, fcntl.LOCK_SH)
        server = _running_or_started(folder, port)
        os.environ.update({"PREFECT_API_URL": server.api, "PREFECT_HOME": str(folder / "prefect")})
        if password := os.environ.get("PREFECT_SERVER_API_AUTH_STRING"):
            os.environ.setdefault("PREFECT_API_AUTH_STRING", password)  # Prefect's client looks for its own variable alone
        yield server


def _running_or_started(folder: Path, port: int | None) -> Server:
    """taiyaku's server; one user at a time looks and starts."""
    with open(folder / "start.lock", "a+") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if (server := recorded_server(folder)) and is_healthy(server.api):
            return server
        return _start(folder, port)


def recorded_server(folder: Path) -> Server | None:
    """The last server of taiyaku, as it was written down; it need not be there any more."""
    try:
        record = json.loads((folder / "server.json").read_text(encoding="utf-8"))
        return Server(str(record["api"]), int(record["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def wait_until_gone(seconds: float = 15.0) -> None:
    """Returns when taiyaku's server has ended, or soon where somebody else uses it still."""
    server = recorded_server(data_folder())
    now = time.monotonic()
    while server and time.monotonic() < now + seconds and not server.is_lost():
        if recorded_server(data_folder()) and time.monotonic() > now + 3:
            return
        time.sleep(0.1)


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(folder: Path, port: int | None) -> Server:
    if port is not None and not port_is_free(port):
        raise ServerError(f"port {port} is in use by another program; choose another with --port")
    port = port or free_port()
    url = f"http://127.0.0.1:{port}/api"
    log_path = folder / "server.log"
    with open(log_path, "wb") as log:
        command = python_command("flows.prefect.server", str(folder), str(port))
        process = start(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=server_environment(folder, port))
    until = time.monotonic() + START_SECONDS
    while not is_healthy(url):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            process.wait()
            raise ServerError(_why_it_failed(log_path))
        time.sleep(0.1)
    (folder / "server.json").write_text(json.dumps({"api": url, "pid": process.pid}) + "\n", encoding="utf-8")
    crash_orphans(url)
    return Server(url, process.pid)


def crash_orphans(api: str) -> None:
    """Marks as Crashed what an earlier server believed to be running: nobody was left to run it when this one started."""
    for run in ask(f"{api}/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}}):
        state = {"type": "CRASHED", "name": "Crashed", "message": "its process ended together with the server"}
        ask(f"{api}/flow_runs/{run['id']}/set_state", {"state": state, "force": True})


def lost_server(server: Server) -> ServerError:
    """What to say of a server that is gone."""
    place = f"; its log is {data_folder() / 'server.log'}" if server.own else ""
    return ServerError(f"the Prefect server at {server.api} is gone{place}; start taiyaku up again, and its sweep finds what came meanwhile")


def ask(url: str, body: object = None) -> Any:
    """The server's answer to a request, which is a POST where it has a body. Raises ServerError where it gives none.

    While its database is busy, Prefect's server answers 503: nothing was done, ask again.
    """
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} | _authorization())
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except OSError as error:
            if getattr(error, "code", None) != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > give_up:
                raise ServerError(f"the Prefect server stopped answering ({error}); what was normalized is written") from error
        time.sleep(0.5)


def _authorization() -> dict[str, str]:
    """The header that a server with a password asks for; nothing where none is set."""
    password = os.environ.get("PREFECT_API_AUTH_STRING") or os.environ.get("PREFECT_SERVER_API_AUTH_STRING")
    return {"Authorization": f"Basic {base64.b64encode(password.encode()).decode()}"} if password else {}


def _why_it_failed(log_path: Path) -> str:
    """A message with the last error in the server's log, and what to do about the usual reasons."""
    said = log_path.read_text(encoding="utf-8", errors="replace")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"[\w.]*(?:Error|Exception)\b", line)]
    last = next(reversed(errors or lines), "it said nothing")
    if "Can't locate revision" in said:
        return f"the database in {log_path.parent / 'prefect'} was made by another version of Prefect; move that folder away, or use --plain ({last})"
    if "database is locked" in said:
        return f"the database in {log_path.parent / 'prefect'} is locked by another program; end it, or use --plain ({last})"
    if database := next((name for name in DATABASES if os.environ.get(name)), None):
        return f"the Prefect server did not start with the database of {database} ({last}); start that, or unset {database}; its log is {log_path}"
    return f"the Prefect server did not start ({last}); its log is {log_path}; taiyaku run --plain needs none"


def server_environment(folder: Path, port: int) -> dict[str, str]:
    """The environment of taiyaku's server: loopback only, no analytics, the database in the data folder unless one is named."""
    return (
        {"PREFECT_SERVER_DATABASE_TIMEOUT": "60"}  # a slow disk: ten seconds, its default, are over when two runs write
        | os.environ
        | QUIET
        | {
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_SERVER_API_HOST": "127.0.0.1",
            "PREFECT_SERVER_API_PORT": str(port),
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(own_origins(port)),  # a page opened as localhost asks 127.0.0.1
        }
        | apart(os.environ)
    )


def is_healthy(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_unused(clients: IO[str]) -> None:
    """Returns when nobody holds the shared lock; the exclusive one is then held, so that newcomers wait for the end."""
    fcntl.flock(clients, fcntl.LOCK_EX)


def serve(folder: Path, port: int) -> None:
    """Runs the server until nobody uses it. The process that `_start` makes."""
    import signal
    import threading

    clients = open(folder / "clients.lock", "a+")  # noqa: SIM115 (held until this process ends)

    def stop_when_unused() -> None:
        wait_until_unused(clients)
        (folder / "server.json").unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)
        os._exit(0)  # it did not stop by itself

    threading.Thread(target=stop_when_unused, daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import get_current_settings

    settings = get_current_settings().server
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.run(
            OwnOriginOnly(create_app(final=True), port),  # around it: the server asks its own application without a network, by another name
            host="127.0.0.1",
            port=port,
            timeout_keep_alive=settings.api.keepalive_timeout,
            log_level=settings.logging_level.lower(),
        )


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
