"""A server whose database is busy is asked again; one that is broken or gone is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from flows.prefect.server import ServerError, ask, free_port


@contextmanager
def answering(*codes: int, heard: list[str | None] | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that answers with these codes in turn, and the bodies that it was sent. heard: gets the passwords that it was told."""
    waiting, bodies = list(codes), list[bytes]()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if heard is not None:
                heard.append(self.headers.get("Authorization"))
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(waiting.pop(0))
            self.end_headers()
            self.wfile.write(json.dumps({"answers": len(bodies)}).encode())

        def log_message(self, *_: object) -> None:
            """Nothing: the test asserts."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api", bodies
        server.shutdown()


def test_a_busy_server_is_asked_again() -> None:
    with answering(503, 503, 201) as (url, bodies):
        assert ask(url, {"one": 1}) == {"answers": 3}
    assert bodies == [b'{"one": 1}'] * 3


def test_a_broken_server_is_not_asked_again() -> None:
    with answering(500, 200) as (url, bodies), pytest.raises(ServerError, match=r"stopped answering .*500"):
        ask(url, {})
    assert len(bodies) == 1


def test_a_server_that_is_busy_for_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.prefect.server.BUSY_SECONDS", 0.0)
    with answering(503, 503, 200) as (url, _), pytest.raises(ServerError, match="503"):
        ask(url, {})


def test_nobody_answers() -> None:
    with pytest.raises(ServerError, match="what was normalized is written"):
        ask(f"http://127.0.0.1:{free_port()}/api")


@pytest.mark.parametrize(
    ("variables", "sent"),
    [
        ({}, None),
        ({"PREFECT_SERVER_API_AUTH_STRING": "admin:pass"}, "Basic YWRtaW46cGFzcw=="),
        ({"PREFECT_API_AUTH_STRING": "me:word", "PREFECT_SERVER_API_AUTH_STRING": "admin:pass"}, "Basic bWU6d29yZA=="),
    ],
)
def test_a_server_with_a_password_is_told_it(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sent: str | None) -> None:
    for name in ("PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    heard: list[str | None] = []
    with answering(200, heard=heard) as (url, _):
        ask(url, {})
    assert heard == [sent]
