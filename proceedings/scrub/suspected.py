"""Withhold what may tell a speaker of whom too little is known: bodies that may be theirs, and nouns that stand for a person.

The structurer reads a capacity where the words join it to a name. Where they do not ("Portugal will double the tax, its
secretary said", "cried a market woman"), rather too much goes here than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from proceedings.scrub.known import after_dateline, phrase_pattern
from proceedings.scrub.lexicon import words
from proceedings.scrub.reading import Reading, reports
from proceedings.scrub.rewrite import Edit
from proceedings.structure.names import Kind, entries, kind_of, plain
from proceedings.structure.officewords import Tokens, has_head, is_office, is_plural, is_state, proper_end, stops
from proceedings.structure.tokens import Token
from proceedings.text import Span

MARKS = frozenset(',;:.?!()[]—–”"“«»')
ARTICLES = frozenset({"the", "a", "an"})
REACH = 10
"""Tokens of the longest phrase that is taken for somebody's description."""


def own_bodies(r: Reading, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Give way to bodies and states that may be the speaker's, where nobody who speaks here has one that is known."""
    if any(r.person(n).affiliation[:1].isupper() for n in r.speaking):
        return
    taken = [*(e.span for e in edits), *r.protected]
    group = r.sentence.attribution.is_collective
    end = r.sentence.span.end
    if not r.speaking:
        verbs = [t.span.start for t in r.tokens if reports(t) and not r.is_quoted(t.span.start)]
        end = (verbs[0 if group else -1]) if verbs else end if group else 0
    for span in (*bodies_of_anybody(r), *(() if group or not gives_words(r) else unknown_bodies(r))):
        if span.end <= end and not any(t.overlaps(span) for t in taken):
            yield Edit(span, r.say["mark_omitted"])


def bodies_of_anybody(r: Reading) -> Iterator[Span]:
    """Give where bodies stand to which anybody belongs whom the text names."""
    for body in sorted({b for n in r.hidden for b in r.person(n).bodies if len(b) > 2}, key=lambda b: (-len(b), b)):
        for found in phrase_pattern(body.replace("’", "'")).finditer(r.text):
            span = Span(found.start() + r.sentence.span.start, found.end() + r.sentence.span.start)
            inside = " " not in body and any(t.text[0].isupper() for t in beside(r.tokens, span))
            if body[0].isupper() == r.source.words(span)[0].isupper() and not inside:
                yield span


def beside(tokens: Tokens, span: Span) -> Tokens:
    """Give the tokens right before and after a place."""
    return tuple(t for before, t in pairwise(tokens) if before.span.overlaps(span)) + tuple(
        before for before, t in pairwise(tokens) if t.span.overlaps(span)
    )


def unknown_bodies(r: Reading) -> Iterator[Span]:
    """Give where a body or state opens the sentence and acts; where a known person speaks, wherever one stands."""
    tokens = r.tokens
    opening = after_dateline(tokens)
    opening += opening < len(tokens) and tokens[opening].lower in ARTICLES
    offices = any(b[0].isupper() for n in r.speaking for b in r.person(n).bodies)
    i = 0
    while i < len(tokens):
        to = proper_end(tokens, i)
        run = tokens[i:to]
        acts = bool(run) and i == opening and to < len(tokens) and tokens[to].lower in words("acting")
        named = acts and (i > 0 or is_name(r, run))
        own = bool(r.speaking) and (not offices or is_state(tokens, i, to))
        if run and (acts or own) and is_body(tokens, i, to, acts=named):
            span = Span(run[0].span.start, run[-1].span.end)
            if not r.is_quoted(span.start):
                yield span
        i = max(to, i + 1)


def is_body(tokens: Tokens, i: int, to: int, *, acts: bool) -> bool:
    """Tell whether capitals name a body or a state, and no event; a town or an acronym too, where it acts."""
    if is_state(tokens, i, to):
        return True
    if plain(tokens[to - 1]) in entries("events", "event") | words("no_body"):
        return False
    if acts and to - i == 1 and kind_of(tokens[i].text) in (Kind.PLACE, Kind.ACRONYM, Kind.CAPITAL):
        return i == 0 or tokens[i - 1].lower not in ARTICLES
    return has_head(tokens, i, to) and (to - i > 1 or (i > 0 and tokens[i - 1].lower == "the"))


def is_name(r: Reading, run: Tokens) -> bool:
    """Tell whether what opens a sentence has a capital for another reason: a state, or so inside a sentence elsewhere."""
    if kind_of(run[0].text) in (Kind.PLACE, Kind.ACRONYM) or len(run) > 1:
        return True
    return re.search(rf"[a-z,] {re.escape(run[0].text)}\b", r.source.text) is not None


def gives_words(r: Reading) -> bool:
    """Tell whether a sentence gives words to somebody: by its attribution, or by a verb of saying."""
    if r.sentence.attribution.speakers:
        return True
    return any(reports(t, frozenset({"say"})) for t in r.tokens)


def described(r: Reading, edits: Iterable[Edit], person: int) -> Iterator[Edit]:
    """Give way to nouns that stand for one who speaks: "said the historian", "the engineer from Vietnam told the forum"."""
    taken = [e.span for e in edits]
    tokens = r.tokens
    for i, token in enumerate(tokens):
        if not reports(token) or r.is_quoted(token.span.start):
            continue
        for start, end in (before_verb(tokens, i), after_verb(tokens, i)):
            span = Span(tokens[start].span.start, tokens[max(start, end - 1)].span.end)
            if start < end and names_one(tokens[start:end]) and not any(t.overlaps(span) for t in (*taken, *r.protected)):
                yield Edit(span, "", person)


def before_verb(tokens: Tokens, verb: int) -> tuple[int, int]:
    """Give the tokens of a subject with an article right before a verb; an empty range for none."""
    end = verb
    while end and (tokens[end - 1].lower.endswith("ly") or tokens[end - 1].lower in words("beside_verb")):
        end -= 1
    start = end
    while start and tokens[start - 1].text not in MARKS and not stops(tokens[start - 1]) and end - start < REACH:
        start -= 1
    opens = start == 0 or tokens[start - 1].text in MARKS
    return (start, end) if opens and start < end and tokens[start].lower in ARTICLES else (verb, verb)


def after_verb(tokens: Tokens, verb: int) -> tuple[int, int]:
    """Give the tokens of a subject with an article right after a verb that follows quoted words or a comma."""
    start = end = verb + 1
    if not verb or tokens[verb - 1].text not in "”»," or start >= len(tokens) or tokens[start].lower not in ARTICLES:
        return verb, verb
    while end < len(tokens) and tokens[end].text not in MARKS and not stops(tokens[end]) and end - start < REACH:
        end += 1
    closes = end == len(tokens) or tokens[end].text in MARKS
    return (start, end) if tokens[verb - 1].text != "," or (closes and is_office(tokens[end - 1])) else (verb, verb)


def names_one(phrase: Tokens) -> bool:
    """Tell whether a phrase with an article may stand for one person: by its head, or by whence it is said to come."""
    inner = list(takewhile(lambda t: t.lower not in words("linking") | words("opens_clause"), phrase[1:]))
    if not inner or any(not t.text[0].isalpha() and t.text not in "-'’" for t in inner):
        return False
    head = inner[-1]
    if is_office(head) and kind_of(head.text) is not Kind.HEAD:
        return not is_plural(head)
    tail = phrase[len(inner) + 1 :]
    comes = bool(tail) and tail[0].lower in ("of", "from") and tail[-1].text[0].isupper()
    return comes and kind_of(head.text) in (Kind.CAPITAL, Kind.THING) and not head.text.isupper()


def said_to_be(r: Reading, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Give way to what a clause says somebody is: "[A speaker], who has been in charge of X", "described himself as a Y"."""
    tokens, taken = r.tokens, list(edits)
    for i in range(1, len(tokens)):
        before = tokens[i - 2 if i > 1 and tokens[i - 1].text == "," else i - 1]
        being = " ".join(t.lower for t in tokens[i + 1 : i + 3])
        start = i + 2 if re.match(r"(?:is|was)\b", being) else i + 3 if re.match(r"(?:has|had) been\b", being) else 0
        own = any(e.person >= 0 and e.span.overlaps(before.span) for e in taken)
        if tokens[i].lower == "as" and tokens[i - 1].lower in ("himself", "herself", "themself"):
            start, own = i + 1, True
        elif tokens[i].lower != "who":
            continue
        end = next((k for k in range(start, len(tokens)) if tokens[k].text in MARKS or reports(tokens[k])), len(tokens))
        if own and start and start < end and (tokens[i].lower == "as" or tokens[start].lower in words("opens_capacity")):
            yield Edit(Span(tokens[start].span.start, tokens[end - 1].span.end), r.say["mark_omitted"])
    comma = next((i for i, t in enumerate(tokens[:REACH]) if t.text in MARKS), 0)
    head = tokens[:comma]
    if (
        comma + 1 < len(tokens)
        and tokens[comma].text == ","
        and tokens[comma + 1].lower in ("he", "she")
        and any(is_office(t) and not is_plural(t) for t in head)
        and not any(reports(t) or (kind_of(t.text) is Kind.GRAMMAR and t.lower not in ARTICLES) for t in head)
    ):
        yield Edit(Span(head[0].span.start, head[-1].span.end), r.say["mark_omitted"])


def titled(tokens: Tokens) -> Token | None:
    """Give the office that opens a heading as its owner: "Chair’s summary"."""
    at = next((i for i, t in enumerate(tokens[:4]) if t.lower == "'s"), 0)
    owner = tokens[at - 1] if at else None
    return owner if owner is not None and is_office(owner) and not is_plural(owner) else None
