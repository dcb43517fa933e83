"""The commands by which people decide: correct, approve, review."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proceedings.cli.building import Attribution, AttributionOption, Paper, Size, quoted
from proceedings.cli.delivering import Anyway, BrandFile, LayoutName, Marking, Source
from proceedings.cli.speak import say
from proceedings.errors import ReviewError, UsageError

if TYPE_CHECKING:
    from proceedings.build import Order
    from proceedings.revise.entries import Correction, Fact, Person, Sidecar, Stamp
    from proceedings.revise.overlay import Revision

Decider = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; by default your login name.")]


def correct(
    source: Source,
    item: Annotated[
        str | None, typer.Argument(metavar="[ITEM]", help="A sentence: its words, s14 (structure --explain), or ¶7.")
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option("--speaker", metavar="NAME", help="Who says it; nobody; participants; given again: several."),
    ] = None,
    section: Annotated[
        str | None, typer.Option(metavar="SECTION", help="background, opening, working, concluding, outcome, headline.")
    ] = None,
    session: Annotated[str | None, typer.Option(metavar="TITLE", help="The session it belongs to, by its title.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Print this in its place, marked as corrected.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Set it aside.")] = False,
    key: Annotated[bool, typer.Option("--key", help="Make it a key message.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Confirm it as it is: right speaker, or rightly carried over.")] = False,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="Say of a person, with the options that follow.", show_default=False)
    ] = None,
    honorific: Annotated[str | None, typer.Option(metavar="WORDS", help="Of --person; empty: none.")] = None,
    role: Annotated[str | None, typer.Option(metavar="WORDS", help="Of --person; empty: none.")] = None,
    affiliation: Annotated[str | None, typer.Option(metavar="WORDS", help="Of --person; empty: none.")] = None,
    also: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Another name of --person.")] = None,
    same_as: Annotated[str | None, typer.Option(metavar="NAME", help="--person is this one.")] = None,
    event: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=VALUE", help="A fact: title, date, venue, city, organizers, with, participants."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last step, or all of ITEM.")] = False,
    by: Decider = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the correction.")] = "",
) -> None:
    """Put right what was understood of an article.

    It is kept beside the article and laid over it in every build.

    Example: proceedings correct article.txt s14 --speaker 'Ana Ruiz'
    """
    from proceedings.explain import plural, told
    from proceedings.revise.editing import decide as with_entries
    from proceedings.revise.entries import Person
    from proceedings.revise.items import correct as correction
    from proceedings.revise.items import find_fact, find_name, find_section, find_sentences, find_speakers, one_sentence
    from proceedings.revise.items import keep as confirmation
    from proceedings.revise.overlay import overlay
    from proceedings.revise.storage import change as keep_change

    revision = revised(source)
    of_sentence = bool(speaker or section or session or text is not None or drop or key or keep)
    of_person = [honorific, role, affiliation, same_as] != [None] * 4 or bool(also)
    if undo:
        if of_sentence or person or event:
            raise UsageError("--undo stands alone, or with an ITEM.", hint="proceedings correct SRC --undo")
        undone(source, revision, item)
        return
    if item is None and of_sentence:
        raise UsageError("Which sentence?", hint="proceedings correct SRC s14 --speaker NAME; structure --explain numbers them")
    if item is not None and not of_sentence:
        raise UsageError(
            "What is to be corrected of it?", hint="--speaker, --section, --session, --text, --drop, --key or --keep"
        )
    if of_person and person is None:
        raise UsageError("Which person?", hint="proceedings correct SRC --person NAME --role WORDS")
    if person is not None and not of_person:
        raise UsageError("What is to be said of the person?", hint="--honorific, --role, --affiliation, --also or --same-as")
    if item is None and person is None and not event:
        show_corrections(revision)
        return
    entries: list[Correction | Person | Fact] = [find_fact(fact) for fact in event or ()]
    if person is not None:
        name = find_name(revision, person)
        other = find_name(revision, same_as) if same_as else None
        entries.append(Person(name, honorific, role, affiliation, tuple(also or ()), other))
    sentences = find_sentences(revision, item) if item is not None else ()
    if text is not None or key:
        one_sentence(revision, sentences, "--text" if text is not None else "--key")
    for i in sentences:
        if keep:
            entries.append(confirmation(revision, i))
        if keep and not (speaker or section or session or text is not None or drop or key):
            continue
        entries.append(
            correction(
                revision,
                i,
                speakers=find_speakers(revision, speaker) if speaker else None,
                section=find_section(section) if section else None,
                session=session,
                text=text,
                drop=True if drop else None,
                key=True if key else None,
            )
        )
    stamp = stamp_of(by, note)

    def step(sidecar: Sidecar) -> Sidecar:
        changed = with_entries(sidecar, entries, stamp)
        overlay(revision.understood, changed, revision.house)
        return changed

    kept = keep_change(source, step)
    after = overlay(revision.understood, kept, revision.house)
    for entry in entries:
        say(f"{'Corrected':<10} {told(after, entry)}")
    total = len(kept.corrections) + len(kept.persons) + len(kept.facts)
    say(f"{'Kept in':<10} {kept.path} ({plural(total, 'entry', 'entries')})")
    report_open(source, after)


def approve(
    source: Source,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who reviewed it; printed.")],
    with_doubts: Annotated[bool, typer.Option("--with-doubts", help="Even while attributions are in doubt.")] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Kept with the approval, not printed.")] = "",
    layout: LayoutName = "diplomatic",
    paper: Annotated[Paper | None, typer.Option(help="Paper; by default that of your locale.")] = None,
    size: Annotated[Size, typer.Option(help="Size of the type.")] = Size.NORMAL,
    brand: BrandFile = None,
    marking: Marking = "",
    attribution: AttributionOption = Attribution.NAMED,
    anyway: Anyway = False,
) -> None:
    """Approve an edition: it is printed as reviewed.

    An approval lapses by itself when anything changes that is printed.

    Example: proceedings approve article.txt --by 'Ana Ruiz'
    """
    from proceedings.build import parts_of, understand
    from proceedings.cli.delivering import make_order
    from proceedings.revise.approval import digests
    from proceedings.revise.editing import approve as with_approval
    from proceedings.revise.entries import Approval
    from proceedings.revise.items import listed, shortened
    from proceedings.revise.storage import StaleError, save

    if not by.strip():
        raise UsageError("Who approves it?", hint="proceedings approve SRC --by NAME")
    order: Order = make_order(layout, paper, brand, marking, None, anyway, attribution, size)
    revision = understand(source, order).revision
    if (revision.open or revision.orphaned) and not with_doubts:
        found = len(revision.open) + len(revision.orphaned)
        orphans = "".join(f"\n    no longer matches: {shortened(s.correction.anchor.quote)}" for s in revision.orphaned)
        raise ReviewError(
            f"{found} still open:{listed(revision.proceedings, revision.open)}{orphans}",
            place=source,
            hint="decide them (proceedings review SRC, proceedings correct SRC s14 …), or add --with-doubts",
        )
    digest, parts = digests(parts_of(revision, order))
    approval = Approval(" ".join(by.split()), datetime.now(UTC), digest, parts, note)
    try:
        kept = save(with_approval(revision.sidecar, approval))
    except StaleError:
        raise ReviewError(
            "The corrections were changed by somebody else in the meantime; nothing was approved.",
            place=str(revision.sidecar.path),
            hint="Look at what was changed, then approve it again.",
        ) from None
    made = kept.approval
    day = (made or approval).when.date().isoformat()
    say(f"{'Approved':<10} {source} by {approval.by}, {day}: layout {layout}, paper {order.paper}")
    say(f"{'Kept in':<10} {kept.path}; it lapses by itself when the article, a correction, the layout or the paper changes")
    say(f"{'Next':<10} proceedings build {quoted(source)} --strict")


def review(
    source: Source,
    terminal: Annotated[bool, typer.Option("--terminal", help="In the terminal: only what is in doubt.")] = False,
    by: Decider = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in your browser.")] = True,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="A port of this computer; 0: a free one.")] = 0,
    layout: LayoutName = "diplomatic",
    paper: Annotated[Paper | None, typer.Option(help="Paper; by default that of your locale.")] = None,
    size: Annotated[Size, typer.Option(help="Size of the type.")] = Size.NORMAL,
    brand: BrandFile = None,
    marking: Marking = "",
    anyway: Anyway = False,
) -> None:
    """Decide in the browser, source and pages side by side.

    What is in doubt comes first; each decision is kept at once.

    Example: proceedings review article.txt --by 'Ana Ruiz'
    """
    if terminal:
        from proceedings.cli.dialogue import go_through

        go_through(source, revised(source), stamp_of(by, ""))
        return
    from proceedings.cli.delivering import make_order
    from proceedings.review.desk import Desk

    try:
        from proceedings.review.server import serve
    except ImportError:
        raise UsageError(
            "The review page needs a few more packages.",
            hint=f'pip install "proceedings-builder[review]", or: proceedings review {quoted(source)} --terminal',
        ) from None

    revised(source)
    order = make_order(layout, paper, brand, marking, None, anyway, Attribution.NAMED, size)
    desk = Desk(Path(source), order, decider(by))

    def opened(address: str) -> None:
        say(f"{'Review':<10} {address}", f"{'':<10} on this computer only; each decision is kept at once; Ctrl-C ends it")
        if browser:
            import webbrowser

            webbrowser.open(address)

    serve(desk, opened, port)
    say(f"{'Next':<10} proceedings build {quoted(source)}")


# -- parts ----------------------------------------------------------------------------------------------------------------


def revised(source: str) -> Revision:
    """Read an article with its corrections."""
    from proceedings.config import load_config
    from proceedings.revise import understand

    if source == "-":
        raise UsageError(
            "Corrections are kept beside the article, and standard input is no file.",
            hint="Save the article as a file and name that.",
        )
    config = load_config()
    return understand(source, config.people, config.lexicon)[1]


def stamp_of(by: str | None, note: str) -> Stamp:
    """Say who decides, and that it is now."""
    from proceedings.revise.entries import Stamp

    return Stamp(decider(by), datetime.now(UTC), " ".join(note.split()))


def decider(by: str | None) -> str:
    """Name who decides: as given or configured, else as the system has it."""
    import getpass

    if by is not None:
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def undone(source: str, revision: Revision, item: str | None) -> None:
    """Take back the last step, or all that was decided of a sentence."""
    from proceedings.explain import told
    from proceedings.revise.editing import remove, undo
    from proceedings.revise.entries import Entry
    from proceedings.revise.items import find_sentences, orphans_with
    from proceedings.revise.overlay import overlay
    from proceedings.revise.storage import save

    gone: tuple[Entry, ...]
    if item is None:
        changed, gone = undo(revision.sidecar)
    else:
        settled = orphans_with(revision, item) or [s for i in find_sentences(revision, item) for s in revision.decided_of(i)]
        if not settled:
            raise UsageError("Nothing was decided of it.", place=source, hint=f"proceedings correct {quoted(source)} lists all")
        changed, gone = remove(revision.sidecar, [s.correction for s in settled])
    kept = save(changed)
    after = overlay(revision.understood, kept, revision.house)
    for entry in gone:
        say(f"{'Undone':<10} {told(after, entry)}")
    report_open(source, after)


def show_corrections(revision: Revision) -> None:
    """List what was decided."""
    from proceedings.explain import told
    from proceedings.revise.editing import entries_of

    entries = entries_of(revision.sidecar)
    for entry in entries:
        say(told(revision, entry))
    if not entries:
        say("Nothing was corrected; structure --explain numbers the sentences, correct SRC s14 --speaker NAME corrects one.")


def report_open(source: str, revision: Revision) -> None:
    """Say what is still open, and what to type next."""
    from proceedings.explain import plural

    if revision.open:
        say(f"{'Open':<10} {plural(len(revision.open), 'sentence')}: {', '.join(f's{i + 1}' for i in revision.open)}")
        say(f"{'Next':<10} proceedings review {quoted(source)}")
    else:
        say(f"{'Next':<10} proceedings build {quoted(source)}, read it, then proceedings approve {quoted(source)} --by NAME")
