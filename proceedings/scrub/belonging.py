"""Take in what belongs to a naming: what stands before and after it in the same breath and would tell the person or the body.

The structurer's extents take the capacities that it can read; here the sides of a naming are swept for what is left, and
rather too much goes than too little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from proceedings.scrub.lexicon import words
from proceedings.scrub.rewrite import Edit
from proceedings.structure.leading import role_start
from proceedings.structure.names import Kind, kind_of, opens_title, plain
from proceedings.structure.officewords import is_office, is_plural, stops
from proceedings.structure.tokens import Token
from proceedings.text import Span

Tokens = tuple[Token, ...]
YEAR = re.compile(r"['’‘]\d\d")
"""A year of graduation after a name."""
LEAD = 9
"""Tokens of the longest phrase before a naming and its comma."""
PARTS = 4
"""Phrases between commas after a naming that are looked at for an office."""
CLOSERS = frozenset(',;:.)—–”"')


def widen(tokens: Tokens, text: str, edits: Sequence[Edit]) -> list[Edit]:
    """Widen the edits of persons; `text` is the whole source, to which spans refer. Others stay."""
    taken = [e.span for e in edits]
    wide: list[Edit] = []
    for edit in edits:
        inside = [i for i, t in enumerate(tokens) if t.span.overlaps(edit.span)]
        if edit.person < 0 or not inside:
            wide.append(edit)
            continue
        others = [span for span in taken if span != edit.span]
        start = before(tokens, inside[0], inside[-1] + 1, others)
        end = after(tokens, inside[-1] + 1, others)
        span = Span(tokens[start].span.start, tokens[end - 1].span.end)
        wide.append(Edit(closed(tokens, text, span, end), edit.mark, edit.person))
    return wide


def before(tokens: Tokens, start: int, end: int, others: Sequence[Span]) -> int:
    """Give the first token of what belongs to a naming that starts at token `start`."""
    floor = next((i + 1 for i in range(start - 1, -1, -1) if any(o.overlaps(tokens[i].span) for o in others)), 0)
    if floor == 0 and leads(tokens[:start]):
        return 0
    if start - 2 >= floor and tokens[start - 1].text == "(" and tokens[start - 2].text.isupper():
        return start - 2
    start = over_article(tokens, start, floor)
    start = over_lead(tokens, start, end, floor)
    if (
        start - 3 > floor
        and tokens[start - 1].text.isupper()
        and tokens[start - 2].text == ","
        and is_office(tokens[start - 3])
    ):
        start -= 2
    while start > floor:
        word = tokens[start - 1]
        capital = word.text[0].isupper()
        if is_office(word) and not is_plural(word) and not (capital and kind_of(word.text) is Kind.GRAMMAR):
            start = max(floor, min(start - 1, role_start(tokens, start - 1, floor)))
        elif word.lower in words("before") or (opens_title(plain(word)) and capital):
            start -= 1
        else:
            break
    return start


def over_article(tokens: Tokens, start: int, floor: int) -> int:
    """Give the first token of an unknown noun with its article right before a naming: "The French pedagogue X"."""
    for at in range(start - 2, max(floor, start - 5) - 1, -1):
        inner = tokens[at + 1 : start]
        if any(kind_of(t.text) not in (Kind.LOWER, Kind.PLACE) or stops(t) or t.lower in words("linking") for t in inner):
            return start
        if tokens[at].lower == "the" and inner[-1].text[0].islower():
            return at if at == 0 or tokens[at - 1].text in CLOSERS else start
    return start


def over_lead(tokens: Tokens, start: int, end: int, floor: int) -> int:
    """Give the first token of a description that commas part from the naming after it: "the Turaga ni Yavusa, X, welcomed"."""
    if start - 1 <= floor or tokens[start - 1].text != "," or end >= len(tokens) or tokens[end].text != ",":
        return start
    at = start - 1
    while at > floor and start - at < LEAD and tokens[at - 1].text not in CLOSERS | {"“", "("} and not stops(tokens[at - 1]):
        at -= 1
        if tokens[at].lower == "the":
            break
    article = tokens[at].lower == "the"
    opens = at == 0 or tokens[at - 1].text in CLOSERS or (article and tokens[at - 1].lower in words("before_description"))
    owned = any(t.lower == "'s" for t in tokens[at : start - 1])
    return at if opens and (article or owned) and not is_plural(tokens[start - 2]) else start


def leads(head: Tokens) -> bool:
    """Tell whether a sentence opens with the capacity of the person named next: "President of the BTCA and head of X, ..."."""
    if not head or kind_of(head[0].text) is Kind.GRAMMAR:
        return False
    if not any(is_office(t) for t in head) and not (len(head) < 5 and kind_of(head[-1].text) is Kind.LOWER):
        return False
    return head[0].text[0].isupper() and not any(stops(t) or t.text in '“"‘:;.!?—–' for t in head)


def after(tokens: Tokens, end: int, others: Sequence[Span]) -> int:
    """Give the token after what belongs to a naming that ends before token `end`."""
    ceiling = next((i for i in range(end, len(tokens)) if any(o.overlaps(tokens[i].span) for o in others)), len(tokens))
    while end < ceiling and kind_of(tokens[end].text) in (Kind.CAPITAL, Kind.GIVEN) and not tokens[end].text.isupper():
        end += 1
    end = over_brackets(tokens, end, ceiling)
    end = over_body(tokens, end, ceiling)
    if end + 2 <= ceiling and YEAR.fullmatch("".join(t.text for t in tokens[end : end + 2])):
        end += 2
    told = over_apposition(tokens, end, ceiling)
    if told > end and told + 1 < ceiling and tokens[told].text == "," and tokens[told + 1].lower == "at":
        found = proper(tokens, told + 2, ceiling)
        told = found if found > told + 2 else told
    return over_body(tokens, told, ceiling)


def over_brackets(tokens: Tokens, end: int, ceiling: int) -> int:
    """Give the token after brackets that follow a naming, or that it opened: "(DISA)", "… (Head, Busoga University)"."""
    opened = sum((t.text == "(") - (t.text == ")") for t in tokens[:end]) > 0
    if opened or (end < ceiling and tokens[end].text == "("):
        close = next((i for i in range(end, min(end + 16, ceiling)) if tokens[i].text == ")"), None)
        if close is not None:
            return close + 1
    return end


def over_body(tokens: Tokens, end: int, ceiling: int) -> int:
    """Give the token after a body or place that follows a naming: "of Waalbrug Research in Nijmegen", ", from the Pilbara"."""
    while end < ceiling:
        at = end + 1 if tokens[end].text == "," else end
        if at >= ceiling or tokens[at].lower not in (("of", "from", "representing", "at") if at == end else ("of", "from")):
            return end
        found = proper(tokens, at + 1, ceiling)
        if found == at + 1 and tokens[at].lower == "from":
            found = next((i for i in range(at + 1, ceiling) if stops(tokens[i]) or tokens[i].text in CLOSERS), ceiling)
            found = found if found - at < 9 else at + 1
        if found == at + 1:
            return end
        end = found
    return end


def proper(tokens: Tokens, at: int, ceiling: int) -> int:
    """Give the token after a proper name at `at`, with small words inside; `at` itself when none stands there."""
    start = at
    while at < ceiling and tokens[at].lower in ("the", "a", "an", "our", "its"):
        at += 1
    end = start
    while at < ceiling:
        word = tokens[at]
        if word.text[0].isupper() or word.text.isdigit() or (end > start and word.lower in ("'s", "&", "-")):
            at = end = at + 1
        elif end > start and word.lower in ("of", "for", "and", "the", "de", "in", "on"):
            at += 1
        else:
            break
    return end


def over_apposition(tokens: Tokens, end: int, ceiling: int) -> int:
    """Give the token after phrases between commas, up to the last that has an office: ", ndc, psc, Director of BIMA"."""
    if end >= ceiling or tokens[end].text not in ",–—-":
        return end
    found, at = end, end
    for _ in range(PARTS):
        if at >= ceiling or tokens[at].text not in ",–—-":
            break
        start = at + 1
        at = closer(tokens, start, ceiling)
        part = tokens[start:at]
        charge = len(part) > 2 and part[0].lower == "in" and part[1].lower == "charge"
        if not part or (part[0].lower in words("opens_clause") and not charge):
            break
        body = proper(tokens, start, at)
        if body > start and (body == at or tokens[body].text[0].islower()):
            found = at = body
            continue
        clause = next((k for k, t in enumerate(part) if k > 1 and t.lower == "who"), 0)
        if clause and is_capacity(part[:clause]) and not any(stops(t) for t in part[:clause]):
            found = start + clause
            break
        if body == start + 1 and tokens[body].text == "(":
            found = at
            continue
        if any(stops(t) for t in part):
            break
        if part[0].lower.endswith("ing") and part[0].text[0].islower():
            break
        labels = at < ceiling and tokens[at].text == ":" and end < PARTS + 2
        if labels or any(is_office(t) and not is_plural(t) for t in part) or is_capacity(part):
            found = at
    return found


def is_capacity(part: Tokens) -> bool:
    """Tell whether a phrase between commas says what somebody is: "a partner at Lathrop Agee", "proof-reader"."""
    if part[0].lower in ("a", "an", "the"):
        return len(part) > 1 and kind_of(part[1].text) is not Kind.NUMBER
    if part[0].text[0].islower() and len(part) > 2 and (part[1].lower == "of" or part[1].lower == "charge"):
        return not part[0].lower.endswith("s")
    return len(part) == 1 and kind_of(part[0].text) is Kind.LOWER and not part[0].lower.endswith(("s", "ly", "d", "ever"))


def closer(tokens: Tokens, start: int, ceiling: int) -> int:
    """Give the next mark outside brackets that ends a phrase."""
    depth = 0
    for i in range(start, ceiling):
        depth += (tokens[i].text == "(") - (tokens[i].text == ")")
        if depth < 0 or (depth == 0 and tokens[i].text in CLOSERS and tokens[i].text != ")"):
            return i
    return ceiling


def closed(tokens: Tokens, text: str, span: Span, end: int) -> Span:
    """Leave the full stop that ends a sentence; take the comma that only closed what stood after the name."""
    own = text[span.start : span.end]
    following = tokens[end] if end < len(tokens) else None
    if own.endswith(".") and (following is None or following.text[0].isupper() or following.text in '”"'):
        return Span(span.start, span.end - 1)
    if following is not None and following.text == "," and "," in own and end + 1 < len(tokens):
        after = tokens[end + 1]
        if after.text[0].islower() and after.lower not in words("keeps_comma") and not after.lower.endswith("ing"):
            return Span(span.start, following.span.end)
    return span
