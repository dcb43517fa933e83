"""The commands that read articles: build, structure, verify."""

from __future__ import annotations

import functools
import inspect
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from proceedings.cli.speak import each, put, say, visible
from proceedings.errors import UsageError

if TYPE_CHECKING:
    from proceedings.build import Built, Order

LETTER_LOCALES = ("en_US", "en_CA", "fr_CA", "es_MX", "es_US")
"""Locales whose printers hold Letter paper."""


class Paper(StrEnum):
    """Papers that can be named on the command line."""

    A4 = "a4"
    LETTER = "letter"
    A5 = "a5"


class Size(StrEnum):
    """Sizes of type."""

    NORMAL = "normal"
    LARGE = "large"


class Attribution(StrEnum):
    """Who may be told to have said what."""

    NAMED = "named"
    UNATTRIBUTED = "unattributed"
    CHATHAM = "chatham"


class Document(StrEnum):
    """The two documents."""

    BRIEF = "brief"
    SUMMARY = "summary"


AttributionOption = Annotated[
    Attribution, typer.Option("--attribution", help="Who is named; chatham: nobody, nor for whom they speak.")
]


def build_order(
    folder: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Where the PDFs go.")] = Path("out"),
    layout: Annotated[str, typer.Option(metavar="NAME|DIR", help="A layout by name, or its folder.")] = "diplomatic",
    paper: Annotated[Paper | None, typer.Option(help="Paper; by default that of your locale.")] = None,
    size: Annotated[Size, typer.Option(help="Size of the type.")] = Size.NORMAL,
    only: Annotated[Document | None, typer.Option(help="Build one of the two documents.")] = None,
    brand: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Who issues it: name or logo, colour, contact.")
    ] = None,
    attribution: AttributionOption = Attribution.NAMED,
    marking: Annotated[str, typer.Option(metavar="TEXT", help="A handling marking for the top and foot of every page.")] = "",
    edition: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD|today", help="The edition's date.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Build even what does not look like a conference.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Only what was reviewed and approved.")] = False,
    no_attach: Annotated[bool, typer.Option("--no-attach", help="Leave the article and the data out of the brief.")] = False,
    html: Annotated[bool, typer.Option("--html", help="Write the brief as a web page too.")] = False,
    no_clobber: Annotated[bool, typer.Option("--no-clobber", help="Replace no file that is there already.")] = False,
    two_sided: Annotated[bool, typer.Option("--two-sided", help="Let the summary sheet run on to a second page.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Ruled lines for notes where the sheet has room.")] = False,
) -> Order:
    """Give the order that the options of a build make: they are declared here for every command that builds."""
    from proceedings.patterns import keeping

    with keeping():
        from proceedings.build import DOCUMENTS, Order
        from proceedings.config import load_config
        from proceedings.model import AttributionMode
        from proceedings.typeset.brand import Brand, known_marking, load_brand

    config = load_config()
    return Order(
        folder=folder,
        layout=layout,
        paper=(paper or paper_of_locale()).value,
        size=size.value,
        documents=(only.value,) if only else DOCUMENTS,
        brand=load_brand(brand) if brand else Brand(),
        marking=known_marking(marking),
        fonts=config.fonts,
        people=config.people,
        lexicon=config.lexicon,
        strict=strict,
        date=edition_date(edition),
        anyway=anyway,
        attach=not no_attach,
        html=html,
        notes=notes,
        sides=2 if two_sided else 1,
        clobber=not no_clobber,
        mode=AttributionMode(attribution.value),
    )


