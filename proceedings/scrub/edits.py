"""Find the words of a sentence that tell a person, and what stands for them: marks in square brackets.

In order of trust: namings as the structurer read them, with honorific, capacity and brackets; parts of names wherever else they
stand; what an attribution points at; offices; roles; bodies for which the sentence's speaker speaks; pronouns with a gender.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from proceedings.model import Section, Shape
from proceedings.scrub.belonging import proper, widen
from proceedings.scrub.known import Person, fold, phrase_pattern
from proceedings.scrub.lexicon import table, words
from proceedings.scrub.reading import Reading
from proceedings.scrub.rewrite import Edit, settle
from proceedings.scrub.suspected import described, own_bodies, said_to_be, titled
from proceedings.structure.capacity import extend
from proceedings.structure.leading import role_start
from proceedings.structure.names import Kind, entries, honorifics, kind_of, opens_title, plain
from proceedings.structure.offices import offices_in
from proceedings.structure.officewords import is_office, is_plural, stops
from proceedings.structure.tokens import Token
from proceedings.text import Span

CHUNK = re.compile(r"\S*[#@/]\S*|www\.\S+")
UNKNOWN = 1_000_000
"""The number of somebody who is called by an office and is none of the persons known."""


def find_edits(r: Reading) -> list[Edit]:
    """Find all edits of a sentence, in order and apart."""
    edits = settle([*namings(r), *parts_of_names(r), *headed(r)])
    edits = settle([*edits, *pointed(r, edits), *offices(r, edits), *compounds(r)])
    edits = settle(widen(r.tokens, r.source.text, edits))
    edits = settle([*edits, *sent(r, edits), *announced(r, edits), *roles(r), *bodies(r)])
    if r.everybody:
        edits = settle([*edits, *described(r, edits, UNKNOWN), *said_to_be(r, edits)])
        edits = settle([*edits, *own_bodies(r, edits)])
    edits = settle([*edits, *(e for e in pronouns(r) if not overlaps(edits, e.span))])
    return phrased(r, edits)


def name_edits(r: Reading) -> list[Edit]:
    """Find the edits that names alone demand: those that facts of the event do not escape."""
    return phrased(r, settle(widen(r.tokens, r.source.text, settle([*namings(r), *parts_of_names(r)]))))


def overlaps(edits: Iterable[Edit], span: Span) -> bool:
    return any(e.span.overlaps(span) for e in edits)


def namings(r: Reading) -> Iterator[Edit]:
    """Give way to every naming, with all that belongs to it."""
    for m in r.mentions:
        if m.person in r.hidden:
            yield Edit(Span(max(m.extent.start, r.sentence.span.start), min(m.extent.end, r.sentence.span.end)), "", m.person)


def parts_of_names(r: Reading) -> Iterator[Edit]:
    """Give way to words of names wherever else they stand, with honorifics and further words of the name beside them."""
    owners: dict[str, int] = {}
    for n in sorted(r.hidden, reverse=True):
        owners.update(dict.fromkeys(r.person(n).words, n))
    tokens = r.tokens
    i = 0
    while i < len(tokens):
        owner = owner_of(tokens[i], owners)
        end = i + 1
        if owner is None:
            i = end
            continue
        n = owner
        own = r.person(n).words
        while end < len(tokens) and (owner_of(tokens[end], owners) is not None or kind_of(tokens[end].text) is Kind.PARTICLE):
            end += 1
        while kind_of(tokens[end - 1].text) is Kind.PARTICLE:
            end -= 1
        start = i
        while start and (plain(tokens[start - 1]) in honorifics() or kind_of(tokens[start - 1].text) is Kind.INITIAL):
            if tokens[start - 1].text[0].islower() or tokens[start - 1].lower == "i":
                break
            start -= 1
        span = Span(tokens[start].span.start, tokens[end - 1].span.end)
        alone = end - start == 1
        in_fact = any(fact.contains(span) for fact in r.protected)
        kind = kind_of(tokens[i].text)
        common = kind in (Kind.GRAMMAR, Kind.NUMBER, Kind.LOWER) or (alone and fold(tokens[i].text) not in own)
        if not (alone and (in_fact or common)) and not (in_fact and not names_in_full(r.person(n), tokens[start:end])):
            yield Edit(span, "", n)
        i = end


def owner_of(token: Token, owners: Mapping[str, int]) -> int | None:
    """Tell whose name a capitalised word is part of."""
    if not token.text[0].isalpha() or token.text[0].islower():
        return None
    word = fold(token.text).strip(".")
    found = owners.get(word)
    if found is None and "-" in word:
        found = next((owners[part] for part in word.split("-") if part in owners), None)
    return found


def names_in_full(person: Person, tokens: Sequence[Token]) -> bool:
    """Tell whether two words of a person's name stand together."""
    return len(person.words & {fold(t.text).strip(".") for t in tokens}) > 1


