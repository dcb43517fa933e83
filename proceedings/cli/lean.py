"""Start quickly: load only the command that was called, and take plain values without Typer's validator.

Typer parses, as ever. It would load every command to run one, and import a validator that takes longer than a whole build
even where the value of an option is the text that was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
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


class LeanCommand(TyperCommand):
    """A command whose plain values need no validator."""

    def get_params(self, ctx: Any) -> list[Any]:
        return lean(super().get_params(ctx))


class LeanGroup(TyperGroup):
    """A group that imports a command when it is called or listed. table: "module:name" by the command's name."""

    table: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(self.table)

    def get_params(self, ctx: Any) -> list[Any]:
        return lean(super().get_params(ctx))

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
