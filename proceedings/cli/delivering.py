"""The commands that bring documents to people: print, email."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proceedings.cli.building import Attribution, AttributionOption, Paper, Size, build_order, paper_of_locale
from proceedings.cli.speak import say
from proceedings.errors import UsageError
from proceedings.values import replace

if TYPE_CHECKING:
    from proceedings.build import Order

MAILABLE = 7_000_000
"""Bytes of a mail that most servers let pass: many stop at 10 MB, and count what is around it, too."""

Source = Annotated[str, typer.Argument(metavar="SRC", help="The article; - is stdin.")]
LayoutName = Annotated[str, typer.Option("--layout", metavar="NAME|DIR", help="A layout by name, or its folder.")]
Marking = Annotated[str, typer.Option("--marking", metavar="TEXT", help="A handling marking, first and last.")]
BrandFile = Annotated[
    Path | None, typer.Option("--brand", metavar="FILE.toml", help="Who issues it: name or logo, colour, contact.")
]
SizeOption = Annotated[Size, typer.Option("--size", help="Size of the type.")]
EditionDate = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD|today", help="The edition's date.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Go on even with what does not look like a conference.")]


class Kind(StrEnum):
    """What a mail wants of its reader."""

    INFO = "INFO"
    ACTION = "ACTION"
    DECISION = "DECISION"


class Attach(StrEnum):
    """The documents that a mail carries."""

    BOTH = "both"
    SUMMARY = "summary"
    BRIEF = "brief"


def print_brief(
    source: Source,
    fold: Annotated[
        bool, typer.Option("--fold", help="A booklet: A5 pages, two on a side of A4 or Letter, folded once.")
    ] = False,
    two_up: Annotated[bool, typer.Option("--two-up", help="Two A5 pages beside each other on A4 or Letter.")] = False,
    grey: Annotated[bool, typer.Option("--grey", help="Without colour.")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="The file; by default out/NAME-print.pdf.")
    ] = None,
    paper: Annotated[Paper | None, typer.Option(help="Paper in the printer; by default that of your locale.")] = None,
    size: SizeOption = Size.NORMAL,
    layout: LayoutName = "diplomatic",
    brand: BrandFile = None,
    attribution: AttributionOption = Attribution.NAMED,
    marking: Marking = "",
    edition: EditionDate = None,
    anyway: Anyway = False,
) -> None:
    """Make a file of the brief for the printer.

    Mail the brief itself, not this.

    Example: proceedings print article.txt --fold --grey
    """
    from proceedings.build import output_path, understand, view_of
    from proceedings.deliver.grey import grey as without_colour
    from proceedings.deliver.impose import booklet, impose, side_by_side
    from proceedings.explain import plural, review_lines, summary_lines
    from proceedings.pdf.publish import publish
    from proceedings.store import write_all
    from proceedings.typeset import open_layout, typeset_brief

    if fold and two_up:
        raise UsageError("--fold and --two-up cannot both be had.", hint="--fold makes a booklet, --two-up saves paper.")
    sheet = paper or paper_of_locale()
    order = make_order(layout, sheet, brand, marking, edition, anyway, attribution, size, goes_out=True)
    if (fold or two_up) and sheet is Paper.A5:
        raise UsageError("Two pages do not go on A5.", hint="Use --paper a4 or --paper letter.")
    understood = understand(source, order)  # on the sheet's paper: what was approved stays so when it is folded
    if fold or two_up:
        order = replace(order, paper=Paper.A5.value)
    name = sheet.value.capitalize()
    view = view_of(understood, order)
    path = out or output_path(order.folder, view.edition.stem, "print")
    refuse_to_replace(source, path)
    typeset = typeset_brief(view, open_layout(order.layout, order.paper, order.fonts, order.size))
    pages = without_colour(typeset.pages) if grey else typeset.pages
    count = len(pages.pages)
    content = publish(pages, typeset.faces.by_name)
    if fold:
        sides = booklet(count)
        where = f" on {plural(len(sides) // 2, 'sheet')} of {name}"
        advice = f"on {name}, both sides, flipped on the short edge, unscaled; then fold the pile once, page 1 outside"
        content = impose(content, sides, sheet.value)
    elif two_up:
        sides = side_by_side(count)
        where = f" on {plural(len(sides), 'side')} of {name}"
        advice = f"on {name}, on one side, or on both sides flipped on the short edge; unscaled"
        content = impose(content, sides, sheet.value)
    else:
        where, advice = "", f"on {name}"
    write_all({path: content})
    say(*summary_lines(view.proceedings), *review_lines(understood.revision, understood.review))
    say(f"{'Written':<10} {path} ({plural(count, 'page')}{where}, {kilobytes(len(content))}); for paper only, not for mailing")
    say(f"{'Next':<10} print {path} {advice}")


def email(
    source: Source,
    to: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="Who gets it; may be given again.")] = None,
    cc: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="Who gets a copy; may be given again.")] = None,
    kind: Annotated[Kind, typer.Option(case_sensitive=False, help="What the reader is to do; opens the subject.")] = Kind.INFO,
    attach: Annotated[Attach, typer.Option(help="The documents that go with it.")] = Attach.BOTH,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="The file; by default out/NAME.eml.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the draft in your mail program.")] = False,
    layout: LayoutName = "diplomatic",
    paper: Annotated[Paper | None, typer.Option(help="Paper; by default that of your locale.")] = None,
    size: SizeOption = Size.NORMAL,
    brand: BrandFile = None,
    attribution: AttributionOption = Attribution.NAMED,
    marking: Marking = "",
    edition: EditionDate = None,
    anyway: Anyway = False,
) -> None:
    """Draft a mail with the documents attached; nothing is sent.

    Example: proceedings email article.txt --to 'Ana Ruiz <ana@example.org>' --open
    """
    from tempfile import TemporaryDirectory

    from proceedings.build import DOCUMENTS, build, view_of
    from proceedings.deliver.draft import Enclosure, addresses, draft
    from proceedings.deliver.letter import letter
    from proceedings.explain import plural, review_lines, summary_lines
    from proceedings.store import write_all
    from proceedings.typeset import open_layout

    receivers, copies = addresses(to or ()), addresses(cc or ())
    documents = DOCUMENTS if attach is Attach.BOTH else (attach.value,)
    order = make_order(layout, paper, brand, marking, edition, anyway, attribution, size, goes_out=True)
    order = replace(order, documents=documents)
    with TemporaryDirectory(prefix="proceedings-") as folder:  # a build writes files, and these are the files to be mailed
        built = build(source, replace(order, folder=Path(folder)))
        enclosures = tuple(Enclosure(file.path.name, file.path.read_bytes(), file.pages) for file in built.files)
    view = view_of(built.understood, order)
    path = out or order.folder / f"{view.edition.stem}.eml"
    refuse_to_replace(source, path)
    opened = open_layout(order.layout, order.paper, order.fonts, order.size)
    written = letter(view, opened, kind.value.lower(), documents, enclosures)
    content = draft(written, receivers, copies, order.date)
    write_all({path: content})
    say(*summary_lines(built.proceedings), *review_lines(built.understood.revision, built.understood.review))
    say(f"{'Subject':<10} {written.subject}")
    lead = "Attached"
    for enclosure in enclosures:
        say(f"{lead:<10} {enclosure.name} ({plural(enclosure.pages, 'page')}, {kilobytes(len(enclosure.content))})")
        lead = ""
    say(f"{'Written':<10} {path} ({kilobytes(len(content))}); nothing was sent")
    if len(content) > MAILABLE:
        say(f"{'Notice':<10} the mail is larger than 7 MB: many servers refuse it; --attach summary makes it smaller")
    if show and not opened_by_desktop(path):
        say(f"{'Notice':<10} the draft could not be opened: your system has no program for .eml files")
    say(f"{'Next':<10} {'' if show else f'open {path} in your mail program, '}read it, and send it from there")


def opened_by_desktop(path: Path) -> bool:
    """Open a file with the program that the desktop has for it, whose own messages nobody asked for; tell whether one began."""
    if sys.platform == "win32":
        return typer.launch(str(path)) == 0
    try:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        return (
            subprocess.run([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
            == 0
        )
    except OSError:
        return False


def make_order(
    layout: str,
    paper: Paper | None,
    brand: Path | None,
    marking: str,
    edition: str | None,
    anyway: bool,
    attribution: Attribution,
    size: Size,
    goes_out: bool = False,
) -> Order:
    """Give the order of a command that has some of the options of a build; the configuration says the others.

    goes_out: whether what is made goes to others, so that `strict` in the configuration counts.
    """
    from proceedings.config import settings

    found = {name: setting.value for name, setting in settings().items()}
    return build_order(
        folder=Path(found["out"]),
        layout=layout,
        paper=paper,
        size=size,
        brand=brand,
        attribution=attribution,
        marking=marking,
        edition=edition,
        anyway=anyway,
        strict=goes_out and found["strict"],
        no_attach=found["no-attach"],
        two_sided=found["two-sided"],
        notes=found["notes"],
    )


def refuse_to_replace(source: str, path: Path) -> None:
    """Raise UsageError when the result would take the article's place."""
    if path.exists() and source != "-" and path.samefile(source):
        raise UsageError("The result would replace the article.", place=str(path), hint="Name another file with -o.")


def kilobytes(size: int) -> str:
    """Write a size in KB, or in MB where it is large."""
    return f"{max(1, round(size / 1000))} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
