"""Find the words that say who took part in the event."""

from __future__ import annotations

import re

from proceedings.structure.occasions import Occasion
from proceedings.text import Span

HEAD = r"(?:(?:more than|over|some|around|about|nearly|almost|close to|approximately|an estimated|up to|at least|as many as|the)\s+)?"
ENDS = r"(?=\s+(?:to\s+(?:discuss|debate|share|examine|exchange|explore|review|consider|deliberate|talk|argue|take|address|look|reflect|identify)|(?:on|at|in)\s+(?:the\s+)?\d|who|which|took|attended|participated|gathered|met|for\s+(?:a|the|two|three)\b|under\b|at\s+the\b)|[.;]|,\s+(?:in order|under|at\s|on\s|and\s+(?:was|will|is)|which|who|according|with the aim|making|the best)|$)"
PATTERNS = (
    re.compile(r"\b(?:brought|brings|bringing|gathered|gathering)\s+(?:together\s+)?(?P<who>[^.;“”]{6,260}?)" + ENDS),
    re.compile(r"\b(?:was|were)\s+(?:also\s+)?attended by\s+(?P<who>[^.;“”]{6,260}?)" + ENDS),
    re.compile(r"\b(?:with the participation of|in the presence of)\s+(?P<who>[^.;“”]{6,260}?)" + ENDS),
    re.compile(r"\b(?:attracted|drew|drawing)\s+(?P<who>" + HEAD + r"(?:\d|[a-z])[^.;“”]{6,200}?)" + ENDS),
    re.compile(
        r"(?:^|,\s)(?P<who>"
        + HEAD
        + r"(?:\d[\d,.]*|[A-Z]?[a-z]+)\s[^.;:“”]{3,160}?)\s+(?:took part|attended|participated|gathered|came together|met)\b",
        re.I,
    ),
    re.compile(r"\b[Pp]articipants (?:included|comprised|were)\s+(?P<who>[^.;“”]{6,260}?)" + ENDS),
)


def find_participants(occasions: list[Occasion]) -> Span | None:
    """Give the words that say who took part, as they stand; None where the article does not say."""
    for pattern in PATTERNS:
        for occasion in occasions:
            if occasion.is_header or not occasion.nouns:
                continue
            match = pattern.search(occasion.text)
            if match and plausible(match["who"]):
                start, end = match.span("who")
                who = match["who"].rstrip(" ,")
                return Span(occasion.start + start, occasion.start + start + len(who))
    return None


def plausible(who: str) -> bool:
    """Tell whether words can be a group of people: several, not a named person or the event itself."""
    return (
        re.search(r"(?:s|people|public|media|police|staff|youth|women|men|clergy|academia|society|faculty|corps)\b", who)
        is not None
    )
