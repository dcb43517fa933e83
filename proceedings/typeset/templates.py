"""Fill a layout's template with a document's words: Jinja2 in a sandbox, everything escaped, nothing undefined."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from proceedings.errors import LayoutError
from proceedings.typeset.layouts import layouts_folder


@lru_cache(maxsize=8)
def environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """Give the environment of a layout's folders; `common/` holds what all layouts share."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*folders, layouts_folder() / "common"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(folders: tuple[Path, ...], document: str, context: dict[str, Any]) -> str:
    """Render `document` ("brief", "summary") of the layout in `folders`, the first that has it counting.

    Raises LayoutError with the template's file and line for a mistake in it.
    """
    name = f"{document}.html"
    try:
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


def origin(error: BaseException, template: Path) -> tuple[str, int]:
    """Find the template and the line that an error came from: the innermost of the trace's frames in a template."""
    found = (str(template), 0)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            found = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return found
