"""The story of a build, one call an arrow: article → source → proceedings → corrections laid over → pages → PDF → files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from proceedings import __version__
from proceedings.errors import NoConferenceError, OrphanError, ReviewError, UsageError
from proceedings.jsonform import to_json
from proceedings.model import AttributionMode, Proceedings
from proceedings.pdf.publish import Attachment, publish
from proceedings.revise import understand as read_and_revise
from proceedings.revise.approval import Review, content_of, review_of
from proceedings.revise.overlay import Revision
from proceedings.store import write_all
from proceedings.typeset import Edition, Layout, Typeset, View, open_layout, typeset_brief, typeset_summary, write_twin
from proceedings.typeset.brand import Brand
from proceedings.typeset.edition import labels
from proceedings.typeset.layouts import find_layout, layouts_folder
from proceedings.typeset.opening import fingerprint
from proceedings.values import dataclass, field

DOCUMENTS = ("brief", "summary")


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for.

    folder: where the PDFs go; layout: a name or a folder; paper: "a4", "letter", "a5"; size: "normal", "large";
    documents: which of `DOCUMENTS`; fonts: the user's own fallback fonts; brand: who issues them; date: ISO date of
    the edition or None; anyway: build even what is no conference; html: write the brief as a web page too; sides:
    how many the sheet may take; mode: who may be told to have said what; strict: only what was reviewed; people: the house file
    for articles that have none beside them; lexicon: words of the user's own; clobber: existing files may be replaced.
    """

    folder: Path = Path("out")
    layout: str = "diplomatic"
    paper: str = "a4"
    size: str = "normal"
    documents: tuple[str, ...] = DOCUMENTS
    marking: str = ""
    fonts: tuple[Path, ...] = ()
    date: str | None = None
    brand: Brand = field(default_factory=Brand)
    anyway: bool = False
    attach: bool = True
    html: bool = False
    notes: bool = False
    clobber: bool = True
    sides: int = 1
    mode: AttributionMode = AttributionMode.NAMED
    strict: bool = False
    people: Path | None = None
    lexicon: Path | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What is known of an article: its bytes, what was understood and decided of it, what of that is printed (names may be
    withheld), and whether this edition was approved.
    """

    original: bytes
    revision: Revision
    proceedings: Proceedings
    review: Review = field(default_factory=Review)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path, size, pages (0: it has none), and the steps of the fitting ladder."""

    path: Path
    size: int
    pages: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """The result of one build: what was understood, and the files."""

    understood: Understood
    files: tuple[Written, ...]

    @property
    def proceedings(self) -> Proceedings:
        return self.understood.proceedings


def build(path: Path | str, order: Order) -> Built:
    """Build the documents of one article and write them, all or none.

    Raises UnreadableError, NoConferenceError, LayoutError, FitError, MissingGlyphError, WriteError; then nothing was written.
    """
    understood = understand(path, order)
    original, proceedings = understood.original, understood.proceedings
    layout = open_layout(order.layout, order.paper, order.fonts, order.size)
    view = view_of(understood, order)
    stem = view.edition.stem
    typeset = {name: typeset_document(name, view, layout, order) for name in DOCUMENTS if name in order.documents}
    attached = attachments(proceedings, original) if order.attach and order.mode is AttributionMode.NAMED else ()
    contents = {
        output_path(order.folder, stem, name): publish(t.pages, t.faces.by_name, attached if name == "brief" else ())
        for name, t in typeset.items()
    }
    files = [
        Written(path, len(content), len(t.pages.pages), t.steps)
        for (path, content), t in zip(contents.items(), typeset.values(), strict=True)
    ]
    if order.html:
        path = order.folder / f"{stem}-brief.html"
        contents[path] = write_twin(view, layout).encode()
        files.append(Written(path, len(contents[path]), 0, ()))
    write_all(contents, order.clobber)
    return Built(understood, tuple(files))


def typeset_document(name: str, view: View, layout: Layout, order: Order) -> Typeset:
    """Typeset one of `DOCUMENTS`. Raises LayoutError, FitError, MissingGlyphError."""
    if name == "brief":
        return typeset_brief(view, layout)
    return typeset_summary(view, layout, notes=order.notes, sides=order.sides)


def understand(path: Path | str, order: Order) -> Understood:
    """Read an article, understand it, lay over it what people decided, and withhold what may not be told: the one place where
    every command gets it.

    Raises UnreadableError; UsageError for a broken sidecar, or when layout, brand or reviewer tell what is withheld;
    NoConferenceError unless `anyway`; with `strict`, OrphanError where corrections no longer match, ReviewError where no
    approval holds.
    """
    original, revision = read_and_revise(path, order.people, order.lexicon)
    if not order.anyway:
        refuse_no_conference(revision.proceedings, str(path))
    understood = regard(original, revision, order)
    if order.strict:
        refuse_unreviewed(revision, understood.review, str(path))
    return understood


