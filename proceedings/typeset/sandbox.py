"""Where templates of strangers run: what they may call is listed, what they make has a size, how long they take has an end.

Jinja2's own sandbox keeps templates from Python's attributes; this adds that no template can ask for a text, a list or a time
without end, and that no file is read outside the layout's folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

MOST_TEXT = 4_000_000
"""Characters that a template, or any text in it, may have."""

MOST_ITEMS = 100_000
"""Items that a list may have."""

SECONDS = 10
"""How long a template may take; a long report takes a twentieth of one."""

COMPILER = "bounded 1"
"""Names what templates are compiled to; to be changed with `Generator`, so that none compiled before is run."""

FILTERS = (
    "abs batch capitalize count d default dictsort e escape first float int items join last length list lower map max min "
    "reject rejectattr replace reverse round select selectattr slice sort string sum title trim truncate unique upper"
).split()
OF_TEXT = frozenset(["capitalize", "e", "escape", "lower", "replace", "string", "title", "trim", "truncate", "upper"])
"""Filters that make a text of what they get."""

GLOBALS = ("range", "dict")
METHODS = frozenset(
    "capitalize casefold changed count cycle endswith find get index isalpha isdigit islower isupper items join keys "
    "lower lstrip partition removeprefix removesuffix replace rpartition rsplit rstrip split splitlines startswith strip "
    "title upper values".split()
)
"""What templates may call: filters, functions, methods of texts, lists and tables."""

TEXTS = (str, int, float, Undefined)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment in which a layout's templates run."""

    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def __init__(self, folders: Iterable[Path], extensions: Iterable[Any], compiled: BytecodeCache | None) -> None:
        super().__init__(
            extensions=list(extensions),
            loader=OwnFolder([Path(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=printable,
            bytecode_cache=compiled,
        )
        self.filters = {name: bounded(name, self.filters[name]) for name in FILTERS}
        self.filters["batch"] = self.filters["slice"] = in_small_parts
        self.globals = {name: self.globals[name] for name in GLOBALS}

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, the functions of the environment, and the methods in `METHODS`."""
        if isinstance(obj, Macro | BlockReference | LoopContext) or any(obj is known for known in self.globals.values()):
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(owner, str | list | tuple | dict | LoopContext) and getattr(obj, "__name__", "") in METHODS

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called, and look at the size of what it gives."""
        return within_size(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers; texts and lists may be added to each other while they stay small."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers and operator != "+":
            raise SecurityError(f"“{operator}” is for numbers")
        if operator == "**" and (abs(right) > 100 or abs(left) > 1e6):
            raise SecurityError("the number is too large")
        if not numbers and hasattr(left, "__len__") and hasattr(right, "__len__"):
            check_size(len(left) + len(right), MOST_TEXT if isinstance(left, str) else MOST_ITEMS)
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Put a template's output together while it stays small."""
        size = 0
        kept: list[str] = []
        for part in parts:
            size += len(part)
            check_size(size, MOST_TEXT)
            kept.append(part)
        return "".join(kept)

    def joined(self, parts: tuple[Any, ...]) -> Markup:
        """Put together what a template joins with “~”."""
        for part in parts:
            printable(part)
        return Markup(self.concat([str(Markup.escape(part)) for part in parts]))


class Generator(CodeGenerator):
    """Compiles “~” to a call of `Sandbox.joined`, which looks at the size of what comes out."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


Sandbox.code_generator_class = Generator


class OwnFolder(FileSystemLoader):
    """Loads templates from the layout's folders; a link that leads out of them is not followed."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = super().get_source(environment, template)
        path = Path(found[1]).resolve()
        if not any(path.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise SecurityError(f"the template “{template}” leads out of the layout’s folder")
        return found


def check_size(size: int, most: int) -> None:
    """Raise SecurityError for what is too large."""
    if size > most:
        raise SecurityError(f"the template makes more than {most:,} {'characters' if most == MOST_TEXT else 'items'}")


def within_size(value: Any) -> Any:
    """Give a value that is not too large."""
    if isinstance(value, str | list | tuple | range):
        check_size(len(value), MOST_TEXT if isinstance(value, str) else MOST_ITEMS)
    return value


def printable(value: Any) -> Any:
    """Give a value that may be printed: words, not a whole list, whose text could be without end."""
    if value is None or isinstance(value, TEXTS) or hasattr(value, "__html__"):
        return value
    raise SecurityError(f"a {type(value).__name__} cannot be printed; print what is in it")


def bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter make nothing too large, and no text out of a list."""

    @wraps(function)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        at = next(i for i, a in enumerate(args) if not isinstance(a, Environment | Context | nodes.EvalContext))
        value = args[at]
        if name in OF_TEXT:
            printable(value)
        elif name == "join":
            value = [printable(part) for part in value]
        return within_size(function(*args[:at], value, *args[at + 1 :], **kwargs))

    return filtered


def in_small_parts(values: Iterable[Any], size: int, fill: Any = None) -> Iterable[list[Any]]:
    """Give values in lists of so many, the last filled up."""
    check_size(size, MOST_ITEMS)
    part: list[Any] = []
    for value in values:
        if len(part) == size:
            yield part
            part = []
        part.append(value)
    if part:
        yield part + [fill] * (size - len(part)) * (fill is not None)
