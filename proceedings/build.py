"""The story of a build, one call an arrow: article → source → proceedings → pages → PDF → files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from proceedings.errors import NoConferenceError, UsageError, WriteError
from proceedings.jsonform import to_json
from proceedings.model import AttributionMode, Proceedings
from proceedings.pdf.publish import Attachment, publish
from proceedings.read import name_of, read_bytes, read_content
from proceedings.scrub import scrub, told_in
from proceedings.structure import structure
from proceedings.typeset import Edition, Typeset, View, open_layout, typeset_brief, typeset_summary, write_twin
from proceedings.typeset.brand import Brand
from proceedings.typeset.edition import labels
from proceedings.typeset.layouts import find_layout, layouts_folder

DOCUMENTS = ("brief", "summary")


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for.

    folder: where the PDFs go; layout: a name or a folder; paper: "a4", "letter", "a5"; size: "normal", "large";
    documents: which of `DOCUMENTS`; fonts: the user's own fallback fonts; brand: who issues them; date: ISO date of
    the edition or None; anyway: build even what is no conference; html: write the brief as a web page too; sides:
    how many the sheet may take; mode: who may be told to have said what.
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
    sides: int = 1
    mode: AttributionMode = AttributionMode.NAMED


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

    proceedings: Proceedings
    files: tuple[Written, ...]


def build(path: Path | str, order: Order) -> Built:
    """Build the documents of one article and write them, all or none.

    Raises UnreadableError, NoConferenceError, LayoutError, FitError, MissingGlyphError, WriteError; then nothing was written.
    """
    original, proceedings = understand(path, order)
    layout = open_layout(order.layout, order.paper, order.fonts, order.size)
    view = view_of(proceedings, order)
    stem = view.edition.stem
    typeset: dict[str, Typeset] = {}
    if "brief" in order.documents:
        typeset["brief"] = typeset_brief(view, layout)
    if "summary" in order.documents:
        typeset["summary"] = typeset_summary(view, layout, notes=order.notes, sides=order.sides)
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
    write_all(contents)
    return Built(proceedings, tuple(files))


def understand(path: Path | str, order: Order) -> tuple[bytes, Proceedings]:
    """Read an article and understand it, and withhold what may not be told; gives its bytes too.

    Raises UnreadableError, NoConferenceError unless `anyway`, UsageError when layout or brand tell what is withheld.
    """
    original = read_content(path)
    proceedings = structure(read_bytes(original, name_of(path)))
    if not order.anyway:
        refuse_no_conference(proceedings, str(path))
    if order.mode is AttributionMode.NAMED:
        return original, proceedings
    refuse_told(proceedings, order)
    return original, scrub(proceedings, order.mode, labels())


def refuse_told(proceedings: Proceedings, order: Order) -> None:
    """Raise UsageError when marking, brand or a layout of the user's own name somebody whom the mode withholds."""
    brand = order.brand
    own = {"the marking": order.marking or brand.marking, "the issuer": brand.issuer, "the logo": brand.logo_alt}
    own |= {"the contact": brand.contact, "the disclaimer": brand.disclaimer, "the reference": brand.reference}
    folder = find_layout(order.layout)
    if folder.parent.resolve() != layouts_folder().resolve():
        own |= {str(file): file.read_text(encoding="utf-8", errors="replace") for file in sorted(folder.glob("*.html"))}
    for place, words in own.items():
        if told_in(words, proceedings, order.mode):
            raise UsageError(
                f"In the mode “{order.mode.value}” nobody who spoke may be named, and {place} does.",
                hint="Take the name out, or use --attribution named.",
            )


def view_of(proceedings: Proceedings, order: Order) -> View:
    """Give what there is to say of an article, in the edition that was ordered."""
    stem = Path(proceedings.source.name).stem
    marking = order.marking or order.brand.marking
    return View(proceedings, Edition(stem=stem, marking=marking, date=order.date, brand=order.brand))


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


def write_all(contents: dict[Path, bytes]) -> None:
    """Write files whole or not at all: each into a temporary file beside its place, all renamed when all are written.

    Raises WriteError with the path and the system's reason.
    """
    temporary: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "a folder has this name")
            with NamedTemporaryFile(dir=path.parent, prefix=".proceedings-", suffix=".tmp", delete=False) as file:
                temporary.append((Path(file.name), path))
                file.write(content)
        for made, path in temporary:
            made.chmod(0o666 & ~current_umask())
            made.replace(path)
    except OSError as error:
        raise WriteError(
            f"The file cannot be written: {error.strerror or error}.",
            place=str(path),
            hint="Name another folder with -o, or free the place.",
        ) from None
    finally:
        for made, _ in temporary:
            with suppress(OSError):
                made.unlink()


def current_umask() -> int:
    """Ask for the process's file mode mask (the system only tells it by changing it)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
