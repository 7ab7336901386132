"""A Prefect server that cannot start, is not there, or goes away: a message that says what to do. Run by `make test-server`."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
from pathlib import Path

import pytest

from flows.prefect.server import free_port, recorded_server
from tests.flows.service import PATIENCE, SAMPLE, Service, alive, taiyaku

pytestmark = pytest.mark.server


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = taiyaku(tmp_path, tmp_path / "home", "up", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "is in use by another program; choose another with --port" in done.stderr


def test_a_server_of_the_user_that_is_not_there(tmp_path: Path) -> None:
    done = taiyaku(tmp_path, tmp_path / "home", "run", SAMPLE, PREFECT_API_URL=f"http://127.0.0.1:{free_port()}/api")
    assert done.returncode == 1
    assert "no Prefect server answers at" in done.stderr
    assert "--plain" in done.stderr


def test_a_database_of_another_version(tmp_path: Path) -> None:
    (tmp_path / "home" / "prefect").mkdir(parents=True)
    with sqlite3.connect(tmp_path / "home" / "prefect" / "prefect.db") as database:
        database.execute("create table alembic_version (version_num varchar(32) not null)")
        database.execute("insert into alembic_version values ('ffffffffffff')")
    database.close()
    done = taiyaku(tmp_path, tmp_path / "home", "run", SAMPLE)
    assert done.returncode == 1
    assert "was made by another version of Prefect; move that folder away, or use --plain" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_of_the_user_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql+asyncpg://nobody@127.0.0.1:{free_port()}/prefect"
    done = taiyaku(tmp_path, tmp_path / "home", "run", SAMPLE, PREFECT_SERVER_DATABASE_CONNECTION_URL=url)
    assert done.returncode == 1
    assert "did not start with the database of PREFECT_SERVER_DATABASE_CONNECTION_URL (ConnectionRefusedError" in done.stderr


def test_a_server_that_dies_under_up(tmp_path: Path) -> None:
    up = Service(tmp_path, tmp_path / "home", free_port())
    up.run_ended("sweep at start")
    processes = up.processes()
    server = recorded_server(tmp_path / "home")
    assert server
    assert server.process
    os.kill(server.process, signal.SIGKILL)
    assert up.process.wait(timeout=PATIENCE) == 1
    assert "is gone; its log is" in up.log.read_text()
    assert "start taiyaku up again" in up.log.read_text()
    assert not [process for process in processes if alive(process)]