def ordered(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of `build_order` in the place of its parameter `order`."""
    names = {"Order": Any}  # it is not loaded before a command is called
    own, options = (inspect.signature(function, locals=names, eval_str=True) for function in (command, build_order))

    @functools.wraps(command)
    def run(**values: Any) -> int:
        order = build_order(**{name: values.pop(name) for name in options.parameters})
        return command(**values, order=order)

    declared = [p for name, p in own.parameters.items() if name != "order"] + list(options.parameters.values())
    keywords = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in declared]
    vars(run)["__signature__"] = inspect.Signature(keywords, return_annotation=int)
    run.__annotations__ = {p.name: p.annotation for p in keywords} | {"return": int}
    return run


@ordered
def build(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SRC]...", help="Articles; - is stdin; none is all of ./seeds")
    ] = None,
    *,
    order: Order,
    show: Annotated[bool, typer.Option("--open", help="Open the PDFs when they are written.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print a line of JSON an article: what was found and written.")] = False,
) -> int:
    """Build the brief and the summary sheet of each article.

    Example: proceedings build article.txt -o out --paper letter
    """
    from proceedings.build import build as build_one
    from proceedings.build import refuse_same_names

    articles = sources or seeds()
    refuse_same_names(articles)

    def make(source: str) -> None:
        built = build_one(source, order)
        report_build(source, built, order)
        if json:
            put(line_of(source, built, order))
        if show:
            open_files(file.path for file in built.files)

    return each(articles, make)


def structure(
    sources: Annotated[list[str], typer.Argument(metavar="SRC...", help="Articles; - is stdin.")],
    json: Annotated[bool, typer.Option("--json", help="Print one line of JSON an article.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Print every sentence with the rule that decided.")] = False,
) -> int:
    """Say what was understood of each article, and why; writes no file.

    Example: proceedings structure article.txt --explain
    """
    from proceedings.config import load_config
    from proceedings.explain import explanation, overview
    from proceedings.jsonform import to_json
    from proceedings.revise import understand

    config = load_config()

    def show(source: str) -> None:
        proceedings = understand(source, config.people, config.lexicon)[1].proceedings
        if json:
            put(to_json(proceedings).encode() + b"\n")
        else:
            text = explanation(proceedings) if explain else overview(proceedings)
            put(visible(text).encode(getattr(sys.stdout, "encoding", None) or "utf-8", "replace"))

    return each(sources, show)


def verify(
    paper: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A brief or a summary sheet.")],
    source: Annotated[str | None, typer.Argument(metavar="[SRC]", help="The article; by default the one in the file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Check that a paper says what its source says, letter for letter.

    Example: proceedings verify out/article-brief.pdf article.txt
    """
    from proceedings.config import load_config
    from proceedings.errors import CheckError
    from proceedings.pdf.verify import verify as compare
    from proceedings.read import read_content
    from proceedings.revise import understand
    from proceedings.structure import ownwords

    config = load_config()
    ownwords.use(config.lexicon)
    if source is None:
        verdict = compare(read_content(paper), None, str(paper))
    else:
        original, revision = understand(source, config.people, config.lexicon)
        verdict = compare(read_content(paper), original, source, revision)
    if json:
        from proceedings.cli.telling import put_json

        put_json({"paper": str(paper), "source": verdict.source, "compared": verdict.compared, "findings": verdict.findings})
    for finding in verdict.findings:
        say(f"{paper}: {finding}")
    if verdict.findings:
        raise CheckError("The paper does not match its source.", place=str(paper), hint="Build it again from the source.")
    say(f"{'Verified':<10} {paper}: {verdict.compared} pieces are the words of {verdict.source}, letter for letter")


def seeds() -> list[str]:
    """List the articles of ./seeds."""
    from proceedings.read import is_article

    found = sorted(str(path) for path in Path("seeds").glob("*") if is_article(path.name))
    if not found:
        raise UsageError("No article was named, and there is none in ./seeds.", hint="proceedings build article.txt")
    return found


def paper_of_locale() -> Paper:
    """Choose the paper that the user's locale prints on."""
    locale = next((v for v in map(os.environ.get, ("LC_ALL", "LC_PAPER", "LANG")) if v), "")
    return Paper.LETTER if locale.startswith(LETTER_LOCALES) else Paper.A4


def edition_date(given: str | None) -> str | None:
    """Find the edition's date: SOURCE_DATE_EPOCH, else --date, else none. Always UTC; the clock only for "today"."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”, not a number of seconds.") from None
    if given is None:
        return None
    if given == "today":
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError(f"“{given}” is no date.", hint="Write it as --date 2026-11-24, or --date today.") from None


def report_build(source: str, built: Built, order: Order) -> None:
    """Say what a build read, found, doubted, set aside and wrote, and what to type next."""
    from proceedings.explain import review_lines, summary_lines

    say(*summary_lines(built.proceedings), *review_lines(built.understood.revision, built.understood.review))
    lead = "Written"
    for file in built.files:
        pages = "1 page" if file.pages == 1 else f"{file.pages} pages" if file.pages else "web page"
        steps = f"; to fit: {', '.join(file.steps)}" if file.steps else ""
        say(f"{lead:<10} {file.path} ({pages}, {max(1, round(file.size / 1000))} KB{steps})")
        lead = ""
    if order.mode != "named":
        say(f"{'Next':<10} read every page: names were taken out by rule, and only a person can tell what gives a speaker away")
    elif built.understood.revision.open and source != "-":
        say(f"{'Next':<10} proceedings review {quoted(source)}   (source and pages side by side, what is doubtful first)")
    else:
        say(f"{'Next':<10} proceedings structure {quoted(source)} --explain   (shows who says what, and why)")


def line_of(source: str, built: Built, order: Order) -> bytes:
    """Give the line of JSON about a build: that of a report of `batch`, without what only an archive needs."""
    from json import dumps

    from proceedings.batch.worker import done

    record = {"source": source, "status": "built", **done(built, order.folder)}
    return dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def open_files(paths: Iterable[Path]) -> None:
    """Open files with what the desktop has for them."""
    from proceedings.cli.delivering import opened_by_desktop

    for path in paths:
        if not opened_by_desktop(path):
            say(f"{'Notice':<10} {path} could not be opened: your system has no program for such files")


def quoted(source: str) -> str:
    """Quote a file name for a shell, where it needs it."""
    import shlex

    return shlex.quote(source)
