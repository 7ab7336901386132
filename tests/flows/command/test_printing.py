"""What documents say stays text on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.markup import escape
from rich.table import Table

from flows.command.printing import PlainConsole, say

HOSTILE = "\x1b]0;owned\x07Net\x1b[31m sales\x1b]8;;https://example.com\x1b\\\\ \u202e987\r\x9b2J"


@pytest.mark.parametrize("table", [False, True])
def test_nothing_steers_the_terminal(table: bool) -> None:
    seen = io.StringIO()
    console = PlainConsole(file=seen, width=200, force_terminal=True, color_system=None)
    if table:
        rows = Table("label")
        rows.add_row(escape(HOSTILE))
        console.print(rows)
    else:
        say(console, HOSTILE)
    assert not set("\x1b\x07\x9b\r\u202e") & set(seen.getvalue())
    assert "Net" in seen.getvalue()


def test_other_text_is_shown_as_it_is() -> None:
    seen = io.StringIO()
    say(PlainConsole(file=seen, width=200), "営業収益\u3000合計 [red] 1,234\n△5")
    assert seen.getvalue() == "営業収益\u3000合計 [red] 1,234\n△5\n"
