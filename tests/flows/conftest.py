"""What the tests of flows/ share. The only place in tests/ that starts Prefect."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Taiyaku = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def taiyaku(tmp_path: Path) -> Taiyaku:
    """Runs the command line in a process of its own, in an empty folder, with a data folder of its own."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        variables = os.environ | {"TAIYAKU_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "COLUMNS": "200"} | environment
        return subprocess.run(
            command, cwd=tmp_path, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300, check=False
        )

    return run
