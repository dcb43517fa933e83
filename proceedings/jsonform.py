"""Proceedings to JSON: the document that `proceedings structure --json` prints, one compact line an article."""

from __future__ import annotations

import json
from typing import Any

from proceedings.model import DECISIONS, Organizer, Proceedings, Words
from proceedings.text import Span

SCHEMA_VERSION = 1


def to_json(proceedings: Proceedings) -> str:
    """Write proceedings as one line of JSON (UTF-8 text, no newline), the same bytes for the same proceedings."""
    return json.dumps(to_document(proceedings), ensure_ascii=False, separators=(",", ":"))


def to_document(p: Proceedings) -> dict[str, Any]:
    """Give proceedings as plain dictionaries and lists; spans are [start, end) in code points of `source.text`."""

    def fact(words: Words | None) -> dict[str, Any] | None:
        if words is None:
            return None
        return {"text": p.words(words), "span": pair(words.span)}

    def organizer(o: Organizer) -> dict[str, Any]:
        return {"text": p.words(o.name), "span": pair(o.name.span), "part": o.part.value}

    return {
        "schema": SCHEMA_VERSION,
        "source": {"name": p.source.name, "sha256": p.source.sha256, "text": p.source.text},
        "event": {
            "title": fact(p.event.title),
            "organizers": [organizer(o) for o in p.event.organizers],
            "venue": fact(p.event.venue),
            "city": fact(p.event.city),
            "date": fact(p.event.date),
            "participants": fact(p.event.participants),
        },
        "speakers": [
            {
                "id": s.id,
                "name": p.words(s.name),
                "honorific": p.words(s.honorific) or None,
                "role": p.words(s.role) or None,
                "affiliation": p.words(s.affiliation) or None,
                "mentions": [pair(m) for m in s.mentions],
            }
            for s in p.speakers
        ],
        "sessions": [
            {"kind": s.kind.value, "title": p.words(s.title) or None, "sentences": list(s.sentences)} for s in p.sessions
        ],
        "sentences": [
            {
                "span": pair(s.span),
                "section": s.section.value,
                "speakers": list(s.attribution.speakers),
                "certainty": s.attribution.certainty.value if s.attribution.certainty else None,
                "rule": s.attribution.rule,
                "cue": pair(s.attribution.cue),
                "mode": s.attribution.mode.value,
                "shape": s.shape.value,
                "paragraph": s.paragraph,
                "corrected": s.corrected,
                "decided": [decision for decision in DECISIONS if decision in s.decided],
            }
            for s in p.sentences
        ],
        "figures": [
            {
                "text": p.words(f.span),
                "span": pair(f.span),
                "what": p.words(f.what) or None,
                "speakers": list(p.sentences[f.sentence].attribution.speakers),
                "sentence": f.sentence,
            }
            for f in p.figures
        ],
        "notices": [{"code": n.code, "text": n.text, "span": pair(n.span)} for n in p.notices],
    }


def pair(span: Span | None) -> list[int] | None:
    """Give a span as JSON has it."""
    return None if span is None else [span.start, span.end]
