"""Paths of the command line to drops."""

import os
from pathlib import Path

import pytest

from flows.pipeline.drop import Drop
from flows.pipeline.settings import UsageError
from flows.work.drops import drop_to_digest, is_temporary, name_to_release_id, paths_to_drops
from parsers.errors import UnreadableDocument


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def ids(drops: tuple[Drop, ...]) -> list[str]:
    return [drop.release_id for drop in drops]


def test_a_file_is_one_drop(tmp_path: Path) -> None:
    (drop,) = paths_to_drops([write(tmp_path / "iij-2004-02-12.txt")])
    assert (drop.release_id, drop.documents) == ("iij-2004-02-12", (("iij-2004-02-12.txt", tmp_path / "iij-2004-02-12.txt"),))


def test_a_folder_is_a_folder_of_drops(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    write(tmp_path / "a" / "ja.txt")
    write(tmp_path / "a" / "en.txt")
    write(tmp_path / "v1.2" / "x.txt")
    drops = paths_to_drops([tmp_path])
    assert ids(drops) == ["a", "b", "v1.2"]
    assert [name for name, _ in drops[0].documents] == ["en.txt", "ja.txt"]


def test_a_folder_given_whole_is_one_drop(tmp_path: Path) -> None:
    write(tmp_path / "release" / "ja.txt")
    write(tmp_path / "release" / "appendix" / "en.txt")
    (drop,) = paths_to_drops([], whole=[tmp_path / "release"])
    assert (drop.release_id, [name for name, _ in drop.documents]) == ("release", ["appendix/en.txt", "ja.txt"])


def test_a_drop_given_twice_counts_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert ids(paths_to_drops([tmp_path, path, Path(os.path.relpath(path))])) == ["a"]


@pytest.mark.parametrize(
    "name", [".a.txt.swp", ".hidden", "a.txt~", "#a.txt#", "~$a.pdf", "a.pdf.part", "a.crdownload", "a.TMP", "Thumbs.db", ".~lock.a#", "4913.tmp"]
)
def test_temporary_files_are_no_drops(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    write(tmp_path / "good.txt")
    write(tmp_path / "folder" / name)
    write(tmp_path / "folder" / "good.txt")
    drops = paths_to_drops([tmp_path])
    assert ids(drops) == ["folder", "good"]
    assert [file for file, _ in drops[0].documents] == ["good.txt"]


@pytest.mark.parametrize("name", ["決算短信.pdf", "a.b.txt", "template.txt", "parts.txt", "a b.txt"])
def test_good_neighbours_of_temporary_names(name: str) -> None:
    assert not is_temporary(name)


@pytest.mark.parametrize(
    ("name", "release_id"),
    [
        ("iij-2004-02-12", "iij-2004-02-12"),
        ("決算短信 2024年3月期", "決算短信 2024年3月期"),
        ("か\u3099", "が"),
        ("a:b*c?", "a_b_c_"),
        ("a\nb", "a_b"),
        ("..", "release"),
        ("bad\udcffname", "bad_xffname"),
    ],
)
def test_names_become_release_ids(name: str, release_id: str) -> None:
    assert name_to_release_id(name).replace("?", "_") == release_id


def test_long_names_are_cut_and_stay_apart() -> None:
    one, two = name_to_release_id("決" * 100 + "a"), name_to_release_id("決" * 100 + "b")
    assert one != two
    assert max(len(one.encode()), len(two.encode())) <= 180


def test_the_second_drop_of_a_name_is_rejected_and_overwrites_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.html")
    write(tmp_path / "a.txt")
    write(tmp_path / "a~2.txt")
    first, second, other = paths_to_drops([tmp_path])
    assert (first.release_id, first.rejected) == ("a", None)
    assert (other.release_id, other.rejected) == ("a~2", None)
    assert second.release_id == "a~3"
    assert second.rejected
    assert second.rejected.startswith("duplicate_name: a.txt and a.html both give the release_id a")


def test_an_empty_folder_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (drop,) = paths_to_drops([tmp_path])
    assert drop.rejected is not None
    assert drop.rejected.startswith("empty: ")


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        paths_to_drops([tmp_path / "nothing"])


def test_the_digest_follows_names_and_contents(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt", "1")
    write(tmp_path / "b" / "x.txt", "1")
    write(tmp_path / "c" / "y.txt", "1")
    write(tmp_path / "d" / "x.txt", "2")
    digests = [drop_to_digest(drop) for drop in paths_to_drops([tmp_path])]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


def test_a_file_that_vanished_says_so(tmp_path: Path) -> None:
    (drop,) = paths_to_drops([write(tmp_path / "a.txt")])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableDocument, match=r"a\.txt: No such file") as caught:
        drop_to_digest(drop)
    assert caught.value.code == "vanished"
