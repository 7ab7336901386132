"""Boxes around boxes."""

import doctest

from parsers import boxes


def test_doctests() -> None:
    assert doctest.testmod(boxes).failed == 0
