"""The commands about layouts: list, show, copy, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from proceedings.cli.speak import put, report_error, say
from proceedings.errors import CheckError, ProceedingsError

layouts = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@layouts.callback()
def of_layouts() -> None:
    """List, show, copy and check layouts.

    Example: proceedings layouts copy diplomatic layouts/mine
    """


@layouts.command("list")
def layouts_list(json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """List the layouts that --layout can name, with where each lies.

    Example: proceedings layouts list
    """
    from proceedings.cli.telling import put_json
    from proceedings.typeset.layouts import available_layouts

    if json:
        put_json([{"name": name, "folder": folder} for name, folder in available_layouts()])
        return
    for name, folder in available_layouts():
        put(f"{name}\t{folder}\n".encode())


@layouts.command("show")
def layouts_show(name: Annotated[str, typer.Argument(metavar="NAME|DIR", help="A layout by name, or its folder.")]) -> None:
    """Show where a layout's files lie, what it is built on, its faces, columns and measures.

    Example: proceedings layouts show diplomatic
    """
    from proceedings.typeset.layouts import FILES
    from proceedings.typeset.opening import open_layout

    layout = open_layout(name, "a4")
    lines = []
    for file in FILES:
        found = next((folder / file for folder in layout.folders if (folder / file).is_file()), None)
        lines.append(f"{file:<14} {found}")
    for table in ("columns", "measure", "colours"):
        values = ", ".join(f"{key} {value}" for key, value in layout.tables.get(table, {}).items())
        lines.append(f"{table:<14} {values}")
    lines.append(f"{'faces':<14} {', '.join(layout.faces.by_name)}")
    put(("\n".join(lines) + "\n").encode())


@layouts.command("copy")
def layouts_copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The layout to copy.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new folder.")],
) -> None:
    """Copy a layout's files into a new folder, to be changed there.

    Example: proceedings layouts copy diplomatic layouts/mine
    """
    from proceedings.typeset.layouts import copy_layout

    for path in copy_layout(name, folder):
        say(f"{'Written':<10} {path}")
    say(f"{'Next':<10} change the files, then: proceedings layouts check {folder}")


@layouts.command("check")
def layouts_check(folder: Annotated[str, typer.Argument(metavar="NAME|DIR", help="A layout by name, or its folder.")]) -> None:
    """Set a sample with a layout on every paper and in every size, and say what is wrong.

    Example: proceedings layouts check layouts/mine
    """
    from proceedings.check import check_layout
    from proceedings.explain import plural

    findings = 0
    for finding in check_layout(folder):
        findings += 1
        if isinstance(finding, ProceedingsError):
            report_error(finding)
        else:
            say(f"{folder}: {finding}")
    if findings:
        raise CheckError(
            f"{plural(findings, 'finding')} in the layout.", place=folder, hint="layouts/README.md lists every key and element."
        )
    say(f"{'Checked':<10} {folder}: nothing wrong on A4, Letter and A5, in normal and large type")