def pointed(r: Reading, names: list[Edit]) -> Iterator[Edit]:
    """Give way to what the attribution points at, where no name stands: "the minister"; pronouns have their own marks."""
    mention = r.sentence.attribution.mention
    if mention is None or not r.speaking or overlaps(names, mention):
        return
    within = [i for i, t in enumerate(r.tokens) if mention.contains(t.span)]
    if not within:
        return
    first, last = within[0], within[-1]
    if first == last and r.tokens[first].lower in table("pronouns"):
        yield Edit(mention, r.say["mark_the_speaker"], -1)
        return
    start = first
    while start and first - start < 4 and is_inner(r.tokens[start - 1]):
        start -= 1
    if start and r.tokens[start - 1].lower in words("before"):
        start -= 1
    elif any(is_office(t) for t in r.tokens[first : last + 1]):
        start = first
    yield Edit(Span(r.tokens[start].span.start, r.tokens[last].span.end), "", min(r.speaking))


def is_inner(token: Token) -> bool:
    """Tell whether a word may stand between an article and an office: "the visiting deputy minister"."""
    return (token.text[0].isalpha() or token.lower == "'s") and token.lower not in words("before") | words("linking")


def offices(r: Reading, names: list[Edit]) -> Iterator[Edit]:
    """Give way to persons called by their offices, one at a time: "the Ambassador", "the chair of the panel"."""
    busy = [(i, i + 1) for i, t in enumerate(r.tokens) if overlaps(names, t.span)]
    for office in offices_in(0, r.tokens, busy):
        span = Span(r.tokens[office.start].span.start, r.tokens[office.role[1] - 1].span.end)
        holders = [n for n in sorted(r.hidden) if office.head in fold(r.person(n).capacity).split()]
        if holders:
            speaking = [n for n in holders if n in r.speaking]
            yield Edit(span, "", (speaking or holders)[0])
        elif (
            r.everybody
            and office.head in entries("offices", "office")
            and (office.definite or office.start == 0)
            and not opens_body(r.tokens, office.role)
        ):
            yield Edit(span, "", UNKNOWN)
    label = next((i for i, t in enumerate(r.tokens[:6]) if t.text == ":"), 0)
    head = r.tokens[label - 1]
    if label and is_office(head) and not is_plural(head) and not overlaps(names, r.tokens[0].span):
        yield Edit(Span(r.tokens[0].span.start, head.span.end), "", min(r.speaking, default=UNKNOWN))
    heading = r.sentence.shape is Shape.HEADING or r.sentence.section is Section.HEADLINE
    owner = titled(r.tokens) if r.everybody and heading else None
    if owner is not None:
        yield Edit(owner.span, "", UNKNOWN)
    heads = {w: n for n in sorted(r.hidden, reverse=True) for w in re.findall(r"[\w-]+", fold(r.person(n).capacity))}
    for i in range(1, len(r.tokens)):
        token = r.tokens[i]
        if r.tokens[i - 1].lower in ("the", "this") and plain(token) in heads and is_titular(token) and not is_plural(token):
            follower = r.tokens[i + 1] if i + 1 < len(r.tokens) else None
            if follower is None or not follower.text[0].isupper():
                yield Edit(Span(r.tokens[i - 1].span.start, token.span.end), "", heads[plain(token)])


def opens_body(tokens: tuple[Token, ...], role: tuple[int, int]) -> bool:
    """Tell whether an office is part of a body's or place's name: "the Vodnik Student Centre"."""
    inner = tokens[role[0] : role[1] + 1]
    return any(kind_of(t.text) is Kind.HEAD and is_office(before) and before.text[0].isupper() for before, t in pairwise(inner))


def is_titular(token: Token) -> bool:
    """Tell whether a word alone can point at a person: an office, or an honorific that is a word."""
    return is_office(token) or opens_title(plain(token))


def compounds(r: Reading) -> Iterator[Edit]:
    """Give way to hashtags, addresses and handles that are made of a name."""
    for found in CHUNK.finditer(r.text):
        letters = re.sub(r"[\W_]", "", found.group())
        if any(len(w) > 3 and w in letters for n in r.hidden for w in r.person(n).words):
            yield Edit(moved(r, found), r.say["mark_omitted"])


