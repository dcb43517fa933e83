"""Write the man page from the declarations of the commands: python .docs/make_man.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from proceedings.cli import Commands, app
from proceedings.config import KEYS, OTHERS, PREFIX
from proceedings.places import SETTINGS

PAGE = Path(__file__).parent / "proceedings.1"
ERRORS = Path(__file__).parents[1] / "proceedings" / "errors.py"


def man_page() -> str:
    """Give the man page. It has no date and no version, so that it changes when a command does, and only then."""
    group = typer.main.get_command(app)
    context = group.make_context("proceedings", ["--version"], resilient_parsing=True)
    lines = [
        '.TH PROCEEDINGS 1 "" "proceedings" "User commands"',
        ".SH NAME",
        "proceedings \\- turn the write-up of a conference into a PDF brief and a one-page summary sheet",
        ".SH SYNOPSIS",
        ".B proceedings",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]",
        ".br",
        ".B proceedings",
        "\\fIARTICLE\\fR [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        *paragraphs(group.help or ""),
        ".SH OPTIONS",
        *options(group, context),
        ".SH COMMANDS",
    ]
    for heading, names in Commands.parts.items():
        lines += [f".SS {plain(heading)}"]
        for name in names.split():
            lines += command(group.get_command(context, name), f"proceedings {name}")
    lines += [".SH EXIT STATUS"]
    for code, meaning in exit_codes():
        lines += [".TP", f".B {code}", plain(meaning)]
    lines += [".SH ENVIRONMENT", "An option goes before its variable, and that before any file."]
    for name, key in KEYS.items():
        lines += [".TP", f".B {plain(PREFIX + re.sub('[-.]', '_', name).upper())}", plain(key.help)]
    lines += [
        ".TP",
        f".B {', '.join(map(plain, OTHERS))}",
        plain("folders for what is kept and for settings, or “off”; debugging"),
    ]
    lines += [
        ".SH FILES",
        ".TP",
        ".B proceedings.toml",
        plain("settings, in the folder one works in; else [tool.proceedings] in pyproject.toml; else in the user's folder "),
        plain(f"(see {SETTINGS[0]}; proceedings doctor names it)"),
        ".TP",
        ".B ARTICLE.proceedings.toml",
        "what was decided of an article; never the article itself",
        ".TP",
        ".B people.toml",
        "people who come again and again",
    ]
    return "\n".join(lines) + "\n"


def command(made: Any, name: str) -> Iterator[str]:
    """Describe a command, or each of a group."""
    context = made.make_context(name, [], resilient_parsing=True)
    if hasattr(made, "list_commands"):
        for inner in made.list_commands(context):
            yield from command(made.get_command(context, inner), f"{name} {inner}")
        return
    arguments = [p.metavar or p.name.upper() for p in made.params if p.param_type_name == "argument"]
    yield from (".PP", f".B {plain(name)}", f"[\\fIOPTIONS\\fR] {plain(' '.join(arguments))}", ".RS")
    yield from paragraphs(made.help or "")
    yield from options(made, context)
    yield ".RE"


def options(made: Any, context: Any) -> Iterator[str]:
    """Describe the options of a command."""
    for parameter in made.params:
        if parameter.param_type_name == "option":
            names, said = parameter.get_help_record(context)
            yield from (".TP", f".B {plain(names)}", plain(" ".join(said.split())))


def paragraphs(text: str) -> Iterator[str]:
    """Give the paragraphs of a help text."""
    for i, paragraph in enumerate(text.split("\n\n")):
        if i:
            yield ".PP"
        yield plain(" ".join(paragraph.split()))


def exit_codes() -> Iterator[tuple[str, str]]:
    """Give the exit codes that the tree of errors draws, and those of a success and an interruption."""
    yield "0", "done"
    meanings: dict[str, list[str]] = {}
    for code, meaning in re.findall(r"^ {4}.*?\w+Error +(\d+)  (.+)$", ERRORS.read_text(encoding="utf-8"), re.MULTILINE):
        meanings.setdefault(code, []).append(meaning)
    yield from ((code, "; ".join(found)) for code, found in meanings.items())
    yield "130", "interrupted"


def plain(text: str) -> str:
    """Escape what troff would obey."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("“", "\\(lq").replace("”", "\\(rq").replace("’", "\\(cq")
    text = text.replace("–", "\\(en").replace("¶", "\\(ps").replace("…", "...")
    return f"\\&{text}" if text[:1] in (".", "'") else text


if __name__ == "__main__":
    PAGE.write_text(man_page(), encoding="utf-8")