def regard(original: bytes, revision: Revision, order: Order) -> Understood:
    """Tell whether an edition was approved, and withhold what may not be told in it.

    Raises UsageError, as `understand` does.
    """
    proceedings, review = revision.proceedings, Review()
    if revision.sidecar.approval is not None:
        review = review_of(revision.sidecar, parts_of(revision, order))
    if order.mode is not AttributionMode.NAMED:
        from proceedings.scrub import scrub

        refuse_told(proceedings, order, review)
        proceedings = scrub(proceedings, order.mode, labels())
    return Understood(original, revision, proceedings, review)


def refuse_told(proceedings: Proceedings, order: Order, review: Review) -> None:
    """Raise UsageError when marking, brand, reviewer or a layout of the user's own name somebody whom the mode withholds."""
    from proceedings.scrub import told_in

    brand = order.brand
    own = {"the marking": order.marking or brand.marking, "the issuer": brand.issuer, "the logo": brand.logo_alt}
    own |= {"the contact": brand.contact, "the disclaimer": brand.disclaimer, "the reference": brand.reference}
    own |= {"the approval": review.by or ""}
    folder = find_layout(order.layout)
    if folder.parent.resolve() != layouts_folder().resolve():
        own |= {str(file): file.read_text(encoding="utf-8", errors="replace") for file in sorted(folder.glob("*.html"))}
    for place, words in own.items():
        if told_in(words, proceedings, order.mode):
            raise UsageError(
                f"In the mode “{order.mode.value}” nobody who spoke may be named, and {place} does.",
                hint="Take the name out, or use --attribution named.",
            )


def parts_of(revision: Revision, order: Order) -> dict[str, str | bytes]:
    """Give everything that an approval is bound to: what changes the bytes of an edition, but for the approval itself."""
    return {**content_of(revision), **parts_of_order(order)}


def parts_of_order(order: Order) -> dict[str, str | bytes]:
    """Give those of the parts that are the same for every article: how it is set, and by what. Raises LayoutError."""
    return {
        "layout": fingerprint(open_layout(order.layout, order.paper, order.fonts, order.size)),
        "fonts": b"".join(font.read_bytes() for font in order.fonts),
        "brand": repr(order.brand),
        "paper": order.paper,
        "size": order.size,
        "mode": order.mode.value,
        "marking": order.marking or order.brand.marking,
        "version": __version__,
        **({"lexicon": order.lexicon.read_bytes()} if order.lexicon else {}),
    }


def refuse_unreviewed(revision: Revision, review: Review, place: str) -> None:
    """Raise OrphanError where corrections no longer match, ReviewError where no approval holds."""
    lost = len(revision.orphaned)
    if lost:
        raise OrphanError(
            f"{'A correction no longer matches' if lost == 1 else f'{lost} corrections no longer match'} the source.",
            place=place,
            hint="proceedings correct SRC without --strict says which; decide them anew, or take them out of the sidecar.",
        )
    if not review.holds:
        why = f"the approval has lapsed: {lapse(review)}" if review.has_lapsed else "nobody has approved it"
        raise ReviewError(f"The review is outstanding: {why}.", place=place, hint="proceedings approve SRC --by NAME")


def lapse(review: Review) -> str:
    """Say what has changed since an approval."""
    return f"changed since: {', '.join(review.changed)}"


def view_of(understood: Understood, order: Order) -> View:
    """Give what there is to say of an article, in the edition that was ordered, dated as ordered or else as approved."""
    proceedings, review = understood.proceedings, understood.review
    edition = Edition(
        stem=Path(proceedings.source.name).stem,
        marking=order.marking or order.brand.marking,
        date=order.date or review.on,
        reviewed_by=review.by,
        reviewed_on=review.on,
        brand=order.brand,
    )
    return View(proceedings, edition)


def attachments(proceedings: Proceedings, original: bytes) -> tuple[Attachment, ...]:
    """Give the files that go with a brief: the article as it was read, and what was understood of it."""
    name = proceedings.source.name
    return (
        Attachment(name, original, "Source", proceedings.source.mime, "The article that this brief was made from"),
        Attachment(
            f"{Path(name).stem}.proceedings.json",
            to_json(proceedings).encode(),
            "Data",
            "application/json",
            "Sentences, sections, speakers and event facts, as understood",
        ),
    )


def refuse_no_conference(proceedings: Proceedings, place: str) -> None:
    """Raise NoConferenceError when the structurer saw none, with what it looked for."""
    for notice in proceedings.notices:
        if notice.code == "no-conference":
            raise NoConferenceError(
                notice.text,
                place=place,
                hint="If it is one all the same, build it with --anyway and review what was understood.",
            )


def output_path(folder: Path, stem: str, document: str) -> Path:
    """Name an output file: out/NAME-brief.pdf."""
    return folder / f"{stem}-{document}.pdf"


def refuse_same_names(sources: Iterable[Path | str]) -> None:
    """Raise UsageError when two sources of one run would write the same files."""
    seen: dict[str, Path | str] = {}
    for source in sources:
        stem = (Path(source).stem if str(source) != "-" else "stdin").casefold()
        if stem in seen:
            raise UsageError(
                f"“{seen[stem]}” and “{source}” would both write {stem}-brief.pdf.",
                hint="Build them one by one into different folders (-o), or rename one.",
            )
        seen[stem] = source
