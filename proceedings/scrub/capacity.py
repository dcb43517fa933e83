"""Tell whether a sentence gives its speaker away by a capacity that only few can have: "our ministry", "as president"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from proceedings.scrub.edits import Reading
from proceedings.scrub.lexicon import table
from proceedings.scrub.rewrite import Edit
from proceedings.structure.names import plain
from proceedings.structure.officewords import is_office, is_plural


@cache
def giving_away() -> re.Pattern[str]:
    """Compile the phrases that tell a speaker's own body or deed."""
    own, deeds = ("|".join(map(re.escape, table("capacity")[key].split())) for key in ("own", "deeds"))
    return re.compile(rf"\b(?:my|our)\s+(?:own\s+)?(?:{own})\b|\bi\s+(?:{deeds})\b")


@cache
def being() -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in table("capacity")["as"].replace("\n", " ").split(","))


def tells_capacity(text: str, reading: Reading, edits: Sequence[Edit]) -> bool:
    """Tell whether words of a sentence may give its speaker away."""
    lower = text.lower()
    if giving_away().search(lower):
        return True
    for i, token in enumerate(reading.tokens):
        if i and is_office(token) and not is_plural(token) and not any(e.span.overlaps(token.span) for e in edits):
            before = " ".join(plain(t) for t in reading.tokens[max(0, i - 6) : i])
            before = re.sub(r"(?: (?:the|a|an|\w+'s|former|then|your))+$", "", before)
            if before.endswith(being()) and re.search(r"\b(?:" + "|".join(map(re.escape, being())) + r")$", before):
                return True
    return False