def roles(r: Reading) -> Iterator[Edit]:
    """Give way to the words of every hidden person's role, wherever they stand."""
    found_roles = {r.person(n).role for n in r.hidden} | {h for n in r.hidden for h in r.person(n).titles}
    found_roles |= {word for n in r.hidden for word in r.person(n).callings}
    for role in sorted(filter(None, found_roles), key=lambda words: (-len(words), words)):
        for found in phrase_pattern(role.replace("’", "'")).finditer(r.text):
            yield Edit(moved(r, found), r.say["mark_omitted"])


def bodies(r: Reading) -> Iterator[Edit]:
    """Give way to the bodies and states for which those speak who are named or speak in the sentence."""
    for n in sorted(r.present() & r.hidden):
        for body in r.person(n).bodies:
            for found in phrase_pattern(body.replace("’", "'")).finditer(r.text):
                span = moved(r, found)
                if body.isupper() == r.source.words(span).isupper() or len(body) > 4:
                    yield Edit(span, r.say["mark_omitted"])


def moved(r: Reading, found: re.Match[str]) -> Span:
    return Span(found.start() + r.sentence.span.start, found.end() + r.sentence.span.start)


def sent(r: Reading, edits: list[Edit]) -> Iterator[Edit]:
    """Give way to those for whom somebody speaks, and as what: "on behalf of X", "as president of X", "X, represented by"."""
    tokens = r.tokens
    omitted = r.say["mark_omitted"]
    for i, token in enumerate(tokens):
        if token.lower == "behalf" and i + 1 < len(tokens) and tokens[i + 1].lower == "of":
            yield from named_body(tokens, i + 2, omitted)
        elif token.lower == "for" and i and tokens[i - 1].lower in ("speaking", "spoke", "speaks"):
            end = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in ",;."), i + 1)
            if end > i + 1:
                yield Edit(Span(tokens[i + 1].span.start, tokens[end - 1].span.end), omitted)
        elif token.lower in ("representing", "represents", "represented"):
            yield from named_body(tokens, i + 1, omitted)
        elif token.lower == "as" and r.present():
            end = capacity_end(tokens, i + 1)
            if end > i + 1:
                yield Edit(Span(tokens[i + 1].span.start, tokens[end - 1].span.end), omitted)
        leads = token.lower == "who" and i + 2 < len(tokens) and tokens[i + 1].lower in words("leads")
        if leads and follows_person(r, i, edits):
            start = i + 3 if tokens[i + 2].lower in ("from", "for", "at", "as", "with") else i + 2
            end = next((k for k in range(start, len(tokens)) if tokens[k].text in ',.;:)”"' or stops(tokens[k])), len(tokens))
            if start < end:
                yield Edit(Span(tokens[start].span.start, tokens[end - 1].span.end), omitted)
        if token.lower in ("is", "was", "been", "are") and i and is_said_of_person(r, i, edits):
            end = capacity_end(tokens, i + 1)
            if end > i + 1:
                yield Edit(Span(tokens[i + 1].span.start, tokens[end - 1].span.end), omitted)
        if token.lower == "by" and i > 1 and tokens[i - 1].lower == "represented" and tokens[i - 2].text == ",":
            start = next((k + 1 for k in range(i - 3, -1, -1) if tokens[k].text in ",;.:"), 0)
            if not overlaps(edits, Span(tokens[start].span.start, tokens[i - 2].span.start)):
                yield Edit(Span(tokens[start].span.start, tokens[i - 3].span.end), omitted)


def follows_person(r: Reading, i: int, edits: list[Edit]) -> bool:
    """Tell whether a person's naming stands right before token i, a comma between or not."""
    before = r.tokens[i - 2 if i > 1 and r.tokens[i - 1].text == "," else i - 1] if i else None
    return before is not None and any(e.person >= 0 and e.span.overlaps(before.span) for e in edits)


def is_said_of_person(r: Reading, i: int, edits: list[Edit]) -> bool:
    """Tell whether a form of "be" at i says what a person is: "[A speaker] is", "[a speaker], who has been"."""
    while i and r.tokens[i - 1].lower in ("has", "had", "who", "also", ","):
        i -= 1
    return bool(i) and any(e.person >= 0 and e.span.overlaps(r.tokens[i - 1].span) for e in edits)


