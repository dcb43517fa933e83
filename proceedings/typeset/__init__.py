"""Typeset proceedings: the layout engine. `Proceedings` in, pages of placements out.

template → markup → node tree → shaped words → lines → strips → pages. `typeset_brief` and `typeset_summary` are the
two documents.
"""

from __future__ import annotations

from typing import Any

from proceedings.errors import FitError, LayoutError, MissingGlyphError
from proceedings.model import AttributionMode, Proceedings
from proceedings.parts import is_verb
from proceedings.text import Source
from proceedings.typeset.blocks import set_blocks
from proceedings.typeset.edition import Edition, labels
from proceedings.typeset.fit import ladder
from proceedings.typeset.fonts import Faces
from proceedings.typeset.images import Images, find_image
from proceedings.typeset.markup import MarkupError, parse
from proceedings.typeset.opening import Layout, open_layout
from proceedings.typeset.pages import Filled, fill_pages, typeset_pages
from proceedings.typeset.placement import About, Pages
from proceedings.typeset.strips import Flow
from proceedings.typeset.templates import render, template_place
from proceedings.typeset.theme import Theme
from proceedings.typeset.twin import to_html
from proceedings.typeset.view import LOGO, Plan, View
from proceedings.values import dataclass, replace

NOTES_SPACE = 35 * 72 / 25.4
"""Ruled lines for notes need so many free points."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A typeset document: its pages, the faces they use, and the steps of the fitting ladder that were taken."""

    pages: Pages
    faces: Faces
    steps: tuple[str, ...] = ()


def typeset(proceedings: Proceedings, document: str = "brief", *, layout: str = "diplomatic", paper: str = "a4") -> Typeset:
    """Typeset the brief, or the "summary" sheet, of proceedings, as it is when nothing else is ordered.

    Raises UsageError or LayoutError for a layout, FitError, MissingGlyphError.

    >>> from proceedings.read import read
    >>> from proceedings.structure import structure
    >>> brief = typeset(structure(read("seeds/river-forum.txt")), paper="a5")
    >>> round(brief.pages.pages[0].width * 25.4 / 72)
    148
    """
    view = View(proceedings, Edition(stem=proceedings.source.name.rpartition(".")[0]))
    setting = {"brief": typeset_brief, "summary": typeset_summary}[document]
    return setting(view, open_layout(layout, paper))


def typeset_brief(view: View, layout: Layout) -> Typeset:
    """Typeset the brief: as many pages as it needs.

    Where a sidebar alone would run on to a page of its own, the template is told (`beside`) to set it in the text.
    """
    theme = layout.theme(view, "brief")
    flow, filled = lay_out(view, layout, theme, "brief", view.brief())
    if not filled.sheets[-1].strips:
        flow, filled = lay_out(view, layout, theme, "brief", view.brief() | {"beside": False})
    return finish(view, layout, theme, flow, filled, "brief", ())


def typeset_summary(view: View, layout: Layout, *, notes: bool = False, sides: int = 1) -> Typeset:
    """Typeset the summary sheet on one page (`sides`=2 allows a verso), giving up as little as it takes.

    Raises FitError when the floor of the fitting ladder is still too large.
    """
    plan = Plan(measures={})
    theme = layout.theme(view, "summary")
    flow, filled = lay_out(view, layout, theme, "summary", view.summary(plan))
    if notes and len(filled.sheets) <= sides and filled.free >= NOTES_SPACE:
        plan = replace(plan, notes=True)
        flow, filled = lay_out(view, layout, theme, "summary", view.summary(plan))
    steps: list[str] = []
    rungs = ladder(view, theme, plan)
    while len(filled.sheets) > sides:
        rung = next(rungs, None)
        if rung is None:
            raise FitError(
                f"The summary sheet does not fit on one page: {describe(filled, theme)}.",
                hint="Use --only brief to leave the sheet out, or --two-sided to let it run on to a second page.",
            )
        step, plan = rung
        steps.append(step)
        theme = layout.theme(view, "summary", plan.measures)
        flow, filled = lay_out(view, layout, theme, "summary", view.summary(plan))
    return finish(view, layout, theme, flow, filled, "summary", tuple(steps))


def lay_out(view: View, layout: Layout, theme: Theme, document: str, context: dict[str, Any]) -> tuple[Flow, Filled]:
    """Render a document's template and fill pages with it."""
    markup = render(layout.folders, document, context)
    try:
        flow = set_blocks(parse(markup, str(layout.template(document))), theme, layout.faces, image_finder(view, layout))
        return flow, fill_pages(flow, theme)
    except MarkupError as error:
        raise led_back(error, layout, document, context) from None
    except MissingGlyphError as error:
        raise located(error, view.proceedings.source) from None


def led_back(error: MarkupError, layout: Layout, document: str, context: dict[str, Any]) -> LayoutError:
    """Give a mistake in the markup its place in the template that the markup came from."""
    place = template_place(layout.folders, document, context, error.line, error.column)
    return LayoutError(str(error), place=place or str(layout.template(document)), hint=error.hint)


def write_twin(view: View, layout: Layout) -> str:
    """Write the brief as a self-contained web page, from the same template as its pages."""
    place = str(layout.template("brief"))
    root = parse(render(layout.folders, "brief", view.brief()), place)
    return to_html(root, about(view, "brief"), image_finder(view, layout))


def image_finder(view: View, layout: Layout) -> Images:
    """Give the images that a template may name: the brand's logo, and files of the layout's own."""

    def find(name: str) -> tuple[bytes, str]:
        if name == LOGO and view.edition.brand.logo is not None:
            return view.edition.brand.logo, name
        return find_image(name, layout.folders)

    return find


def finish(
    view: View, layout: Layout, theme: Theme, flow: Flow, filled: Filled, document: str, steps: tuple[str, ...]
) -> Typeset:
    """Place everything on its page."""
    return Typeset(typeset_pages(flow, filled, theme, layout.faces, about(view, document)), layout.faces, steps)


def about(view: View, document: str) -> About:
    """Say what a document says of itself."""
    common = view.common(document)
    return About(
        title=f"{common['title']}",
        lang=common["lang"],
        subject=common["kind"],
        author=view.edition.brand.issuer,
        date=view.edition.date,
        identifier=view.proceedings.source.sha256,
        keywords=mode_keywords(view),
    )


def mode_keywords(view: View) -> tuple[str, ...]:
    """Give the keyword that says that names are withheld, by which `verify` knows it."""
    mode = view.proceedings.mode
    return () if mode is AttributionMode.NAMED else (labels()[f"mode_{mode.value}"],)


def describe(filled: Filled, theme: Theme) -> str:
    """Say by how much a sheet overflows."""
    over = len(filled.sheets) - 1
    rest = sum(len(s.strips) for s in filled.sheets[1:])
    return f"{rest} lines stand on {over} further {'page' if over == 1 else 'pages'} at the smallest size allowed"


def located(error: MissingGlyphError, source: Source) -> MissingGlyphError:
    """Give a missing character its place in the source."""
    at = source.text.find(error.character)
    return MissingGlyphError(
        error.character, str(error), place=str(source.place(at)) if at >= 0 else source.name, hint=error.hint
    )


__all__ = ["Edition", "Layout", "Typeset", "View", "open_layout", "typeset", "typeset_brief", "typeset_summary", "write_twin"]

is_verb(__name__)
