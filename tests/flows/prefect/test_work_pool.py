"""prefect.yaml: deployed to a work pool, a worker runs what an event triggers. Run by `make test-server`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.prefect.server import ask, using_server
from tests.flows.service import PATIENCE, ROOT, SAMPLE, environment, wait_for

pytestmark = pytest.mark.server

EMIT = """
from prefect.events import emit_event
emit_event("taiyaku.drop", {"prefect.resource.id": "taiyaku.raw"}, payload={"path": "raw/dropped.txt"})
"""


def test_a_worker_of_a_pool_runs_what_an_event_triggers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIYAKU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    shutil.copy(ROOT / "prefect.yaml", tmp_path)
    (tmp_path / "raw").mkdir()
    shutil.copy(SAMPLE, tmp_path / "raw" / "dropped.txt")
    shutil.copy(SAMPLE, tmp_path / "raw" / "other.txt")
    with using_server() as server:
        variables = environment(tmp_path / "home", PREFECT_API_URL=server.api, PREFECT_HOME=os.environ["PREFECT_HOME"])

        def prefect(*arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=tmp_path,
                env=variables,
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        prefect("work-pool", "create", "taiyaku", "--type", "process")
        prefect("--no-prompt", "deploy", "--all")
        deployments = ask(f"{server.api}/deployments/filter", {})
        assert {deployment["name"] for deployment in deployments} == {"on-drop", "sweep", "backfill"}
        (on_drop,) = (deployment["id"] for deployment in deployments if deployment["name"] == "on-drop")

        def triggered() -> list[dict[str, Any]]:
            return list(ask(f"{server.api}/flow_runs/filter", {"flow_runs": {"deployment_id": {"any_": [on_drop]}}}))

        subprocess.run([sys.executable, "-c", EMIT], env=variables, check=True, timeout=PATIENCE)
        wait_for(triggered, "the trigger")
        prefect("worker", "start", "--pool", "taiyaku", "--run-once")
        (run,) = triggered()
        assert (run["state_type"], run["name"], run["parameters"]["paths"]) == ("COMPLETED", "drop raw/dropped.txt", ["raw/dropped.txt"])
    assert [path.name for path in (tmp_path / "normalized" / "state").iterdir()] == ["dropped.json"]
