"""taiyaku in operation, with a real Prefect server: drops, backfills, kills, cancels. Run by `make test-server`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from flows.prefect.server import free_port
from tests.flows.service import (
    PATIENCE,
    ROOT,
    SAMPLE,
    Service,
    alive,
    answers,
    arguments,
    command,
    environment,
    family,
    make_editions,
    make_releases,
    service,
    signals_as_in_a_terminal,
    taiyaku,
    wait_for,
)

pytestmark = [pytest.mark.server, pytest.mark.usefixtures("silenced")]


def test_a_file_becomes_parquet(up: Service) -> None:
    shutil.copy(SAMPLE, up.raw / "a-file.txt")
    run = up.run_ended("drop a-file")
    assert run["state_type"] == "COMPLETED"
    assert up.state("a-file")["status"] == "normalized"
    assert (up.out / "readings" / "a-file.parquet").exists()
    assert up.artifacts(run["id"]) >= {"summary", "review"}


def test_a_folder_with_two_editions_is_one_release(up: Service) -> None:
    make_editions(up.raw / "a-folder")
    run = up.run_ended("drop a-folder")
    assert run["state_type"] == "COMPLETED"
    assert up.state("a-folder")["status"] == "normalized"
    assert up.state("a-folder")["differences"] > 0
    assert up.artifacts(run["id"]) == {"summary", "review", "differences", "contradicted"}


def test_a_slow_copy_is_taken_when_it_is_complete(up: Service, text: str) -> None:
    with open(up.raw / "slow.txt", "w", encoding="utf-8") as slow:
        for start in range(0, len(text), len(text) // 10 + 1):
            slow.write(text[start : start + len(text) // 10 + 1])
            slow.flush()
            time.sleep(0.3)
    up.run_ended("drop slow")
    wait_for(lambda: "slow" in up.releases() and up.state("slow")["readings"] == up.state("a-file")["readings"], "the whole of it")


def test_a_burst_is_one_run(up: Service, text: str) -> None:
    make_releases(up.raw, [f"burst-{number:02}.txt" for number in range(20)], text)
    run = up.run_ended("20 drops: burst-00 to burst-19")
    assert run["state_type"] == "COMPLETED"
    assert len(up.releases("burst")) == 20
    assert not up.runs("drop burst")


def test_a_run_of_quarantined_drops_is_red(up: Service) -> None:
    (up.raw / "empty.txt").write_text("")
    run = up.run_ended("drop empty")
    assert (run["state_type"], run["state_name"]) == ("FAILED", "Quarantined")
    assert "empty (empty)" in run["state"]["message"]
    assert up.artifacts(run["id"]) >= {"summary"}


def test_a_killed_backfill_goes_on_where_it_stopped(up: Service, text: str) -> None:
    make_releases(up.folder / "years", [f"year-{number:02}.txt" for number in range(24)], text)
    years = [str(up.folder / "years")]
    up.start("backfill", paths=years)
    assert up.run_ended("run years")["state_type"] == "COMPLETED"
    before = up.written_at("year")
    assert len(before) == 24
    run = up.start("backfill", paths=years, since="2004-01-01", until="2004-11-30", force=True, workers=1)
    wait_for(lambda: len(up.rewritten(before)) >= 5, "some releases")
    killed = [process for process in up.processes() if "prefect.engine" in arguments(process)]
    for process in killed:
        os.kill(process, signal.SIGKILL)
    done = up.rewritten(before)
    assert killed
    assert len(done) < 24
    wait_for(lambda: up.run_state(run)["state_name"] in ("Crashed", "AwaitingRetry"), "Crashed")
    ended = up.run_ended("backfill 2004-01..2004-11")
    assert (ended["state_type"], ended["run_count"]) == ("COMPLETED", 2)
    after = up.rewritten(before)
    assert len(after) == 24
    assert {name: after[name] for name in done} == done
    assert not list(up.out.rglob(".tmp-*"))


def test_a_cancelled_run_leaves_no_process(up: Service, text: str) -> None:
    idle = up.processes()
    make_releases(up.folder / "many", [f"many-{number:03}.txt" for number in range(200)], text)
    run = up.start("backfill", name="backfill many", paths=[str(up.folder / "many")])
    wait_for(lambda: len(up.releases("many")) >= 3, "some releases")
    assert up.processes() - idle
    up.ask(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    assert up.run_ended("backfill many")["state_type"] == "CANCELLED"
    wait_for(lambda: not [process for process in up.processes() - idle if alive(process)], "the end of its processes", 60)
    assert 3 <= len(up.releases("many")) < 200


def test_ctrl_c_ends_a_run_of_the_command_line_at_once(up: Service, text: str) -> None:
    make_releases(up.folder / "stopped", [f"stopped-{number:03}.txt" for number in range(60)], text)
    with open(up.folder / "stopped.log", "wb") as log:
        process = subprocess.Popen(
            command("run", "stopped", "--jobs", "1"), cwd=up.folder, env=environment(up.home), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            preexec_fn=signals_as_in_a_terminal,
        )
    wait_for(lambda: up.releases("stopped"), "the first release of a run that will be stopped")
    processes = family(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE) == 130
    assert len(up.releases("stopped")) < 25  # not even the first batch is done to its end
    assert not [one for one in processes if alive(one)]
    assert up.runs("run stopped")[0]["state_type"] == "CRASHED"


def test_a_run_without_a_sign_of_life_ends_as_crashed(up: Service, silenced: tuple[str, set[int]]) -> None:
    wait_for(lambda: up.run_state(silenced[0])["state_type"] == "CRASHED", "the heartbeat automation")
    assert up.run_state(silenced[0])["state"]["message"] == "no sign of life for a while"


def test_a_day_from_the_command_line_to_the_next_sweep(tmp_path: Path, text: str) -> None:
    """`make run`, then `taiyaku up` shows it; what is dropped while all is down is found; what nobody saw is found by the schedule."""
    home, port = tmp_path / "home", free_port()
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    done = taiyaku(tmp_path, home, "run")
    assert done.returncode == 0, done.stderr
    with service(tmp_path, home, port) as up:
        up.began = ""
        (run,) = up.runs("run raw")
        assert run["state_type"] == "COMPLETED"
        tasks = up.ask("task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
        assert {task["state_type"] for task in tasks} == {"COMPLETED"}
        assert {task["name"].split()[0] for task in tasks} == {"plan", "normalize", "compare", "tell", "write"}
        assert up.artifacts(run["id"]) == {"summary", "differences", "contradicted", "review"}
        up.run_ended("sweep at start")
        processes = up.processes()
    assert not [process for process in processes if alive(process)]
    assert not answers(up.api)

    before = up.written_at()
    make_releases(up.raw, ["meanwhile.txt"], text)
    with service(tmp_path, home, port, sweep_minutes=0.2) as again:
        wait_for(lambda: "meanwhile" in again.releases(), "the sweep at the start")
        (again.out / "state" / "meanwhile.json").unlink()
        wait_for(lambda: "meanwhile" in again.releases(), "a sweep of the schedule")
        assert not again.rewritten(before)
