"""Start quickly: load only the command that was called, and take plain values without Typer's validator.

Typer parses, as ever. It would load every command to run one, and import a validator that takes longer than a whole build
even where the value of an option is the text that was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup


class Coercion:
    """Gives a parameter's value its type: what is plain by itself, the rest by Typer's validator."""

    def __init__(self, parameter: Any) -> None:
        self.validator = parameter.get_runtime_param

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        kind = param.type_descriptor.annotation
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if kind in (str, Path) and isinstance(value, str) and asks_nothing(param.type_descriptor.parameter_info):
            return kind(value)
        if kind == list[str] and all(isinstance(v, str) for v in value):
            return list(value)
        if isinstance(kind, type) and issubclass(kind, Enum) and value in tuple(kind):  # those of ours are strings
            return kind(value)
        return self.validator().coerce(value, param=param, ctx=ctx)


def asks_nothing(parameter: Any) -> bool:
    """Tell whether no more is asked of a path than that it is one."""
    asked = parameter.parser or parameter.exists or parameter.writable or parameter.resolve_path
    return not asked and parameter.file_okay and parameter.dir_okay


def lean(parameters: list[Any]) -> list[Any]:
    """Let parameters give their values their types in our way."""
    for parameter in parameters:
        if "get_runtime_param" not in vars(parameter):
            coercion = Coercion(parameter)
            parameter.get_runtime_param = lambda coercion=coercion: coercion
    return parameters


class LeanContext(typer.Context):
    """A call of a command; what the command line leaves open, the configuration says, for every command alike."""

    command: LeanCommand

    def lookup_default(self, name: str, call: bool = True) -> Any:
        if name not in self.command.settable or self.resilient_parsing:  # help tells of the command, not of the folder
            return None
        from proceedings.config import settings

        if "settings" not in self.meta:
            self.meta["settings"] = settings()
        found = self.meta["settings"][self.command.settable[name]]
        return None if found.origin == "default" else found.value


class LeanCommand(TyperCommand):
    """A command whose plain values need no validator."""

    context_class = LeanContext

    @cached_property
    def settable(self) -> dict[str, str]:
        """Give the keys of the configuration by the options that they set."""
        from proceedings.config import KEYS

        options = {parameter.name for parameter in self.params if parameter.param_type_name == "option"}
        return {key.parameter: name for name, key in KEYS.items() if key.parameter in options}

    def get_params(self, ctx: Any) -> list[Any]:
        return lean(super().get_params(ctx))


class LeanGroup(TyperGroup):
    """A group that imports a command when it is called or listed. table: "module:name" by the command's name."""

    table: ClassVar[Mapping[str, str]] = {}
    parts: ClassVar[Mapping[str, str]] = {}
    """The headings under which help lists the commands, each with their names."""

    default: ClassVar[str] = ""
    """The command that is meant where an article stands in the place of one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(self.table)

    def get_params(self, ctx: Any) -> list[Any]:
        return lean(super().get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        first = args[0]
        if self.default and first not in self.table and (Path(first).suffix or Path(first).is_file() or first == "-"):
            args = [self.default, *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        if not self.parts:
            super().format_commands(ctx, formatter)
        for heading, names in self.parts.items():
            with formatter.section(heading):
                formatter.write_dl([(name, self.get_command(ctx, name).get_short_help_str(100)) for name in names.split()])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            module, _, name = self.table[cmd_name].partition(":")
            self.commands[cmd_name] = load(cmd_name, getattr(import_module(module), name))
        return self.commands.get(cmd_name)


def load(name: str, command: Any) -> Any:
    """Make a command of a function, or of an application of several."""
    if isinstance(command, typer.Typer):
        return typer.main.get_group(command)
    application = typer.Typer(add_completion=False, rich_markup_mode=None)
    application.command(name, cls=LeanCommand)(command)
    return typer.main.get_command(application)
