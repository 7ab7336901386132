"""Only programs of this machine and the server's own pages may ask taiyaku's Prefect server."""

from __future__ import annotations

import asyncio
import http.client
from typing import Any

import pytest

from flows.prefect.own_origin import OwnOriginOnly, why_refused
from flows.prefect.server import ServerError, server_environment, using_server
from tests.flows.service import Service

PORT = 4200
FOREIGN: list[dict[str, str]] = [
    {"host": "127.0.0.1:4200", "origin": "http://evil.example"},
    {"host": "127.0.0.1:4200", "origin": "null"},
    {"host": "localhost:4200", "origin": "http://localhost:3000"},
    {"host": "127.0.0.1:4200", "origin": "https://127.0.0.1:4200"},
    {"host": "127.0.0.1:4200", "origin": "http://127.0.0.1:4200.evil.example"},
    {"host": "evil.example:4200"},
    {"host": "evil.example:4200", "origin": "http://evil.example:4200"},
    {"host": "127.0.0.1.evil.example"},
    {"host": "localhost:4200@evil.example"},
    {"host": ""},
]
OWN: list[dict[str, str]] = [
    {"host": "127.0.0.1:4200"},
    {"host": "localhost:4200"},
    {"host": "[::1]:4200"},
    {"host": "127.0.0.1:4200", "origin": "http://127.0.0.1:4200"},
    {"host": "127.0.0.1:4200", "origin": "http://localhost:4200"},
    {"host": "localhost:9999", "origin": "http://localhost:9999"},  # through a tunnel
]


def ask_app(kind: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    """What an application behind the middleware, or the middleware in its place, sends for a request."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "answered"})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": kind, "method": "POST", "path": "/run", "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}
    asyncio.run(OwnOriginOnly(app, PORT)(scope, receive, send))
    return sent


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_foreign_page_or_name_is_refused(headers: dict[str, str]) -> None:
    start, body = ask_app("http", headers)
    assert start["status"] == 403
    assert not [name for name, _ in start["headers"] if b"access-control" in name]
    assert body["body"].startswith(b"403: this server ")


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_foreign_page_gets_no_websocket(headers: dict[str, str]) -> None:
    (closed,) = ask_app("websocket", headers)
    assert (closed["type"], closed["code"]) == ("websocket.close", 1008)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_program_and_an_own_page_are_answered(kind: str, headers: dict[str, str]) -> None:
    assert ask_app(kind, headers) == [{"type": "answered"}]


def test_two_hosts_are_both_looked_at() -> None:
    assert why_refused([(b"Host", b"127.0.0.1:4200"), (b"Host", b"evil.example")], PORT)
    assert why_refused([(b"Host", b"127.0.0.1:4200"), (b"Origin", b"http://127.0.0.1:4200"), (b"Origin", b"null")], PORT)


def test_taiyakus_own_server_answers_this_machine_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("TAIYAKU_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_SERVER_API_HOST", "0.0.0.0")
    with pytest.raises(ServerError, match="PREFECT_SERVER_API_AUTH_STRING"), using_server():
        pass
    assert "*" not in server_environment(tmp_path, PORT)["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"]


def ask(up: Service, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of a request to the running server."""
    place = up.api.removeprefix("http://").removesuffix("/api")
    connection = http.client.HTTPConnection(place, timeout=30)
    connection.request(method, path, body, {"Content-Type": "application/json", "Host": place} | headers)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()


@pytest.mark.server
def test_the_running_server_refuses_foreign_pages_and_serves_its_own(up: Service) -> None:
    wish = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    found = up.ask("deployments/name/taiyaku/backfill")
    create = f"/api/deployments/{found['id']}/create_flow_run"
    of_it = {"deployments": {"id": {"any_": [found["id"]]}}}
    before = {run["id"] for run in up.ask("flow_runs/filter", of_it)}  # other tests share the server
    for status, headers, _ in (
        ask(up, "OPTIONS", create, **wish),
        ask(up, "POST", create, "{}", Origin="http://evil.example"),
        ask(up, "POST", "/api/flow_runs/filter", "{}", Host="evil.example"),
    ):
        assert status == 403
        assert "access-control-allow-origin" not in headers
    assert {run["id"] for run in up.ask("flow_runs/filter", of_it)} == before
    status, headers, page = ask(up, "GET", "/", Accept="text/html")
    while status in (302, 307):
        status, headers, page = ask(up, "GET", headers["location"], Accept="text/html")
    assert status == 200
    assert "<html" in page.lower()
    own = up.api.removesuffix("/api")
    assert ask(up, "POST", "/api/flow_runs/filter", "{}", Origin=own)[0] == 200
    local = own.replace("127.0.0.1", "localhost")
    status, headers, _ = ask(up, "POST", "/api/flow_runs/filter", "{}", Origin=local)
    assert (status, headers["access-control-allow-origin"]) == (200, local)
