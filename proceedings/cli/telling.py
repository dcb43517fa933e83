"""The commands that tell of the tool itself: config, doctor, schema."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from proceedings.cli.speak import put, visible

Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]

config = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@config.callback()
def of_config() -> None:
    """Show the settings that hold, and whence.

    Example: proceedings config show --origin
    """


@config.command("show")
def config_show(
    origin: Annotated[bool, typer.Option("--origin", help="Say where each is set.")] = False, json: Json = False
) -> None:
    """Show what holds for every setting that no option gives.

    Example: proceedings config show --origin
    """
    from proceedings.config import KEYS, settings

    found = settings()
    if json:
        put_json({name: {"value": s.value, "origin": s.origin} for name, s in found.items()})
        return
    for name, setting in found.items():
        value = setting.value
        written = ", ".join(value) if isinstance(value, tuple) else "–" if value in (None, "") else str(value)
        put_line(f"{name:<15} {written:<20} {setting.origin if origin else KEYS[name].help}")


def doctor(json: Json = False) -> None:
    """Examine the installation, and say what helps.

    Builds a sample; exit code 10 when something is broken that a build needs.

    Example: proceedings doctor
    """
    from proceedings.cli.building import paper_of_locale
    from proceedings.doctor import State, examine
    from proceedings.errors import CheckError

    found = []
    for finding in examine(paper_of_locale().value):
        found.append(finding)
        if not json:
            put_line(f"{finding.state.value:<7} {finding.what:<18} {finding.said}")
            if finding.hint:
                put_line(f"{'':<7} {'':<18} hint: {finding.hint}")
    if json:
        put_json([{"what": f.what, "state": f.state.value, "said": f.said, "hint": f.hint or None} for f in found])
    count = sum(finding.state is State.BROKEN for finding in found)
    if count:
        raise CheckError(f"{count} of {len(found)} findings stop builds.", hint="Each says its way out, above.")


def schema() -> None:
    """Print the JSON Schema of what structure --json prints.

    Example: proceedings schema > proceedings.schema.json
    """
    from json import dumps

    from proceedings.schema import schema

    put(f"{dumps(schema(), indent=2)}\n".encode())


def put_json(document: Any) -> None:
    """Print a document as one line of JSON."""
    from json import dumps

    put(dumps(document, ensure_ascii=False).encode() + b"\n")


def put_line(line: str) -> None:
    """Print a line of data, whatever a file of the user's brought into it."""
    put(f"{visible(line.rstrip())}\n".encode())
