"""Describe each segment by traits that tell its section: how it looks, where it stands, who speaks, which signs it has.

A trait is a short string ("start:welcome": the segment starts with a sign of welcome). No trait is a name or a topic word: all
come from the lexicon's signs, shapes, positions and the attribution. `sections` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from proceedings.model import Shape
from proceedings.structure.attribute import Attributed
from proceedings.structure.lexicons import lexicon
from proceedings.structure.segment import Segment
from proceedings.structure.signs import Sign, find_signs

START = 4
"""Tokens that are the start of a segment."""

NEAR = 3
"""Segments around one that count as near."""

PARTS = frozenset({"welcome", "opened", "session", "day_first", "day_later", "closing", "result_document"})
"""Signs that announce a part of the meeting."""

TOLD = ("date", "digits", "verb:", "future", "no signs", "first word:", "starts with pronoun", "goes on", "has quotation")
"""Starts of traits that tell apart what nobody is said to have said: background and what happened in the room."""

TURN = frozenset(
    {"welcome", "opened", "session", "talk", "question", "discuss", "closing", "thank", "keynote", "guest", "outside"}
)
"""Signs that tell of a whole turn."""

BRINGS_IN = frozenset({"welcome", "opened", "greet", "session", "talk", "guest", "closing", "keynote", "office", "expert"})
"""Signs that tell of a speaker where they bring the speaker in."""

UNSEEN = frozenset({"moderate", "discuss", "next_speaker", "time_of_day", "meanwhile", "earlier", "at_end", "social"})
UNSEEN |= {"byline", "legal", "background", "result_lead"}
"""Signs that say little to the neighbours of a segment; all others do."""

ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.example\b|\.(?:com|org|net|gov|edu)\b")
DATELINE = re.compile(r"^(?:[A-Z][\w’'.\-]*[ ,/]*){1,6}[^.!?]{0,40}?(?:--?|–|—|:|\.-)\s+\S")
ABOUT = re.compile(r"^(?:About|ABOUT)\s+(?:[Tt]he\s+)?[A-Z]")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
    r"|\b(?:19|20)\d\d\b"
)
NUMBERED = re.compile(r"^\W*(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]+|[IVX]+)[.)]\s")
FUTURE = frozenset({"will", "shall", "would"})
PRESENT = frozenset({"is", "are", "has", "have", "was", "were", "had"})
PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "this", "such"})
FIRST_PERSON = frozenset({"we", "our", "us", "i"})
SECOND_PERSON = frozenset({"you", "your"})


@dataclass(slots=True)
class View:
    """A segment as the traits see it: words, signs, who speaks, and what it inherits from a heading or a lead-in."""

    segment: Segment
    words: list[str]
    signs: list[Sign]
    speaker: str
    who: tuple[int, ...]
    traits: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def kinds(self) -> set[str]:
        return {s.kind for s in self.signs if not s.quoted}


def describe(segments: Sequence[Segment], attributed: Sequence[Attributed]) -> list[View]:
    """Describe all segments of an article, in order."""
    views = [look(segment, a) for segment, a in zip(segments, attributed, strict=True)]
    for view in views:
        add_own(view)
    add_places(views)
    add_speakers(views)
    add_surroundings(views)
    return views


def look(segment: Segment, a: Attributed) -> View:
    """Take in one segment."""
    tokens = segment.tokens
    speaker = "named" if a.persons else "collective" if a.collective else "nobody"
    who = a.persons if a.persons else (-1,) if a.collective else ()
    return View(segment, [t.lower for t in tokens], find_signs(tokens), speaker, who)


def add_own(view: View) -> None:
    """Add what the segment itself shows: shape, length, marks, tense, signs."""
    text, words, add = view.segment.text, view.words, view.traits.append
    add("any")
    add(f"shape:{view.segment.shape}")
    add("opens paragraph" if view.segment.first else "goes on")
    add(
        "length:"
        + next(name for bound, name in ((3, "3"), (8, "8"), (16, "16"), (30, "30"), (10**9, "more")) if len(words) <= bound)
    )
    add("ends:" + (text[-1] if text[-1:] in '.:;?!,"”’)…' else "letter"))
    if text[:1] in "\"“‘'«":
        add("starts with quotation")
    if (view.signs and all(s.quoted for s in view.signs)) or not view.signs:
        add("no signs")
    if "“" in text or '"' in text:
        add("has quotation")
    if text.upper() == text and len(words) > 1:
        add("capitals")
    if text[:1].islower():
        add("starts small")
    if NUMBERED.match(text):
        add("numbered")
    if ADDRESS.search(text):
        add("address")
    if "#" in text:
        add("hash")
    if text[:1] in "([" and text[-1:] in ")]":
        add("bracketed")
    if ABOUT.match(text):
        add("about a body")
    if view.segment.first and DATELINE.match(text):
        add("dateline")
    if DATE.search(text):
        add("date")
    add_words(view)
    for sign in view.signs:
        if sign.quoted:
            continue
        add("has:" + sign.kind)
        add(f"phrase:{sign.kind}:{sign.phrase}")
        if sign.at < START:
            add("start:" + sign.kind)
        if view.segment.shape is Shape.HEADING:
            add("heading:" + sign.kind)
    view.traits = list(dict.fromkeys(view.traits))


def add_words(view: View) -> None:
    """Add what small words show: tense, person, numbers."""
    words, add = view.words, view.traits.append
    if not words:
        return
    few = set(words)
    if few & FUTURE:
        add("future")
    for word in few & PRESENT:
        add("verb:" + word)
    if words[0] in PRONOUNS:
        add("starts with pronoun")
    if few & FIRST_PERSON:
        add("first person")
    if few & SECOND_PERSON:
        add("second person")
    if any(w.isdigit() for w in words):
        add("digits")
    add("first word:" + (words[0] if words[0] in first_words() else "other"))


@cache
def first_words() -> frozenset[str]:
    """Give the words that are traits of themselves when they open a sentence."""
    return frozenset(lexicon("sections")["words"]["first"])


def add_places(views: list[View]) -> None:
    """Add where each segment stands in the article."""
    n = len(views)
    last = views[-1].segment.paragraph if views else 0
    size = next(name for bound, name in ((10, "short"), (24, "middling"), (45, "long"), (10**9, "longest")) if n <= bound)
    for i, view in enumerate(views):
        add = view.traits.append
        add(f"tenth:{10 * i // n}")
        add("from start:" + (str(i) if i < 6 else "far"))
        add("from end:" + (str(n - 1 - i) if n - 1 - i < 5 else "far"))
        paragraph = view.segment.paragraph
        add("paragraph:" + (str(paragraph) if paragraph < 5 else "far"))
        if paragraph == last:
            add("last paragraph")
        late = "late" if i > 0.6 * n else "early" if i < 0.3 * n else "middle"
        for kind in view.kinds() - UNSEEN:
            add(f"{late}:{kind}")
            add(f"{view.speaker}:{kind}")
        add(f"{late}:{view.speaker}")
        add(f"article:{size}")
        add(f"article:{size}:{late}")
        if view.segment.first and (i + 1 == n or views[i + 1].segment.first):
            add("alone")
            add(f"alone:{view.speaker}")
        add(f"paragraphs to come:{min(last - paragraph, 4)}")
        if view.speaker == "nobody":
            view.traits.extend([f"nobody, {trait}" for trait in view.traits if trait.startswith(TOLD)])
        add(f"{view.speaker}:{view.segment.shape}")


def add_speakers(views: list[View]) -> None:
    """Add who speaks: for the first time, again, after others; and how the speaker was first brought in."""
    first: dict[int, int] = {}
    order: list[tuple[int, ...]] = []
    for i, view in enumerate(views):
        add = view.traits.append
        add("speaker:" + view.speaker)
        before = views[i - 1].who if i else ()
        same = bool(view.who) and view.who == before
        view.links.append("same speaker" if same else f"to {view.speaker}")
        if len(view.who) > 1:
            add("speakers together")
        if not view.who or view.who == (-1,):
            continue
        key = view.who[0]
        if key not in first:
            first[key] = i
            add("new speaker")
            for kind in view.kinds() & BRINGS_IN:
                add(f"new speaker:{kind}")
            if not view.kinds() & {"office", "expert"}:
                add("new speaker without office")
            add("speakers before:" + str(min(len(first) - 1, 4)))
        else:
            if not same:
                add("speaker again")
                add("speaker again after:" + str(min(len(order), 9)))
            for kind in views[first[key]].kinds() & {
                "welcome",
                "opened",
                "greet",
                "session",
                "talk",
                "guest",
                "closing",
                "keynote",
            }:
                add("came by:" + kind)
        if not order or order[-1] != view.who:
            order.append(view.who)
    add_turns(views)


def add_turns(views: list[View]) -> None:
    """Add the signs that stand anywhere in the same speaker's turn, and in all that the speaker says."""
    turns: list[list[View]] = []
    for view in views:
        if view.who and turns and turns[-1][0].who == view.who:
            turns[-1].append(view)
        else:
            turns.append([view])
    everywhere: dict[tuple[int, ...], set[str]] = {}
    for turn in turns:
        kinds = set().union(*(v.kinds() for v in turn)) & TURN
        everywhere.setdefault(turn[0].who, set()).update(kinds)
        for view in turn if len(turn) > 1 else ():
            view.traits.extend(f"turn:{kind}" for kind in sorted(kinds - view.kinds()))
    for view in views:
        if view.speaker == "named":
            view.traits.extend(f"speaker everywhere:{kind}" for kind in sorted(everywhere[view.who]))


