"""Describe a segment by the traits it has of itself: how it looks, its small words, its signs.

A trait is a short string ("start:welcome": the segment starts with a sign of welcome). No trait is a name or a topic word: all
come from the lexicon's signs, shapes, positions and the attribution. `surroundings` adds those that come of its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proceedings.model import Shape
from proceedings.structure.attribute import Attributed
from proceedings.structure.segment import Segment
from proceedings.structure.signs import Sign, find_signs

START = 4
"""Tokens that are the start of a segment."""

ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.example\b|\.(?:com|org|net|gov|edu)\b")
DATELINE = re.compile(r"^[A-Z][\w’'.\-]*(?:[ ,/]+[A-Z][\w’'.\-]*){0,5}[^.!?]{0,40}?(?:--?|–|—|:|\.-)\s+\S")
ABOUT = re.compile(r"^(?:About|ABOUT)\s+(?:[Tt]he\s+)?[A-Z]")
NUMBERED = re.compile(r"^\W*(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]+|[IVX]+)[.)]\s")
LENGTHS = ((3, "3"), (8, "8"), (16, "16"), (30, "30"), (10**9, "more"))
MONTHS = frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)  # "may" is a verb too often
FUTURE = frozenset({"will", "shall", "would"})
VERBS = frozenset({"is", "are", "has", "have", "was", "were", "had"})
PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "this", "such"})
FIRST_PERSON = frozenset({"we", "our", "us", "i"})
SECOND_PERSON = frozenset({"you", "your"})


@dataclass(slots=True)
class View:
    """A segment as the traits see it.

    signs: those outside quotation marks; kinds: theirs; speaker: "named", "collective" or "nobody"; who: the persons, (-1,)
    for a group; traits: what tells its section; links: what tells how it hangs on the segment before.
    """

    segment: Segment
    words: list[str]
    signs: list[Sign]
    kinds: frozenset[str]
    speaker: str
    who: tuple[int, ...]
    traits: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def look(segment: Segment, a: Attributed) -> View:
    """Take in one segment, with the traits it has of itself."""
    tokens = segment.tokens
    signs = [s for s in find_signs(tokens) if not s.quoted]
    speaker = "named" if a.persons else "collective" if a.collective else "nobody"
    who = a.persons if a.persons else (-1,) if a.collective else ()
    view = View(segment, [t.lower for t in tokens], signs, frozenset(s.kind for s in signs), speaker, who)
    view.traits.append("any")
    add_shape(view)
    add_words(view)
    add_signs(view)
    return view


def add_shape(view: View) -> None:
    """Add how it looks: shape, length, marks."""
    text, add = view.segment.text, view.traits.append
    n = len(view.words)
    add(f"shape:{view.segment.shape}")
    add("opens paragraph" if view.segment.first else "goes on")
    add("length:" + next(name for bound, name in LENGTHS if n <= bound))
    if text[:1] in "\"“‘'«":
        add("starts with quotation")
    if "“" in text or '"' in text:
        add("has quotation")
    if n > 1 and text.isupper():
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


def add_words(view: View) -> None:
    """Add what small words show: tense, person, dates, numbers."""
    words, add = view.words, view.traits.append
    if not words:
        return
    few = set(words)
    if few & FUTURE:
        add("future")
    for word in sorted(few & VERBS):
        add("verb:" + word)
    if words[0] in PRONOUNS:
        add("starts with pronoun")
    if few & FIRST_PERSON:
        add("first person")
    if few & SECOND_PERSON:
        add("second person")
    if any(w[0].isdigit() for w in words):
        add("digits")
    if few & MONTHS or any(len(w) == 4 and w.isdigit() and w[:2] in ("19", "20") for w in words):
        add("date")


def add_signs(view: View) -> None:
    """Add its signs: that it has them, starts with them, is a heading with them."""
    if not view.signs:
        view.traits.append("no signs")
    heading = view.segment.shape is Shape.HEADING
    found: dict[str, None] = {}
    for sign in view.signs:
        found["has:" + sign.kind] = None
        found[f"phrase:{sign.kind}:{sign.phrase}"] = None
        if sign.at < START:
            found["start:" + sign.kind] = None
        if heading:
            found["heading:" + sign.kind] = None
    view.traits.extend(found)
