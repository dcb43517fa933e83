"""Fill a layout's template with a document's words: Jinja2 in a sandbox, everything escaped, nothing undefined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, TemplateSyntaxError
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from proceedings.cache import shelf
from proceedings.errors import LayoutError
from proceedings.limits import within
from proceedings.typeset.layouts import layouts_folder
from proceedings.typeset.sandbox import COMPILER, SECONDS, Sandbox

MARK = re.compile("\ue000([^\ue001]*)\ue001")
"""File and line, between two characters of private use."""


class Marks(Extension):
    """Puts file and line before every line of a template's own text, so that a place in what it gives can be led back."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            if token.type != "data":
                yield token
                continue
            lines = str(token.value).splitlines(keepends=True)
            marked = (f"\ue000{stream.filename}:{token.lineno + n}\ue001{line}" for n, line in enumerate(lines))
            yield Token(token.lineno, "data", "".join(marked))


@lru_cache(maxsize=8)
def environment(folders: tuple[Path, ...], marks: bool = False) -> Sandbox:
    """Give the environment of a layout's folders; `common/` holds what all layouts share."""
    return Sandbox([*folders, layouts_folder() / "common"], [Marks] if marks else [], None if marks else CompiledTemplates())


class CompiledTemplates(BytecodeCache):
    """Templates as they were compiled in an earlier run, by their place and a digest of their text."""

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = shelf("templates").values.get((jinja_version, COMPILER, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        shelf("templates").get((jinja_version, COMPILER, bucket.key, bucket.checksum), lambda: bucket.code)


def render(folders: tuple[Path, ...], document: str, context: dict[str, Any]) -> str:
    """Render `document` ("brief", "summary") of the layout in `folders`, the first that has it counting.

    Raises LayoutError with the template's file and line for a mistake in it.
    """
    name = f"{document}.html"
    late = LayoutError(
        f"the template takes more than {SECONDS} seconds",
        place=str(folders[0] / name),
        hint="look for a loop without end; a template of ours takes a twentieth of one",
    )
    try:
        with within(SECONDS, late):
            return environment(folders).get_template(name).render(context)
    except TemplateSyntaxError as error:
        raise LayoutError(f"{error.message}", place=f"{error.filename or folders[0] / name}:{error.lineno}") from None
    except LayoutError:
        raise
    except Exception as error:  # a template can go wrong in any way that Python can
        file, line = origin(error, folders[0] / name)
        raise LayoutError(
            str(error) or type(error).__name__,
            place=f"{file}:{line}",
            hint="layouts/README.md lists what a template knows",
        ) from None


def template_place(folders: tuple[Path, ...], document: str, context: dict[str, Any], line: int, column: int) -> str | None:
    """Lead a place in a rendered document (line from 1, column from 0) back to "file:line" of the template it came from."""
    marked = environment(folders, marks=True).get_template(f"{document}.html").render(context)
    found, at = None, (1, 0)
    for text, place in zip(*[iter(MARK.split(marked))] * 2, strict=False):
        lines = text.split("\n")
        at = (at[0] + len(lines) - 1, len(lines[-1]) + (at[1] if len(lines) == 1 else 0))
        if at > (line, column):
            break
        found = place
    return found


def origin(error: BaseException, template: Path) -> tuple[str, int]:
    """Find the template and the line that an error came from: the innermost of the trace's frames in a template."""
    found = (str(template), 0)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found