def add_surroundings(views: list[View]) -> None:
    """Add what stands around: neighbours' signs, the heading above, the line that leads a list in, the parts announced."""
    heading: View | None = None
    chapter = "none"
    lead: View | None = None
    part, since, under = "none", 0, 0
    for i, view in enumerate(views):
        add = view.traits.append
        before = views[i - 1] if i else None
        after = views[i + 1] if i + 1 < len(views) else None
        is_list = view.segment.shape is Shape.BULLET
        if (
            not is_list
            and before is not None
            and before.segment.shape is not Shape.BULLET
            and not before.segment.text.endswith(":")
        ):
            lead = None
        if before is not None and before.segment.text.endswith(":") and before.segment.shape is not Shape.HEADING:
            lead = before
        if heading is not None and view.segment.shape is not Shape.HEADING:
            for kind in heading.kinds():
                add("under:" + kind)
            add("under heading:" + str(min(under, 3)))
        if lead is not None and lead is not view:
            for kind in lead.kinds():
                add("led by:" + kind)
            add("led in")
        for name, other in (("before", before), ("after", after)):
            if other is None:
                continue
            add(f"{name}:{other.speaker}")
            add(f"{name}:{other.segment.shape}")
            for kind in other.kinds() - UNSEEN:
                add(f"{name}:{kind}")
        add(f"chapter:{chapter}")
        add(f"part:{part}")
        add(f"part:{part}:{'near' if since <= NEAR else 'far'}")
        view.links.extend(link(view, before))
        since += 1
        under += 1
        for sign in view.signs:
            if sign.kind in PARTS and not sign.quoted:
                part, since = sign.kind, 0
        if view.segment.shape is Shape.HEADING:
            heading, under = view, 0
            chapter = next((sign.kind for sign in view.signs if sign.kind in PARTS), chapter)
    add_ahead(views)
    add_progress(views)