def named_body(tokens: tuple[Token, ...], at: int, mark: str) -> Iterator[Edit]:
    end = proper(tokens, at, len(tokens))
    if end > at:
        yield Edit(Span(tokens[at].span.start, tokens[end - 1].span.end), mark)


def capacity_end(tokens: tuple[Token, ...], at: int) -> int:
    """Give the token after an office in the singular that stands at `at`, with what belongs to it; `at` itself for none."""
    head = next((i for i in range(at, min(at + 7, len(tokens))) if is_office(tokens[i])), None)
    if head is None or is_plural(tokens[head]) or any(stops(t) or not t.text[0].isalpha() for t in tokens[at:head]):
        return at
    while head + 1 < len(tokens) and is_office(tokens[head + 1]):
        head += 1
    end = extend(tokens, head + 1)
    following = tokens[head + 1] if head + 1 < len(tokens) else None
    if following is not None and end > head + 1 and following.text[0].islower() and following.lower not in ("of", "for", "at"):
        return at
    return end


def headed(r: Reading) -> Iterator[Edit]:
    """Give way to an office right after somebody's body, wherever it stands: "NACT head", "the Treasury's chief economist"."""
    bodies = sorted({b for n in r.hidden for b in r.person(n).bodies}, key=lambda b: (-len(b), b))
    for body in bodies:
        for found in phrase_pattern(body.replace("’", "'")).finditer(r.text):
            span = moved(r, found)
            if any(m.extent.overlaps(span) for m in r.mentions):
                continue
            after = [t for t in r.tokens if t.span.start >= span.end][:4]
            if after and after[0].lower == "'s":
                after = after[1:]
            at = next((k for k, t in enumerate(after) if is_office(t)), None)
            if at is not None and not is_plural(after[at]) and not any(opens_anew(t) for t in after[:at]):
                yield Edit(Span(span.start, after[at].span.end), "", UNKNOWN)


def opens_anew(token: Token) -> bool:
    """Tell whether a word parts a body from the office after it."""
    return stops(token) or not token.text[0].isalpha() or token.lower in words("before") | words("linking")


def announced(r: Reading, edits: list[Edit]) -> Iterator[Edit]:
    """Give way to several persons' office before their names: "two deaf city councillors, X and Y"."""
    for edit in edits:
        at = next((i for i, t in enumerate(r.tokens) if t.span.start >= edit.span.start), 0)
        if edit.person >= 0 and at > 1 and r.tokens[at - 1].text in ",:(" and is_plural(r.tokens[at - 2]):
            start = role_start(r.tokens, at - 2, 0)
            yield Edit(Span(r.tokens[start].span.start, r.tokens[at - 2].span.end), r.say["mark_omitted"])


def pronouns(r: Reading) -> Iterator[Edit]:
    """Let pronouns outside quotations tell no gender: the speaker's as "[the speaker]", others as "[they]"."""
    for i, token in enumerate(r.tokens):
        stand_in = table("pronouns").get(token.lower)
        if stand_in is None or r.is_quoted(token.span.start):
            continue
        if token.lower in ("he", "she"):
            mark = r.say["mark_the_speaker"] if r.speaking else r.say["mark_word"].format(word=stand_in)
        else:
            follower = r.tokens[i + 1].lower if i + 1 < len(r.tokens) else "."
            owning = token.lower == "her" and follower[0].isalnum() and follower not in words("after_object")
            mark = r.say["mark_word"].format(word="their" if owning else stand_in)
        yield Edit(token.span, mark)


def phrased(r: Reading, edits: list[Edit]) -> list[Edit]:
    """Choose the mark of every edit that has none yet, and give it a capital where it opens the sentence."""
    seen: set[int] = set()
    found: list[Edit] = []
    start = r.sentence.span.start
    for edit in edits:
        mark = edit.mark
        if not mark:
            n = edit.person
            speaks = n != UNKNOWN and r.person(n).speaks
            known = n in seen or (r.follows and n in r.speaking)
            mark = r.say["mark_a_person"] if not speaks else r.say["mark_the_speaker" if known else "mark_a_speaker"]
            seen.add(n)
        before = r.source.text[start : edit.span.start].strip(" \t\n“\"'‘«([-–—•*")
        if not before:
            mark = mark[0] + mark[1:2].upper() + mark[2:]
        found.append(Edit(edit.span, mark, edit.person))
    return found


__all__ = ["Reading", "find_edits", "name_edits"]
