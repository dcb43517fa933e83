"""The commands about layouts."""

from __future__ import annotations

import typer

from proceedings.cli.speak import put

layouts = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List the layouts.")


@layouts.command("list")
def layouts_list() -> None:
    """List the layouts that --layout can name."""
    from proceedings.typeset.layouts import available_layouts

    for name, folder in available_layouts():
        put(f"{name}\t{folder}\n".encode())
