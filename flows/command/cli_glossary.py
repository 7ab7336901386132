"""`taiyaku glossary ...`: the commands for those who keep the glossary."""

from __future__ import annotations

import getpass
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.command.printing import make_console
from flows.store.folders import open_folder

glossary_app = typer.Typer(no_args_is_help=True, help="Check the glossary, decide what the numbers propose, export it.")

Out = Annotated[str, typer.Option("--out", metavar="DIR", help="The data set whose releases propose")]
Terms = Annotated[Path | None, typer.Option("--glossary", metavar="DIR", help="Folder of the glossary's tables. Default: those in use")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids that taiyaku glossary proposals lists")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides. Default: the user's name")]


@glossary_app.command()
def lint() -> None:
    """Every row of the glossary's tables that breaks a rule; status 1 where there is one."""
    from flows.command.glossary_commands import tell_lint

    if not tell_lint(make_console()):
        raise typer.Exit(1)


@glossary_app.command()
def proposals(out: Out = "normalized", glossary: Terms = None) -> None:
    """What the numbers taught: pairs of labels whose rows print the same numbers, for a person to decide."""
    from flows.command.glossary_commands import tell_proposals

    tell_proposals(make_console(), open_folder(out), terms_folder(glossary))


@glossary_app.command()
def accept(ids: Ids, by: By = None, out: Out = "normalized", glossary: Terms = None) -> None:
    """Makes proposals terms of the glossary, with who and when."""
    decide(ids, "accepted", by, out, glossary)


@glossary_app.command()
def reject(ids: Ids, by: By = None, out: Out = "normalized", glossary: Terms = None) -> None:
    """Lays proposals aside for good, with who and when."""
    decide(ids, "rejected", by, out, glossary)


def decide(ids: list[str], decision: str, by: str | None, out: str, glossary: Path | None) -> None:
    from flows.command.glossary_commands import tell_decision

    who = by or user_name()
    tell_decision(make_console(), open_folder(out), terms_folder(glossary), ids, decision, who, date.today().isoformat())


def user_name() -> str:
    """The name of whoever runs this process; `someone` where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


def terms_folder(given: Path | None) -> Path:
    from glossary.proposing.curation import FOLDER

    return given or FOLDER


@glossary_app.command()
def export(
    form: Annotated[str, typer.Option("--format", metavar="csv|tbx", help="csv for spreadsheets, tbx for translators' tools")] = "csv",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Default: standard output")] = None,
) -> None:
    """The whole glossary for other programs."""
    from flows.command import glossary_commands

    sys.stdout.write(glossary_commands.export(form, out))
