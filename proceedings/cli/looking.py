"""The commands with which one looks at what one is making: preview, watch."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proceedings.cli.building import (
    Attribution,
    AttributionOption,
    Document,
    Paper,
    Size,
    ordered,
    report_build,
)
from proceedings.cli.delivering import Anyway, BrandFile, LayoutName, Marking, make_order, refuse_to_replace
from proceedings.cli.speak import report_error, say
from proceedings.errors import ProceedingsError, UnreadableError

if TYPE_CHECKING:
    from proceedings.build import Order

PAUSE = 0.5
"""Seconds between two looks."""


def preview(
    source: Annotated[str, typer.Argument(metavar="SRC|FILE.pdf", help="An article, or a PDF.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.png", help="The picture.")] = Path("preview.png"),
    page: Annotated[int, typer.Option(min=1, metavar="N", help="Which page.")] = 1,
    width: Annotated[int, typer.Option(min=50, max=5000, metavar="PIXELS", help="How wide the picture is.")] = 1000,
    only: Annotated[Document, typer.Option(help="Which document of an article.")] = Document.BRIEF,
    layout: LayoutName = "diplomatic",
    paper: Annotated[Paper | None, typer.Option(help="Paper; by default that of your locale.")] = None,
    size: Annotated[Size, typer.Option(help="Size of the type.")] = Size.NORMAL,
    brand: BrandFile = None,
    attribution: AttributionOption = Attribution.NAMED,
    marking: Marking = "",
    anyway: Anyway = False,
) -> None:
    """Make a picture of a page.

    A PDF is shown as it is; another article is set first, and only the picture is written.

    Example: proceedings preview article.txt --page 2 -o page2.png
    """
    from proceedings.build import typeset_document, understand, view_of
    from proceedings.pdf.preview import preview as draw
    from proceedings.pdf.publish import publish
    from proceedings.read import read_content
    from proceedings.store import write_all
    from proceedings.typeset import open_layout

    refuse_to_replace(source, out)
    if source.lower().endswith(".pdf"):
        content = read_content(source)
    else:
        order = make_order(layout, paper, brand, marking, None, anyway, attribution, size)
        opened = open_layout(order.layout, order.paper, order.fonts, order.size)
        typeset = typeset_document(only.value, view_of(understand(source, order), order), opened, order)
        content = publish(typeset.pages, typeset.faces.by_name)
    picture = draw(content, page - 1, width)
    write_all({out: picture})
    say(f"{'Written':<10} {out} (page {page}, {max(1, round(len(picture) / 1000))} KB)")


@ordered
def watch(
    sources: Annotated[list[str], typer.Argument(metavar="DIR|SRC...", help="Folders, articles.")],
    *,
    order: Order,
) -> int:
    """Build again whenever an article or a correction changes.

    It looks twice a second, until Ctrl-C.

    Example: proceedings watch drafts -o out
    """
    from proceedings.build import build, refuse_same_names
    from proceedings.typeset import open_layout
    from proceedings.typeset.opening import open_folder
    from proceedings.watch import changed, look

    for name in sources:
        if not Path(name).exists():
            raise UnreadableError("There is no such file or folder.", place=name, hint="Check the spelling.")
    folders = open_layout(order.layout, order.paper, order.fonts, order.size).folders  # a mistake in it is said at once
    shared = [path for folder in folders for path in sorted(folder.glob("*.*"))]
    say(f"{'Watching':<10} {', '.join(sources)}; Ctrl-C ends it")
    before = look((), shared)
    try:
        while True:
            now = look(sources, shared)
            open_folder.cache_clear()  # the layout may be what has changed
            for source in changed(before, now):
                try:
                    refuse_same_names(now)
                    report_build(source, build(source, order), order)
                except ProceedingsError as error:
                    report_error(error)
            before = now
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        say(f"{'Ended':<10} nothing half-written was left")
    return 0
