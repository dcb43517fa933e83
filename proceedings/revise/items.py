"""Find what a human means: a quotation, a number or a name in, sentences and speakers out; and corrections made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from proceedings.errors import UsageError
from proceedings.model import COLLECTIVE, Proceedings, Section
from proceedings.revise.anchor import flat, key_of, make_anchor
from proceedings.revise.cast import key
from proceedings.revise.entries import FACTS, NOBODY, PARTICIPANTS, SECTIONS, Correction, Fact, Fit
from proceedings.revise.overlay import Revision, Settled
from proceedings.structure.paragraphs import number
from proceedings.structure.people import find_people
from proceedings.structure.segment import segment

SENTENCE = re.compile(r"[sS]\s*(\d{1,6})")
PARAGRAPH = re.compile(r"(?:¶|[pP]ar\.?)\s*(\d{1,6})")
SHOWN = 8
"""Candidates that are listed at most."""


def find_sentences(revision: Revision, item: str) -> tuple[int, ...]:
    """Find the sentences that an item means: "s14" (as `structure --explain` numbers them), "¶7", or words of one sentence.

    A paragraph may give several. Raises UsageError that lists the candidates where words fit several, or says what is near.
    """
    p = revision.proceedings
    if found := SENTENCE.fullmatch(item.strip()):
        i = int(found[1]) - 1
        if not 0 <= i < len(p.sentences):
            raise UsageError(f"There is no sentence s{i + 1}.", hint=f"The article has s1 to s{len(p.sentences)}.")
        return (i,)
    if found := PARAGRAPH.fullmatch(item.strip()):
        paragraphs = number(p)
        one = next((paragraph for paragraph in paragraphs if paragraph.number == int(found[1])), None)
        if one is None:
            raise UsageError(f"There is no ¶ {found[1]}.", hint=f"The brief has ¶ 1 to ¶ {len(paragraphs)}.")
        return one.sentences
    words = flat(item).casefold()
    texts = [flat(p.source.words(s.span)).casefold() for s in p.sentences]
    matches = [i for i, text in enumerate(texts) if words and words in text]
    whole = [i for i in matches if texts[i] == words]
    if len(matches) == 1 or len(whole) == 1:
        return tuple(whole if len(whole) == 1 else matches)
    if matches:
        raise UsageError(
            f"“{shortened(item)}” stands in {len(matches)} sentences.",
            hint="name one of them:" + listed(p, matches),
        )
    close = get_close_matches(words, texts, n=3, cutoff=0.5)
    hint = (
        "did you mean:" + listed(p, [texts.index(text) for text in close])
        if close
        else "proceedings structure SRC --explain numbers all"
    )
    raise UsageError(f"“{shortened(item)}” stands in no sentence.", hint=hint)


def one_sentence(revision: Revision, found: Sequence[int], what: str) -> int:
    """Give the only sentence found. Raises UsageError that lists them where there are several and only one can be meant."""
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{what} is for one sentence.", hint="name one of them:" + listed(revision.proceedings, found))


def listed(p: Proceedings, sentences: Iterable[int]) -> str:
    """List sentences, a line each."""
    every = list(sentences)
    lines = [f"\n    s{i + 1}: {shortened(p.words(p.sentences[i]))}" for i in every[:SHOWN]]
    return "".join(lines) + (f"\n    and {len(every) - SHOWN} more" if len(every) > SHOWN else "")


def shortened(text: str, most: int = 80) -> str:
    """Give the beginning of a text on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def known_names(revision: Revision) -> tuple[str, ...]:
    """Give the names that can be chosen: speakers, then those that people wrote down, then all others whom the source names.

    Other names of a person who is among them are left out.
    """
    p = revision.proceedings
    written = (*revision.sidecar.persons, *revision.house.persons)
    others = {key(person.name) for person in written if person.same_as} | {
        key(name) for person in written for name in person.also
    }
    names = [p.words(speaker.name) for speaker in p.speakers]
    names += [person.name for person in written if not person.same_as]
    names += [p.source.words(person.name) for person in find_people(segment(p.source)).persons]
    firsts: dict[str, str] = {}
    for name in names:
        firsts.setdefault(key(name), name)
    return tuple(name for found, name in firsts.items() if found and found not in others)


