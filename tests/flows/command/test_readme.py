"""The README says what really happens."""

from pathlib import Path

from tests.flows.readme import README, in_folder, readme_with_real_output


def test_the_readme_shows_real_output(tmp_path: Path) -> None:
    written = README.read_text(encoding="utf-8")
    real = readme_with_real_output(in_folder(tmp_path), tmp_path / "normalized")
    assert written == real, "the README shows other output; if the new one is right: python -m tests.flows.readme"


def test_the_printed_lines_of_the_readme_stand_in_the_sample() -> None:
    sample = (README.parent / "raw" / "sample-bilingual-quarter.txt").read_text(encoding="utf-8")
    printed = [line.strip() for line in README.read_text(encoding="utf-8").splitlines()[:10] if line.startswith("    ")]
    assert len(printed) == 2
    for line in printed:
        assert line in sample
