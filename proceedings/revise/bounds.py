"""Give sentences the bounds that a human saw: proceedings and the places of corrections in, proceedings cut anew out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proceedings.model import Proceedings, Sentence
from proceedings.text import Source, Span
from proceedings.values import replace

ENDS = ".!?…:;。！？"
CLOSERS = "”’\"'»“)]"


def settle(source: Source, sentences: Sequence[Sentence], span: Span) -> Span:
    """Give the place that a correction decides of: the sentence around a part of one, else the words themselves."""
    around = next((s.span for s in sentences if s.span.contains(span)), None)
    return span if around is None or around == span or is_whole(source, span, around) else around


def is_whole(source: Source, span: Span, around: Span) -> bool:
    """Tell whether words inside a sentence look like one themselves, so that the sentence was two when they were quoted."""
    before = source.text[around.start : span.start].rstrip()
    opens = not before or before.rstrip(CLOSERS).endswith(tuple(ENDS)) or "\n" in source.text[len(before) : span.start]
    closes = span.end == around.end or source.words(span).rstrip(CLOSERS).endswith(tuple(ENDS))
    return opens and closes and (bool(before) or span.end < around.end)


def cut(proceedings: Proceedings, spans: Iterable[Span]) -> Proceedings:
    """Cut sentences so that each of some places is one; where two places overlap, the later holds."""
    wanted: list[Span] = []
    for span in spans:
        wanted = [other for other in wanted if not other.overlaps(span)] + [span]
    known = {s.span for s in proceedings.sentences}
    wanted = sorted(span for span in wanted if span not in known)
    if not wanted:
        return proceedings
    source = proceedings.source
    made: list[tuple[Sentence, int]] = []
    for i, sentence in enumerate(proceedings.sentences):
        at = sentence.span.start
        for span in wanted:
            if not span.overlaps(sentence.span):
                continue
            made += pieces(source, sentence, i, at, span.start)
            if not any(piece.span == span for piece, _ in made):
                made.append((replace(sentence, span=span), i))
            at = max(at, span.end)
        made += pieces(source, sentence, i, at, sentence.span.end)
    homes = [old for _, old in made]
    sessions = tuple(
        replace(session, sentences=tuple(n for n, old in enumerate(homes) if old in set(session.sentences)))
        for session in proceedings.sessions
    )
    sentences = tuple(piece for piece, _ in made)
    figures = tuple(
        replace(figure, sentence=n)
        for figure in proceedings.figures
        for n, sentence in enumerate(sentences)
        if sentence.span.contains(figure.span)
    )
    return replace(proceedings, sentences=sentences, sessions=sessions, figures=figures)


def pieces(source: Source, sentence: Sentence, i: int, start: int, end: int) -> list[tuple[Sentence, int]]:
    """Give what is left of a sentence between two offsets, without white space at its ends; nothing where nothing is left."""
    words = source.text[start:end] if start < end else ""
    if not words.strip():
        return []
    start += len(words) - len(words.lstrip())
    return [(replace(sentence, span=Span(start, start + len(words.strip()))), i)]