def link(view: View, before: View | None) -> list[str]:
    """Say how a segment hangs on the one before."""
    found = ["new paragraph" if view.segment.first else "same paragraph"]
    if view.segment.shape is not Shape.PROSE:
        found.append(str(view.segment.shape))
    if before is not None and before.segment.shape is Shape.HEADING:
        found.append("after heading")
    shape = "heading" if view.segment.shape is Shape.HEADING else "text"
    found.extend(sorted({f"{shape}:{s.kind}" for s in view.signs if s.kind in PARTS and not s.quoted}))
    return found


def add_progress(views: list[View]) -> None:
    """Add how far the meeting has come: whether its opening is told, before or after, and how many have spoken."""
    opening = [i for i, view in enumerate(views) if view.kinds() & {"welcome", "opened"}]
    closing = [i for i, view in enumerate(views) if "closing" in view.kinds()]
    spoken: set[int] = set()
    for i, view in enumerate(views):
        add = view.traits.append
        spoken.update(view.who)
        told = ("opened" if opening and opening[0] <= i else "unopened") + (
            ", opens later" if opening and opening[-1] > i else ""
        )
        add(told)
        add(f"{told}, {view.speaker}")
        add(f"{told}, spoken: {min(len(spoken), 4)}")
        add("spoken:" + str(min(len(spoken), 6)))
        add("closes later" if closing and closing[-1] > i else "closes no more")


def add_ahead(views: list[View]) -> None:
    """Add which part is announced next, and how far away."""
    ahead, away = "none", 0
    for view in reversed(views):
        view.traits.append(f"ahead:{ahead}")
        view.traits.append(f"ahead:{ahead}:{'near' if away <= NEAR else 'far'}")
        away += 1
        for sign in view.signs:
            if sign.kind in PARTS and not sign.quoted:
                ahead, away = sign.kind, 0