def find_name(revision: Revision, name: str) -> str:
    """Give the full name of whoever is meant, or the name itself for somebody new; `COLLECTIVE` for a group.

    Raises UsageError that lists the candidates where part of a name fits several.
    """
    if key(name) == PARTICIPANTS:
        return COLLECTIVE
    names = known_names(revision)
    by_key = {key(known): known for known in names}
    also = {key(other): person.name for person in revision.sidecar.persons for other in person.also}
    if key(name) in also or key(name) in by_key:
        return also.get(key(name)) or by_key[key(name)]
    if not key(name):
        raise UsageError(f"“{shortened(name)}” is no name.", hint=f"Write a name, {NOBODY}, or {PARTICIPANTS}.")
    words = set(key(name).split())
    found = [known for known in names if words <= set(key(known).split())]
    titles = {
        key(f"{revision.proceedings.words(s.honorific)} {revision.proceedings.words(s.name)}"): s
        for s in revision.proceedings.speakers
    }
    if key(name) in titles:
        return revision.proceedings.words(titles[key(name)].name)
    if len(found) > 1:
        raise UsageError(f"“{shortened(name)}” fits several people.", hint="name one of them: " + ", ".join(found[:SHOWN]))
    return found[0] if found else " ".join(name.split())


def find_speakers(revision: Revision, names: Sequence[str]) -> tuple[str, ...]:
    """Give the speakers that names mean: () for nobody. Raises UsageError."""
    if any(key(name) == NOBODY for name in names):
        if len(names) > 1:
            raise UsageError("Nobody and somebody cannot both have said it.", hint=f"--speaker {NOBODY} alone")
        return ()
    return tuple(dict.fromkeys(find_name(revision, name) for name in names))


def find_section(name: str) -> Section:
    """Give the section that a word means. Raises UsageError."""
    if name.casefold() not in SECTIONS:
        raise UsageError(
            f"There is no section “{shortened(name)}”.", hint="Use one of: " + ", ".join(SECTIONS) + "; or --drop."
        )
    return SECTIONS[name.casefold()]


def find_fact(text: str) -> Fact:
    """Read a fact written as field=value; several organisers stand between semicolons. Raises UsageError."""
    field, equals, value = text.partition("=")
    field = field.strip().casefold().replace("organisers", "organizers")
    if not equals or field not in FACTS:
        raise UsageError(
            f"“{shortened(text)}” is no fact.",
            hint="Write field=value, with one of: " + ", ".join(FACTS) + "; no value: not stated.",
        )
    values = value.split(";") if field in ("organizers", "with") else [value]
    return Fact(field, tuple(filter(None, (" ".join(v.split()) for v in values))))


def correct(
    revision: Revision,
    sentence: int,
    *,
    speakers: tuple[str, ...] | None = None,
    section: Section | None = None,
    session: str | None = None,
    text: str | None = None,
    drop: bool | None = None,
    key: bool | None = None,
) -> Correction:
    """Make the correction of a sentence, by its index in the revised proceedings; it stands in for those carried over to it."""
    source = revision.proceedings.source
    anchor = make_anchor(source, revision.proceedings.sentences[sentence].span)
    carried = {key_of(s.correction.anchor): None for s in revision.decided_of(sentence) if s.fit is Fit.CARRIED}
    return Correction(anchor, speakers, section, session, text, drop, key, tuple(carried))


def keep(revision: Revision, sentence: int) -> Correction:
    """Make the correction that confirms a sentence as it stands: its speakers, and what was carried over to it."""
    p = revision.proceedings
    speakers = p.sentences[sentence].attribution.speakers
    names = tuple(s if s == COLLECTIVE else p.words(p.speaker(s).name) for s in speakers)
    carried: dict[str, object] = {}
    for one in revision.decided_of(sentence):
        said = one.correction
        values = {"section": said.section, "session": said.session, "text": said.text, "drop": said.drop, "key": said.key}
        carried |= {name: value for name, value in values.items() if value is not None}
    return correct(revision, sentence, speakers=names, **carried)  # type: ignore[arg-type]


def orphans_with(revision: Revision, item: str) -> tuple[Settled, ...]:
    """Find orphaned corrections by words of their quotation."""
    words = flat(item).casefold()
    return tuple(s for s in revision.orphaned if words and words in flat(s.correction.anchor.quote).casefold())
