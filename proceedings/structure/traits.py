"""Describe a segment by the traits it has of itself: how it looks, its small words, its signs.

A trait is a short string ("start:welcome": the segment starts with a sign of welcome). No trait is a name: all come from the
lexicon's signs, plain words, shapes, positions and the attribution. `surroundings` adds those that come of its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from proceedings.model import Shape
from proceedings.structure.attribute import Attributed
from proceedings.structure.lexicons import lexicon
from proceedings.structure.patterns import lazy
from proceedings.structure.people import Mention
from proceedings.structure.segment import Segment
from proceedings.structure.signs import Sign, find_signs, listed
from proceedings.values import dataclass, field

TRIMMING = "trimming"
"""The trait of a segment that is certainly boilerplate."""

REPORT = "report"
"""The trait of a segment that certainly is no boilerplate."""

START = 4
"""Tokens that are the start of a segment."""

ADDRESS = lazy(
    r"https?://|www\.|\S@\S|\.example\b|\.(?:com|org|net|gov|edu)\b",
    needs="http|www.|@|.example|.com|.org|.net|.gov|.edu",
)
DATELINE = lazy(r"^[A-Z][\w’'.\-]*(?:[ ,/]+[A-Z][\w’'.\-]*){0,5}[^.!?]{0,40}?(?:--?|–|—|:|\.-)\s+\S", needs="-|–|—|:")
ABOUT = lazy(r"^(?:About|ABOUT)\s+(?:[Tt]he\s+)?[A-Z]")
BYLINE = lazy(r"^(?:By|BY|by)\s+(?:(?:[Oo]ur|[Aa]|[Tt]he|OUR|A|THE)\s+)?[A-Z][^.!?:;“\"]*$")
PAGE = lazy(r"^[^.?!]{0,70}\b(?:[Pp]age|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\W*$")
END_MARK = lazy(r"^[\W\d_]*(?:ends?|end of item\b.*|)[\W\d_]*$", re.IGNORECASE)
RELEASE = lazy(
    r"^\W*(?:for immediate release|for release\b.*|not for publication.*|embargo(?:ed)?\b.*"
    r"|(?:(?:press|news|media)[ -](?:release|statement|note|notice|advisory|bulletin)|communiqu[eé] de presse"
    r"|unofficial translation|check against delivery)(?: no\W{0,2}\d.*| for immediate release| [-–—] .*)?"
    r"|(?:bulletin|release|issue|document|ref|pr) n(?:o|r|º|°)\W{0,2}\d.*)\W*$",
    re.IGNORECASE,
    needs="releas|publication|embargo|press|news|media|communiqu|translat|delivery|bullet|issue|document|ref |pr ",
)
TAGS = lazy(r"^#\w\S*(?:\s+#\w\S*)*$")
NUMBERED = lazy(r"^\W*(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]+|[IVX]+)[.)]\s")
BYLINE_WORDS = 10
LABEL_WORDS = 4
LEAD = 3
NAME_SOON = 4
ABOUT_LENGTH = 70
LENGTHS = ((3, "3"), (8, "8"), (16, "16"), (30, "30"), (10**9, "more"))
MONTHS = frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)  # "may" is a verb too often
LEAVES = frozenset({"contact", "caption", "legal"})
"""Signs with which a named person may stand in a trimming."""

FUTURE = frozenset({"will", "shall", "would"})
VERBS = frozenset({"is", "are", "has", "have", "was", "were", "had"})
PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "this", "such"})
FIRST_PERSON = frozenset({"we", "our", "us", "i"})
SECOND_PERSON = frozenset({"you", "your"})


@dataclass(slots=True)
class View:
    """A segment as the traits see it.

    signs: those outside quotation marks; kinds: theirs; speaker: "named", "collective" or "nobody"; who: the persons, (-1,)
    for a group; certainly: `TRIMMING`, `REPORT` or nothing; traits: what tells its section; links: what tells how it hangs on
    the segment before.
    """

    segment: Segment
    words: list[str]
    signs: list[Sign]
    kinds: frozenset[str]
    speaker: str
    who: tuple[int, ...]
    certainly: str = ""
    traits: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def is_trimming(segment: Segment) -> bool:
    """Tell whether a segment is certainly no part of the report.

    Such are hash tags, an end mark, a page's foot, the mark of a press release, a byline, a label like "Photo:", a body's
    "About …:" after the lead.
    """
    text, words = segment.text, segment.tokens
    if TAGS.match(text) or (END_MARK.match(text) and (any(c in "-–—#*/" for c in text) or text.isupper())):
        return True
    if segment.first and len(words) <= BYLINE_WORDS and BYLINE.match(text):
        return True
    if segment.first and (PAGE.match(text) or (len(words) <= BYLINE_WORDS and RELEASE.match(text))):
        return True
    before, colon, _ = text.lstrip("([").partition(":")
    if colon and segment.first and segment.paragraph > LEAD and len(before) < ABOUT_LENGTH and ABOUT.match(text):
        return True
    return bool(colon) and len(before.split()) <= LABEL_WORDS and before.strip().lower() in labels()


@cache
def labels() -> frozenset[str]:
    """Give the labels that only trimmings have."""
    return frozenset(listed(lexicon("sections")["words"]["label"]))


@cache
def common() -> frozenset[str]:
    """Give the common words of reports."""
    return frozenset(listed(lexicon("sections")["words"]["common"]))


def look(segment: Segment, a: Attributed) -> View:
    """Take in one segment, with the traits it has of itself."""
    tokens = segment.tokens
    signs = [s for s in find_signs(tokens) if not s.quoted]
    speaker = "named" if a.persons else "collective" if a.collective else "nobody"
    who = a.persons if a.persons else (-1,) if a.collective else ()
    view = View(segment, [t.lower for t in tokens], signs, frozenset(s.kind for s in signs), speaker, who)
    view.traits.append("any")
    if is_trimming(segment):
        view.certainly = TRIMMING
    elif is_report(view):
        view.certainly = REPORT
    if view.certainly:
        view.traits.append(view.certainly)
    add_shape(view)
    add_words(view)
    add_signs(view)
    return view


def is_report(view: View) -> bool:
    """Tell whether a segment certainly is part of the report: a named person's words in prose, and nothing of a trimming."""
    text = view.segment.text
    return (
        view.speaker == "named"
        and view.segment.shape is Shape.PROSE
        and text[:1] not in "([*"
        and not view.kinds & LEAVES
        and not ADDRESS.search(text)
    )


def add_names(view: View, mentions: Sequence[Mention]) -> None:
    """Add how much of a heading is the name of a person, as in a byline or a chair's line."""
    if view.segment.shape is not Shape.HEADING or not mentions:
        return
    first = mentions[0]
    view.traits.append("heading names a person")
    if first.span.start - view.segment.span.start < NAME_SOON:
        view.traits.append("heading starts with a name")
    if 2 * (first.span.end - first.span.start) > len(view.segment.text):
        view.traits.append("heading is a name")


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
    few = view.segment.words
    view.traits.extend(f"word:{word}" for word in sorted(view.segment.small | (few & common())))
    if words[0] in common():
        add(f"first:{words[0]}")
        if len(words) > 1 and words[1] in common():
            add(f"first:{words[0]} {words[1]}")
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
    numbers = [word for word in few if word[0].isdigit()]
    if numbers:
        add("digits")
    if few & MONTHS or any(len(w) == 4 and w.isdigit() and w[:2] in ("19", "20") for w in numbers):
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
