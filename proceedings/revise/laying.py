"""Lay corrections over proceedings: find the sentence of each, and derive from the decisions all that follows from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proceedings.model import (
    DECISIONS,
    Attribution,
    Certainty,
    Event,
    Figure,
    Mode,
    Notice,
    Organizer,
    Part,
    Proceedings,
    Section,
    Sentence,
    Session,
    SessionKind,
    Words,
)
from proceedings.revise.anchor import Place, find_places, key_of
from proceedings.revise.bounds import cut, settle
from proceedings.revise.cast import Cast, key, own_words
from proceedings.revise.entries import Correction, Fact, Fit, House, Sidecar
from proceedings.revise.overlay import Settled
from proceedings.structure.figures import find_figures
from proceedings.structure.segment import Segment
from proceedings.text import Span
from proceedings.values import replace


def lay(understood: Proceedings, sidecar: Sidecar, house: House) -> tuple[Proceedings, tuple[Settled, ...]]:
    """Give the proceedings as decided, and what became of each correction."""
    p, settled = settle_places(understood, sidecar.corrections)
    cast = Cast.of(understood, sidecar.persons, house)
    decisions = folded(settled)
    sentences = [with_ids(sentence, cast) for sentence in p.sentences]
    for i, decided in decisions.items():
        sentences[i] = decide(sentences[i], decided, cast, p)
    sessions = place_sessions(p, sentences, decisions)
    for i, decided in decisions.items():
        if decided.section is None and decided.session is not None and not decided.drop:
            kind = next((s.kind for s in sessions if i in s.sentences), None)
            sentences[i] = replace(sentences[i], section=Section(kind.value) if kind else sentences[i].section)
    speaking = {id for sentence in sentences for id in sentence.attribution.speakers}
    revised = replace(
        p,
        event=with_facts(p, sidecar.facts),
        speakers=cast.in_order(speaking),
        sessions=sessions,
        sentences=tuple(sentences),
        notices=(*p.notices, *notices_of(p, settled)),
    )
    if decisions:
        revised = replace(revised, figures=figures_of(revised))
    return revised, settled


# -- where the corrections belong ---------------------------------------------------------------------------------------


def settle_places(understood: Proceedings, corrections: Sequence[Correction]) -> tuple[Proceedings, tuple[Settled, ...]]:
    """Find the sentence of every correction; gives the proceedings cut so that each is one."""
    source = understood.source
    replaced = {was: n for n, correction in enumerate(corrections) for was in correction.was}
    keys = [key_of(correction.anchor) for correction in corrections]
    spans = [sentence.span for sentence in understood.sentences]
    places = list(find_places(source, spans, [correction.anchor for correction in corrections]))
    for n in range(len(corrections)):
        seen = {n}
        last = n
        while (later := replaced.get(keys[last])) is not None and later > last and later not in seen:
            seen.add(later)
            last = later
        places[n] = places[last]
    places = [
        replace(place, span=settle(source, understood.sentences, place.span)) if place.span is not None else place
        for place in places
    ]
    p = cut(understood, [place.span for place in places if place.span is not None])
    index = {sentence.span: i for i, sentence in enumerate(p.sentences)}
    found = [settled_at(correction, place, index) for correction, place in zip(corrections, places, strict=True)]
    return p, tuple(replace(one, superseded=is_superseded(one, found[n + 1 :])) for n, one in enumerate(found))


def settled_at(correction: Correction, place: Place, index: dict[Span, int]) -> Settled:
    """Tell which sentence a place is."""
    if place.span is None:
        return Settled(correction, place.fit, None, place.why)
    sentence = index.get(place.span)
    if sentence is None:
        return Settled(correction, Fit.ORPHANED, None, "a later correction cuts its sentence in another way")
    return Settled(correction, place.fit, sentence, place.why)


def is_superseded(one: Settled, later: Sequence[Settled]) -> bool:
    """Tell whether later corrections decide of the same sentence all that one decides."""
    decided: set[str] = set()
    for other in later:
        if other.correction.anchor == one.correction.anchor or (other.sentence is not None and other.sentence == one.sentence):
            decided |= other.correction.decides
    return bool(decided) and one.correction.decides <= decided


def folded(settled: Sequence[Settled]) -> dict[int, Correction]:
    """Give for each corrected sentence all that was decided of it, the last word counting."""
    found: dict[int, Correction] = {}
    for one in settled:
        if one.sentence is None:
            continue
        new, old = one.correction, found.get(one.sentence)
        if old is not None:
            said = new.decides
            back = {"section", "text", "speaker"} & said and new.drop is None
            new = replace(
                new,
                speakers=new.speakers if new.speakers is not None else old.speakers,
                section=new.section if "section" in said else old.section,
                session=new.session if "section" in said else old.session,
                text=new.text if new.text is not None else old.text,
                drop=new.drop if new.drop is not None else (None if back else old.drop),
                key=new.key if new.key is not None else old.key,
            )
        found[one.sentence] = new
    return found


# -- one sentence -------------------------------------------------------------------------------------------------------


def with_ids(sentence: Sentence, cast: Cast) -> Sentence:
    """Give the speakers of a sentence the ids that they have become."""
    old = sentence.attribution
    new = tuple(dict.fromkeys(cast.ids.get(id, id) for id in old.speakers))
    return sentence if new == old.speakers else replace(sentence, attribution=replace(old, speakers=new))


def decide(sentence: Sentence, decided: Correction, cast: Cast, p: Proceedings) -> Sentence:
    """Give a sentence as a human decided."""
    section = decided.section or sentence.section
    attribution = sentence.attribution
    if decided.speakers is not None:
        attribution = attributed(sentence, tuple(dict.fromkeys(map(cast.id_of, decided.speakers))), decided, p)
    if decided.drop:
        section = Section.BOILERPLATE
    if section is Section.BOILERPLATE:
        attribution = Attribution()
    text = (
        decided.text if decided.text is not None and decided.text != " ".join(p.source.words(sentence.span).split()) else None
    )
    void = {"drop": not decided.drop, "key": not decided.key, "text": text is None}
    words = decided.decides - {word for word, is_void in void.items() if is_void}
    return replace(
        sentence,
        section=section,
        attribution=attribution,
        corrected=text,
        decided=frozenset(word for word in DECISIONS if word in words),
    )


def attributed(sentence: Sentence, speakers: tuple[str, ...], decided: Correction, p: Proceedings) -> Attribution:
    """Give the attribution that a human decided; cue and mention stay where the speakers do."""
    old = sentence.attribution
    rule = f"corrected by {decided.stamp.by}" if decided.stamp.by else "corrected by hand"
    if speakers == old.speakers:
        return replace(old, certainty=Certainty.DECIDED if speakers else None, rule=rule)
    if not speakers:
        return Attribution(rule=rule)
    quoted = p.source.words(sentence.span).lstrip()[:1] in '“"„«'
    mode = old.mode if old.mode is not Mode.NONE else Mode.DIRECT if quoted else Mode.INDIRECT
    return Attribution(speakers, Certainty.DECIDED, rule, mode=mode)


# -- the whole ----------------------------------------------------------------------------------------------------------


def place_sessions(p: Proceedings, sentences: list[Sentence], decisions: dict[int, Correction]) -> tuple[Session, ...]:
    """Put every sentence whose section or session was decided into the session where it belongs."""
    kinds = {Section(kind.value): kind for kind in SessionKind}
    drafts = [(s.kind, s.title, set(s.sentences)) for s in p.sessions]
    for i, decided in sorted(decisions.items()):
        home = next((draft for draft in drafts if i in draft[2]), None)
        section = sentences[i].section
        same = [
            d for d in drafts if decided.session is not None and key(p.words(d[1])) == key(decided.session) and d[1] is not None
        ]
        if decided.section is None and same and section is not Section.BOILERPLATE:
            section = Section(same[0][0].value)
        elif decided.section is None and decided.session and section not in kinds and section is not Section.BOILERPLATE:
            section = Section.WORKING
        kind = kinds.get(section)
        if home is not None and (kind is not home[0] or (decided.session is not None and home not in same)):
            home[2].discard(i)
            home = None
        if kind is None or home is not None:
            continue
        named = [draft for draft in same if draft[0] is kind]
        if decided.session is None:
            named = [draft for draft in drafts if draft[0] is kind and draft[2]]
            named.sort(key=lambda draft: (min(draft[2]) > i, min(abs(i - j) for j in draft[2])))
        if named:
            named[0][2].add(i)
        else:
            drafts.append((kind, own_words(p.source, decided.session) if decided.session else None, {i}))
    return tuple(
        Session(kind, title, tuple(sorted(members)))
        for kind, title, members in sorted(drafts, key=lambda draft: min(draft[2], default=0))
        if members
    )


def with_facts(p: Proceedings, facts: Sequence[Fact]) -> Event:
    """Give the event with the facts that a human stated."""
    event = p.event
    for fact in facts:
        words = tuple(own_words(p.source, value) for value in fact.values)
        if fact.field in ("organizers", "with"):
            part = Part.HOST if fact.field == "organizers" else Part.WITH
            kept = tuple(o for o in event.organizers if o.part is not part)
            event = replace(event, organizers=(*kept, *(Organizer(w, part) for w in words)))
        else:
            event = SETTERS[fact.field](event, words[0] if words else None)
    return event


SETTERS: dict[str, Callable[[Event, Words | None], Event]] = {
    "title": lambda event, words: replace(event, title=words),
    "date": lambda event, words: replace(event, date=words),
    "venue": lambda event, words: replace(event, venue=words),
    "city": lambda event, words: replace(event, city=words),
    "participants": lambda event, words: replace(event, participants=words),
}
"""How each fact of one value is put into an event."""


def figures_of(p: Proceedings) -> tuple[Figure, ...]:
    """Find the figures of the sentences as they now are; of a corrected text, those that it still has."""
    segments = tuple(Segment(s.span, p.source.words(s.span), s.paragraph, s.shape, False) for s in p.sentences)
    found = find_figures(p.source, segments, tuple(s.section for s in p.sentences))
    kept = []
    for figure in found:
        text = p.sentences[figure.sentence].corrected
        if text is None:
            kept.append(figure)
        elif key(p.words(figure.span)) and f" {key(p.words(figure.span))} " in f" {key(text)} ":
            stays = figure.what is not None and key(p.words(figure.what)) in key(text)
            kept.append(figure if stays else replace(figure, what=None))
    return tuple(kept)


def notices_of(p: Proceedings, settled: Sequence[Settled]) -> list[Notice]:
    """Say which corrections are to be confirmed and which match nothing."""
    found = []
    for one in settled:
        if one.superseded or one.fit is Fit.EXACT:
            continue
        quote = " ".join(one.correction.anchor.quote.split())
        quote = quote if len(quote) <= 80 else quote[:79] + "…"
        if one.fit is Fit.CARRIED and one.sentence is not None:
            found.append(
                Notice(
                    "carried-over",
                    f"A correction was carried over, please confirm: “{quote}” ({one.why}).",
                    p.sentences[one.sentence].span,
                )
            )
        else:
            found.append(Notice("orphaned", f"A correction no longer matches: “{quote}” ({one.why})."))
    return found
