"""A server with a password (PREFECT_SERVER_API_AUTH_STRING): ours is told it, and nobody else is answered."""

from __future__ import annotations

import os
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from flows.prefect.server import free_port
from tests.flows.service import SAMPLE, service


@pytest.mark.server
def test_a_run_under_up_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "admin:pass")
    monkeypatch.delenv("PREFECT_API_AUTH_STRING", raising=False)
    (tmp_path / "raw").mkdir()
    shutil.copy(SAMPLE, tmp_path / "raw" / "sample.txt")
    with service(tmp_path, tmp_path / "home", free_port()) as up:
        assert up.run_ended("sweep at start")["state_type"] == "COMPLETED"
        request = urllib.request.Request(f"{up.api}/flow_runs/filter", b"{}", {"Content-Type": "application/json"})
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(request)
    assert "PREFECT_API_AUTH_STRING" not in os.environ
    assert (tmp_path / "normalized" / "readings" / "sample.parquet").exists()
