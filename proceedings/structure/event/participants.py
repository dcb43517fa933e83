"""Find the words that say who took part in the event."""

from __future__ import annotations

import re
from functools import cache

from proceedings.structure.event.occasions import Occasion
from proceedings.structure.patterns import lazy
from proceedings.text import Span

WHO = r"(?P<who>[^.;“”\n]{6,260}?)"
ABOUT = (
    r"(?:more than|over|some|around|about|nearly|almost|close to|approximately|an estimated|up to|at least|as many as"
    r"|a total of|the)"
)
PURPOSE = (
    r"to\s+(?:discuss|debate|share|examine|exchange|explore|review|consider|deliberate|talk|argue|take|address|look|reflect"
    r"|identify|dialogue|assess|learn|chart|find|map|brainstorm|work|promote|strengthen|launch|adopt|agree|seek)"
)
END = (
    rf"(?=\s+(?:{PURPOSE}|(?:on|at|in)\s+(?:the\s+)?\d|from\s+(?:the\s+)?\d{{1,2}}\w{{0,2}}\s?(?:to|-|–)|(?:on|at|in)\s+(?:the\s|[A-Z])"
    r"|to\s+(?:the\s+)?[A-Z]|(?:who|which|where|took|attended|participated|gathered|met|under)\b"
    r"|for\s+(?:a|an|the|two|three|\w+-day)\b|with\s+the\s+(?:aim|objective|theme))|[.;]|\s–\s"
    r"|,\s+(?:in order|under|at\s|on\s|and\s+(?:was|will|is|discussed|focused|featured)|which|who|where|according|while|as\s"
    r"|among (?:them|whom|others)|including|with the aim|making|the\s+(?:best|largest|biggest|highest))|$)"
)

ACTS = "took part|attended|participated|gathered|came together|met|were present|packed|squeezed|crowded|travelled"


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Compile what says who took part, the surest first."""
    group = rf"(?!of\s)(?:{ABOUT}\s+)?(?:\d[\d,. ]*|[A-Z]?[a-zà-ÿ-]+),?\s[^.;:“”\n]{{3,160}}?"
    return (
        lazy(rf"\b(?:brought|brings|bringing)\s+together\s+{WHO}{END}", needs="together"),
        lazy(
            rf"\b(?:gathered|gathers|convened|united|assembled)\s+(?P<who>(?:{ABOUT}\s+)?\d[^.;“”\n]{{5,200}}?){END}",
            needs="gather|convened|united|assembled",
        ),
        lazy(rf"\b(?:was|were)\s+(?:also\s+|well\s+)?attended by\s+{WHO}{END}", needs="attended by"),
        lazy(rf"\bwith the (?:participation|attendance|presence) of\s+{WHO}{END}", needs="with the "),
        lazy(rf"\bin the presence of\s+{WHO}{END}", needs="in the presence of"),
        lazy(
            rf"\b(?:attracted|attracting|drew|drawing)\s+(?P<who>(?:{ABOUT}\s+)?(?!attention|praise|applause|criticism|laughter)(?:\d|[a-z])[^.;“”\n]{{5,200}}?){END}",
            needs="attract|drew|drawing",
        ),
        lazy(rf"(?:^\s*|\d{{4}},\s|[–:—]\s|\.\s)(?P<who>{group})\s+(?:{ACTS})\b", re.I, ACTS),
        lazy(rf"\b[Pp]articipants (?:included|comprised|were|came from)\s+{WHO}{END}", needs="participants "),
    )


def find_participants(occasions: list[Occasion], organizers: list[Span]) -> Span | None:
    """Give the words that say who took part, as they stand; None where the article does not say.

    A group counts, a single named person or an organiser does not; the sentence must tell of the event.
    """
    for pattern in patterns():
        for occasion in occasions:
            if occasion.is_header or not (occasion.is_lead or (occasion.nouns and occasion.weight > 3)):
                continue
            match = pattern.search(occasion.text[occasion.body_start - occasion.start :])
            if match and is_group(match["who"]):
                when = WHEN.match(match["who"])
                start = occasion.body_start + match.start("who") + (when.end() if when else 0)
                span = Span(start, occasion.body_start + match.start("who") + len(match["who"].rstrip(" ,")))
                if not any(organizer.overlaps(span) for organizer in organizers):
                    return span
    return None


WHEN = lazy(r"(?:Last|On|This|In|At|From|Yesterday|Today)\b[^,]{0,40},\s+")
GROUP = lazy(r"(?:[a-zà-ÿ]{2,}s|people|public|media|police|staff|youth|women|men|clergy|academia|faculty|personnel|children)\b")
NO_GROUP = lazy(
    r"(?:it|they|he|she|we|this|that|of|run|for|organi[sz]ed|hosted|held|divided|a\s+few|participants|the\s+(?:event|conference|forum|meeting|seminar|participants|delegates|subject))\b",
    re.I,
)


def is_group(who: str) -> bool:
    """Tell whether words can be a group of people: something in the plural, not a pronoun or the event itself."""
    return GROUP.search(who) is not None and NO_GROUP.match(who.strip()) is None
