"""Put corrected texts into the source's text, so that they are scrubbed like all else: proceedings in, proceedings out."""

from __future__ import annotations

from proceedings.model import Event, Organizer, Proceedings, Words
from proceedings.scrub.rewrite import Edit, Rewriting
from proceedings.text import Span
from proceedings.values import replace


def bake(p: Proceedings) -> Proceedings:
    """Give proceedings of a text that has every correction in it; what stood in a corrected sentence has no place any more."""
    edits = [Edit(s.span, s.corrected) for s in p.sentences if s.corrected is not None]
    if not edits:
        return p
    rewriting = Rewriting(p.source.text, tuple(edits))

    def span(old: Span | None) -> Span | None:
        return None if old is None or rewriting.touches(old) else rewriting.moved(old)

    def words(old: Words) -> Words:
        if old.corrected is not None or old.span is None:
            return old
        place = span(old.span)
        return Words(place) if place is not None else Words(corrected=p.words(old))

    def part(old: Words | None) -> Words | None:
        return words(old) if old is not None else None

    e = p.event
    return replace(
        p,
        source=replace(p.source, text=rewriting.text),
        event=Event(
            part(e.title),
            tuple(Organizer(words(o.name), o.part) for o in e.organizers),
            part(e.venue),
            part(e.city),
            part(e.date),
            part(e.participants),
        ),
        speakers=tuple(
            replace(
                s,
                name=words(s.name),
                honorific=part(s.honorific),
                role=part(s.role),
                affiliation=part(s.affiliation),
                mentions=tuple(place for m in s.mentions if (place := span(m)) is not None),
            )
            for s in p.speakers
        ),
        sessions=tuple(replace(s, title=part(s.title)) for s in p.sessions),
        sentences=tuple(
            replace(
                s,
                span=rewriting.moved(s.span),
                corrected=None,
                attribution=replace(s.attribution, cue=span(s.attribution.cue), mention=span(s.attribution.mention)),
            )
            for s in p.sentences
        ),
        figures=tuple(
            replace(f, span=rewriting.moved(f.span), what=span(f.what)) for f in p.figures if not rewriting.touches(f.span)
        ),
        notices=tuple(replace(n, span=rewriting.moved(n.span) if n.span is not None else None) for n in p.notices),
    )
