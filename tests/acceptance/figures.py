"""The figures: which script gives each, on what, and how it is run."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.acceptance import floors
from tests.acceptance.floors import Values

ROOT = Path(__file__).parent.parent.parent
TAIYAKU = str(Path(sys.executable).parent / "taiyaku")
CHROMIUM = os.environ.get("TAIYAKU_CHROMIUM", "/usr/bin/chromium")
SCIPY = ROOT / ".venv" / "acceptance"
"""An environment of its own for the one script that needs scipy."""
SECONDS = 1200
SEEDS = (11, 23, 42)
STYLES = ("text", "tsv", "html", "rl_cid")
"""Of the synthetic issuers: those that need nothing beyond reportlab."""

PLAIN = ("iij-2003-05-20.txt", "iij-2004-02-12.txt", "glico-2025-08-07.pdf", "nintendo-2022h1-en.pdf", "nintendo-supp-en.pdf", "nx-fy2024-en.pdf")
TYPESET = ("typeset/iij-2004-02-12.pdf", "typeset/iij-2004-02-12-ipa.pdf")
PAGES = ("nintendo-2022h1-en", "nintendo-supp-en", "nx-fy2024-en")
SCORES = (
    # where it is written, release, kind, truth
    ("plain", "iij-2004-02-12", "readings", "facts_002.csv"),
    ("plain", "iij-2004-02-12", "alignment", "alignment_002.csv"),
    ("plain", "iij-2004-02-12", "summary", "summary_002.csv"),
    ("plain", "iij-2004-02-12", "differ", "differ_002.csv"),
    ("plain", "iij-2003-05-20", "readings", "facts_003.csv"),
    ("plain", "glico-2025-08-07", "xbrl", "glico-2025-08-07.xbrl"),
    ("typeset", "iij-2004-02-12", "readings", "facts_002.csv"),
    ("typeset", "iij-2004-02-12", "alignment", "alignment_002.csv"),
    ("typeset", "iij-2004-02-12", "summary", "summary_002.csv"),
    ("typeset", "iij-2004-02-12", "differ", "differ_002.csv"),
    ("typeset", "iij-2004-02-12-ipa", "readings", "facts_002.csv"),
)


class Skipped(Exception):
    """A figure that cannot be had here; the message is the reason."""


@dataclass(frozen=True)
class Place:
    acceptance: Path
    releases: Path
    work: Path
    """A folder for what is written on the way."""


@dataclass(frozen=True)
class Job:
    """One run that gives figures: name of the figure -> its values."""

    name: str
    run: Callable[[Place], dict[str, Values]]


def printed_by(command: Sequence[str | Path], cwd: Path, *, statuses: Sequence[int] = (0, 1)) -> str:
    """Standard output of a command; a script ends with 1 where not everything is right."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode not in statuses:
        raise floors.NoFigure(f"ended with {done.returncode}: {(done.stderr or done.stdout)[-2000:]}")
    return done.stdout if done.stdout.strip() else done.stderr


def script(place: Place, name: str, *arguments: str | Path, python: str = sys.executable) -> str:
    if not (place.acceptance / name).exists():
        raise Skipped(f"there is no {name} in the folder of acceptance")
    return printed_by([python, place.acceptance / name, *arguments], place.work)


def cases(place: Place) -> dict[str, Values]:
    return {"cases": floors.parse_cases(script(place, "cases.py", TAIYAKU, place.acceptance / "cases"))}


def tags(how: str, place: Place) -> dict[str, Values]:
    if how == "pdf" and not (Path(CHROMIUM).exists() or shutil.which("chromium")):
        raise Skipped("no Chromium; Debian: apt-get install chromium fonts-noto-cjk")
    flags = ["--pdf"] if how == "pdf" else []
    return {f"tags {how}": floors.parse_tags(script(place, "tags.py", TAIYAKU, needed(place.releases / "tagged"), *flags))}


def gold(place: Place) -> dict[str, Values]:
    return {"gold": floors.parse_gold(script(place, "gold.py", TAIYAKU, needed(place.releases / "reports")))}


def hand_made(place: Place) -> dict[str, Values]:
    """score.py on what has truth of its own, and pages.py, after the releases they are about were normalized."""
    for folder, files in (("plain", PLAIN), ("typeset", TYPESET)):
        paths = [needed(place.releases / file) for file in files]
        printed_by([TAIYAKU, "run", *paths, "--out", place.work / folder, "--plain", "--seconds", "600"], place.work, statuses=(0,))
    values = {}
    for folder, release, kind, truth in SCORES:
        printed = script(place, "score.py", kind, place.work / folder, release, place.acceptance / "truth" / truth)
        values[f"score {folder}/{release} {kind}"] = floors.parse_score(printed)
    values["pages"] = floors.parse_pages(script(place, "pages.py", place.work / "plain", *PAGES, python=python_with_scipy()))
    return values


def synthetic(style: str, place: Place) -> dict[str, Values]:
    """Synthetic issuers of fixed seeds, their readings against what was printed."""
    made, drops = [], []
    for seed in SEEDS:
        folder = place.work / f"synth-{style}-{seed}"
        script(place, "synth.py", "make", str(seed), folder, "--style", style)
        about = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        made.append((about["release_id"], folder / "facts.csv"))
        drops += ["--drop", folder / about["drop"]]
    out = place.work / f"synth-{style}-out"
    printed_by([TAIYAKU, "run", *drops, "--out", out, "--plain", "--seconds", "600"], place.work, statuses=(0, 3))
    outputs = [script(place, "score.py", "readings", out, release, truth) for release, truth in made]
    return {f"synth {style}": floors.summed(floors.parse_score, outputs)}


def goldens(place: Place) -> dict[str, Values]:
    """Every release against its golden digests: a difference is no figure, it is looked at and renewed."""
    command = [sys.executable, "-m", "tests.goldens", "releases/"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False, env=os.environ | {"TAIYAKU_RELEASES": str(place.releases)})
    if done.returncode:
        raise floors.NoFigure(done.stdout[-4000:] + done.stderr[-2000:])
    return {}


def needed(path: Path) -> Path:
    if not path.exists():
        raise Skipped(f"{path.name} is not among the releases")
    return path


def python_with_scipy() -> str:
    """This Python where it has scipy, else that of an environment which is made for it once."""
    if all(importlib.util.find_spec(name) for name in ("numpy", "scipy", "pyarrow")):
        return sys.executable
    python = SCIPY / "bin" / "python"
    if not (SCIPY / "installed").exists():
        printed_by([sys.executable, "-m", "venv", SCIPY], ROOT, statuses=(0,))
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", "constraints.txt", "numpy", "scipy", "pyarrow"]
        printed_by(install, ROOT, statuses=(0,))
        (SCIPY / "installed").touch()
    return str(python)


JOBS = (
    # the longest first
    Job("tags pdf", partial(tags, "pdf")),
    Job("goldens", goldens),
    Job("hand-made", hand_made),
    Job("tags html", partial(tags, "html")),
    Job("gold", gold),
    *(Job(f"synth {style}", partial(synthetic, style)) for style in STYLES),
    Job("cases", cases),
)
