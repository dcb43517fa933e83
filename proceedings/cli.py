"""The command `proceedings`: the only place that prints. Heavy things are imported inside the commands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def main() -> None:
    """Turn the write-up of a conference into a PDF brief and a one-page summary sheet."""


@app.command()
def structure(sources: Annotated[list[str], typer.Argument()], json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say what was understood of an article, and why."""
    from proceedings.jsonform import to_json
    from proceedings.read import read
    from proceedings.structure import structure as understand

    for source in sources:
        sys.stdout.write(to_json(understand(read(source))) + "\n")
