"""Who may ask taiyaku's own Prefect server: programs of this machine, and the pages that the server itself serves.

A web page of anybody's can have a browser send requests to a server on loopback: what starts runs, with paths of its choice.
The browser then names the page in Origin; where a foreign name was made to lead to loopback, Host holds that name.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::[0-9]+)?")


def own_origins(port: int) -> tuple[str, ...]:
    """The origins under which the pages of the server are opened.

    >>> own_origins(4200)
    ('http://127.0.0.1:4200', 'http://localhost:4200', 'http://[::1]:4200')
    """
    return tuple(f"http://{name}:{port}" for name in LOOPBACK)


def why_refused(headers: Iterable[tuple[bytes, bytes]], port: int) -> str | None:
    """What is wrong with the Host or Origin of a request; None where nothing is. A program sends no Origin.

    >>> why_refused([(b"host", b"127.0.0.1:4200")], 4200)
    >>> why_refused([(b"host", b"localhost:4200"), (b"origin", b"http://evil.example")], 4200)
    'this server takes no requests from pages of http://evil.example'
    >>> why_refused([(b"host", b"evil.example:4200")], 4200)
    'this server does not answer to the name evil.example:4200; open http://127.0.0.1:4200'
    """
    given = [(name.lower(), value.decode("latin-1")) for name, value in headers]
    hosts = [value for name, value in given if name == b"host"] or [""]
    origins = [value for name, value in given if name == b"origin"]
    for host in hosts:
        found = HOST.fullmatch(host)
        if not found or found["name"].lower() not in LOOPBACK:
            return f"this server does not answer to the name {host or '(none)'}; open http://127.0.0.1:{port}"
    for origin in origins:
        if origin not in (*own_origins(port), f"http://{hosts[0]}"):
            return f"this server takes no requests from pages of {origin}"
    return None


class OwnOriginOnly:
    """ASGI middleware: answers 403 with the reason to every request, also for a websocket, that `why_refused` refuses."""

    def __init__(self, app: App, port: int) -> None:
        self.app, self.port = app, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        why = why_refused(scope["headers"], self.port) if scope["type"] in ("http", "websocket") else None
        if why is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": why[:120]})
        else:
            body = f"403: {why}\n".encode()
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": body})
