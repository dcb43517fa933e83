"""The command `proceedings`. Only this package prints; heavy things are imported inside the commands.

speak      prints, and reports errors as a sentence, its place and the way out
building   build, structure, verify
batching   batch
delivering print, email
reviewing  review, correct, approve; dialogue: the review in the terminal
layouts    layouts list, show, copy, check
telling    config, doctor, schema
looking    preview, watch
lean       loads only what was called
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

from proceedings import __version__
from proceedings.cli.lean import LeanGroup
from proceedings.cli.speak import leave_stdout, put, report_error, report_fault, say
from proceedings.errors import ProceedingsError, WriteError


class Commands(LeanGroup):
    """The commands, in the order in which help lists them, and where each is."""

    table: ClassVar[Mapping[str, str]] = {
        "build": "proceedings.cli.building:build",
        "batch": "proceedings.cli.batching:batch",
        "structure": "proceedings.cli.building:structure",
        "review": "proceedings.cli.reviewing:review",
        "correct": "proceedings.cli.reviewing:correct",
        "approve": "proceedings.cli.reviewing:approve",
        "verify": "proceedings.cli.building:verify",
        "print": "proceedings.cli.delivering:print_brief",
        "email": "proceedings.cli.delivering:email",
        "layouts": "proceedings.cli.layouts:layouts",
        "config": "proceedings.cli.telling:config",
        "preview": "proceedings.cli.looking:preview",
        "watch": "proceedings.cli.looking:watch",
        "doctor": "proceedings.cli.telling:doctor",
        "schema": "proceedings.cli.telling:schema",
    }
    parts: ClassVar[Mapping[str, str]] = {
        "Every day": "build review approve email print",
        "Reading and deciding": "structure correct verify",
        "Archives, looks, settings": "batch watch preview layouts config",
        "For scripts, and when something is wrong": "schema doctor",
    }
    default: ClassVar[str] = "build"


app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False)

INTERRUPTED = 130
"""The exit code after Ctrl+C."""


def main() -> None:
    """Run the command; every way out passes here, so that no user ever meets a traceback."""
    try:
        code = app(prog_name="proceedings", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        if code == INTERRUPTED:  # so typer says it
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else 0)
    except ProceedingsError as error:
        report_error(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        say("Interrupted; nothing half-written was left.")
        sys.exit(INTERRUPTED)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        named = f"{context.command_path} --help lists its options" if context and context.parent else ""
        say(
            f"proceedings: {error.format_message().replace('Value error, ', '')}",
            f"  hint: {named or 'proceedings --help lists the commands and options'}",
        )
        sys.exit(2)
    except OSError as error:
        leave_stdout()
        report_error(
            WriteError(f"The output cannot be written: {error.strerror or error}.", hint="Free the place, or name another.")
        )
        sys.exit(WriteError.exit_code)
    except Exception as error:
        report_fault(error)
        sys.exit(1)
    finally:
        gc.freeze()  # nothing is left to be looked through at the end, which would take a fifth of a build


@app.callback(invoke_without_command=True)
def common(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Turn the write-up of a conference into a PDF brief and a one-page summary sheet.

    Example: proceedings build article.txt, or shorter: proceedings article.txt
    """
    if version:
        put(f"proceedings {__version__}\n".encode())
        raise typer.Exit
    if context.invoked_subcommand is None:
        put(f"{context.get_help()}\n".encode())
