"""The README's blocks, run: `python -m tests.flows.readme` writes their output anew, the test compares it.

A block ```console holds `$ command` and its output; the commands run in the order of the page in a folder that holds raw/.
The block after `<!-- fact: RELEASE CONCEPT UNIT DAY -->` shows the fact of that key.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flows.store.folders import LocalFolder
from flows.store.store import read_rows

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
SHOWN = (
    "fact_id", "entity", "concept", "label_ja", "label_en", "measure", "unit", "period_start", "period_end", "fiscal_period", "value",
    "decimals",
         "agreement", "verdict", "proofs", "reading_ids")  # fmt: skip
CONSOLE = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
FACT = re.compile(r"^<!-- fact: (?P<key>.*) -->\n```\n(?:.*\n)*?```$", re.MULTILINE)


def readme_with_real_output(run: Callable[[str], str], folder: Path) -> str:
    """The README with every block as it comes out now; `run` runs a command line and gives what it prints."""
    text = README.read_text(encoding="utf-8")
    text = CONSOLE.sub(lambda block: f"```console\n$ {block['command']}\n{run(block['command'])}```", text)
    return FACT.sub(lambda block: f"<!-- fact: {block['key']} -->\n```\n{fact_text(folder, block['key'])}```", text)


def fact_text(folder: Path, key: str) -> str:
    """A line a column of the one quarter's fact of a key."""
    release, concept, unit, day = key.split()
    facts = [
        fact
        for fact in read_rows(LocalFolder(folder), "facts", release)
        if (fact["concept"], fact["unit"], fact["measure"], fact["members"]) == (concept, unit, "amount", [])
        and fact["period_end"] == date.fromisoformat(day)
        and "-Q" in fact["fiscal_period"]
    ]
    (fact,) = facts
    return "".join(f"{name:14} {_plain(fact[name])}\n" for name in SHOWN)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


def in_folder(folder: Path) -> Callable[[str], str]:
    """Runs commands of the README in a folder with the sample releases."""
    shutil.copytree(ROOT / "raw", folder / "raw")

    def run(command: str) -> str:
        assert command.startswith("taiyaku ")
        arguments = [sys.executable, "-m", "flows.command.cli", *command.split()[1:]]
        done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True)
        return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())

    return run


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        README.write_text(readme_with_real_output(in_folder(Path(name)), Path(name) / "normalized"), encoding="utf-8")
