"""Locks in object stores: held by one writer, and told where a store knows none."""

from __future__ import annotations

import json
import time
import warnings
from typing import Any

import fsspec
import pytest

from flows.store.locks import HELD_SECONDS, Busy, object_lock

NAME = "bucket/state/.lock-a-release"


class Unconditional:
    """A store whose library writes whatever stands there."""

    def pipe_file(self, path: str, value: bytes) -> None:
        raise AssertionError("nothing is written where nothing can be locked")


class Faulty:
    """A store whose library has a fault."""

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite") -> None:
        raise TypeError("a fault of its own")


@pytest.fixture
def files() -> Any:
    store = fsspec.filesystem("memory")
    store.store.clear()
    return store


def test_a_second_writer_waits(files: Any) -> None:
    with object_lock(files, NAME, 0.0):
        assert files.exists(NAME)
        with pytest.raises(Busy), object_lock(files, NAME, 0.0):
            pass
    assert not files.exists(NAME)


def test_a_lock_whose_time_is_over_is_taken_over(files: Any) -> None:
    files.pipe_file(NAME, json.dumps({"holder": "gone", "until": time.time() - HELD_SECONDS}).encode())
    with object_lock(files, NAME, 1.0):
        assert b"gone" not in files.cat_file(NAME)


def test_a_store_without_conditional_writes_says_so() -> None:
    with pytest.warns(RuntimeWarning, match="one run at a time"), object_lock(Unconditional(), NAME, 0.0):
        pass


def test_a_fault_of_the_library_is_no_lock() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TypeError, match="fault of its own"), object_lock(Faulty(), NAME, 0.0):
            pass
