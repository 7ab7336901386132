"""The same bytes from an object store and from a Dask cluster. Run by `make test-server`; needs the operation extra."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.service import ROOT

pytestmark = pytest.mark.server

pytest.importorskip("moto")
pytest.importorskip("prefect_dask")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def run(folder: Path, *arguments: str, **environment: str) -> str:
    """What `taiyaku run` prints; it must succeed."""
    variables = os.environ | {"TAIYAKU_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)} | environment
    variables.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "flows.command.cli", "run", *arguments]
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def local(tmp_path: Path) -> dict[str, bytes]:
    """The samples, normalized on this machine without Prefect."""
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    run(tmp_path, "--plain", "raw")
    return files(tmp_path / "normalized")


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment for an S3 server on loopback that has a bucket `drops`."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket="drops")
    yield environment
    server.stop()


def test_an_object_store_holds_the_same_bytes(tmp_path: Path, local: dict[str, bytes], s3: dict[str, str]) -> None:
    import boto3

    client = boto3.client("s3")
    for path in sorted(path for path in (ROOT / "raw").rglob("*") if path.is_file()):
        client.upload_file(str(path), "drops", f"raw/{path.relative_to(ROOT / 'raw').as_posix()}")
    releases = len(list((ROOT / "raw").iterdir())) + 1
    client.upload_file(str(ROOT / "raw" / "sample-full-year.txt"), "drops", "raw/folder/one.txt")
    assert f"{releases} releases: {releases} to normalize" in run(tmp_path, "--plain", "s3://drops/raw", "--out", "s3://drops/normalized", **s3)
    # The folder's release is one more of its entity, so the entity's comparatives are others.
    for name, data in ((name, data) for name, data in local.items() if not name.startswith("comparatives/")):
        assert client.get_object(Bucket="drops", Key=f"normalized/{name}")["Body"].read() == data, name
    assert "all is current" in run(tmp_path, "--plain", "s3://drops/raw", "--out", "s3://drops/normalized", **s3)
    listed = [entry["Key"] for entry in client.list_objects_v2(Bucket="drops", Prefix="normalized/")["Contents"]]
    assert not [key for key in listed if ".tmp-" in key]
    assert "normalized/state/folder.json" in listed


def test_two_runs_at_once_end_in_the_same_bytes(tmp_path: Path, local: dict[str, bytes]) -> None:
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "flows.command.cli", "run", "--plain", "--force", "raw", "--out", "both"]
    running = [subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert files(tmp_path / "both") == local
    assert not list((tmp_path / "both").rglob(".tmp-*"))


def test_a_dask_cluster_writes_the_same_bytes(tmp_path: Path, local: dict[str, bytes]) -> None:
    scheduler_file = tmp_path / "scheduler.json"
    common: dict[str, Any] = {
        "cwd": tmp_path,
        "env": os.environ | {"PYTHONPATH": str(ROOT)},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    scheduler = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    cluster = [subprocess.Popen([*scheduler, "--scheduler-file", str(scheduler_file)], **common)]
    try:
        for _ in range(2):
            command = [sys.executable, "-m", "dask", "worker", "--scheduler-file", str(scheduler_file), "--nthreads", "1", "--no-dashboard"]
            cluster.append(subprocess.Popen(command, **common))
        address = wait_for_address(scheduler_file)
        out = run(tmp_path, "raw", "--out", "dasked", TAIYAKU_DASK=address)
        releases = len(list((ROOT / "raw").iterdir()))
        assert f"{releases} releases: {releases} to normalize" in out
    finally:
        for process in cluster:
            process.terminate()
        for process in cluster:
            process.wait(timeout=30)
    assert files(tmp_path / "dasked") == local


def wait_for_address(path: Path) -> str:
    import json
    import time

    for _ in range(300):
        if path.exists() and path.read_text():
            return str(json.loads(path.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")
