"""Say in plain words what was understood of an article: proceedings in, text for a desk officer out."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable

from proceedings.model import COLLECTIVE, Attribution, Certainty, Proceedings, Section, Sentence
from proceedings.revise.approval import Review
from proceedings.revise.entries import NOBODY, PARTICIPANTS, SECTIONS, Approval, Entry, Fact, Fit, Person
from proceedings.revise.items import shortened
from proceedings.revise.overlay import Revision

WIDTH = 100
NAMES = {section: word for word, section in SECTIONS.items()} | {Section.BOILERPLATE: "set aside"}
"""What a section is called before users."""


def plural(n: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def summary_lines(p: Proceedings) -> list[str]:
    """Give the lines of a report: what was read, found, doubted, missing, set aside."""
    paragraphs = len({s.paragraph for s in p.sentences})
    by_section = Counter(s.section for s in p.sentences)
    certainty = Counter(s.attribution.certainty for s in p.sentences if s.attribution.is_named)
    sections = [NAMES[s] for s in Section if by_section[s] and s not in (Section.HEADLINE, Section.BOILERPLATE)]
    named = sum(certainty.values())
    found = [plural(len(p.speakers), "speaker"), plural(named, "attributed sentence"), plural(len(p.figures), "figure")]
    doubt = [s for s in p.sentences if s.attribution.certainty is Certainty.DOUBTFUL]
    missing = [n for n, v in facts(p) if not v]
    read = [plural(paragraphs, "paragraph"), plural(len(p.sentences), "sentence"), f"{len(p.source.text.split()):,} words"]
    lines = [
        f"{'Read':<10} {p.source.name}: {', '.join(read)}",
        f"{'Found':<10} {', '.join(found)}; sections: {', '.join(sections) or 'none'}",
        f"{'Doubted':<10} {plural(len(doubt), 'attribution') if doubt else 'nothing'}",
    ]
    lines += [f"{'':<10} {p.source.place(s.span.start)}: {speakers_of(p, s)}? {short(p, s, 60)}" for s in doubt]
    unsure = sum(s.attribution.rule == "unsure" for s in p.sentences)
    if unsure:
        lines.append(f"{'Unsure':<10} {plural(unsure, 'sentence')} left without a speaker: the evidence for one was too weak")
    if missing:
        lines.append(f"{'Missing':<10} {', '.join(missing)}: not stated in the source")
    aside = by_section[Section.BOILERPLATE]
    lines.append(f"{'Set aside':<10} {plural(aside, 'line') if aside else 'nothing'}")
    lines += [f"{'Notice':<10} {notice.text}" for notice in p.notices]
    return lines


def review_lines(revision: Revision, review: Review | None = None) -> list[str]:
    """Give the lines of a report on what people decided: how much of it applies, and whether the edition is approved."""
    sidecar, lines = revision.sidecar, []
    said = len(sidecar.facts) + len(sidecar.persons) + len(revision.with_fit(Fit.EXACT))
    if sidecar.facts or sidecar.persons or sidecar.corrections:
        parts = [f"{said} applied"]
        parts += [f"{len(revision.carried)} carried over, please confirm"] if revision.carried else []
        parts += [f"{len(revision.orphaned)} no longer matching"] if revision.orphaned else []
        lines.append(f"{'Corrected':<10} {', '.join(parts)} ({sidecar.path})")
    if revision.house.persons:
        lines.append(f"{'House':<10} {plural(len(revision.house.persons), 'person', 'people')} from {revision.house.path}")
    if review is not None and review.approval is not None:
        if review.holds:
            lines.append(f"{'Reviewed':<10} by {review.by}, {review.on}")
        else:
            lines.append(f"{'Lapsed':<10} the approval by {review.approval.by}: changed since: {', '.join(review.changed)}")
    return lines


def facts(p: Proceedings) -> list[tuple[str, str]]:
    """Give the event's facts by name; "" is not stated."""
    e = p.event
    return [
        ("title", p.words(e.title)),
        ("date", p.words(e.date)),
        ("venue", p.words(e.venue)),
        ("city", p.words(e.city)),
        ("organisers", "; ".join(f"{p.words(o.name)} ({o.part.value})" for o in e.organizers)),
        ("participants", p.words(e.participants)),
    ]


def overview(p: Proceedings) -> str:
    """Give the event, the sessions and the speakers of an article."""
    lines = [f"{name:<13} {value or 'not stated in the source'}" for name, value in facts(p)]
    lines.append("")
    for n, session in enumerate(p.sessions, 1):
        title = p.words(session.title) or "(no title of its own)"
        lines.append(f"session {n:<5} {session.kind.value}: {title}, {plural(len(session.sentences), 'sentence')}")
    lines.append("")
    for speaker in p.speakers:
        name = " ".join(filter(None, (p.words(speaker.honorific), p.words(speaker.name))))
        capacity = ", ".join(filter(None, (p.words(speaker.role), p.words(speaker.affiliation))))
        count = sum(speaker.id in s.attribution.speakers for s in p.sentences)
        lines.append(f"speaker       {name} ({capacity or 'capacity not stated'}): {plural(count, 'sentence')}")
    return "\n".join([*lines, "", *summary_lines(p)]) + "\n"


def explanation(p: Proceedings) -> str:
    """Give a table of every sentence: section, speaker, certainty, rule and cue, then the sentence itself."""
    rows: list[str] = []
    for n, sentence in enumerate(p.sentences, 1):
        a = sentence.attribution
        who = speakers_of(p, sentence) or "nobody (the reporter’s own)"
        why = reason(p, a)
        rows.append(f"s{n:<4} {NAMES[sentence.section]:<11} {who}" + (f"  [{why}]" if why else ""))
        text = " ".join(p.words(sentence).split())
        rows += textwrap.wrap(text, WIDTH, initial_indent=" " * 18, subsequent_indent=" " * 18)
    return "\n".join([*rows, "", *summary_lines(p)]) + "\n"


def reason(p: Proceedings, a: Attribution) -> str:
    """Say why a sentence has its speaker: certainty, rule and cue; "" when there is nothing to say."""
    return "; ".join(filter(None, (a.certainty or "", a.rule, f"cue “{p.words(a.cue)}”" if a.cue else "")))


def told(revision: Revision, entry: Entry) -> str:
    """Say what an entry decides."""
    if isinstance(entry, Fact):
        return f"{entry.field}: {'; '.join(entry.values) or 'not stated in the source'}"
    if isinstance(entry, Approval):
        return f"the approval by {entry.by}"
    if isinstance(entry, Person):
        said = {"honorific": entry.honorific, "role": entry.role, "affiliation": entry.affiliation, "same as": entry.same_as}
        parts = [f"{name} {value or 'none'}" for name, value in said.items() if value is not None]
        return f"{entry.name}: {', '.join([*parts, *(f'also {name}' for name in entry.also)])}"
    place = next((s.sentence for s in revision.settled if s.correction.anchor == entry.anchor and s.sentence is not None), None)
    number = f"s{place + 1} " if place is not None else ""
    parts = []
    if entry.speakers is not None:
        parts.append(f"speaker {', '.join(PARTICIPANTS if name == COLLECTIVE else name for name in entry.speakers) or NOBODY}")
    if entry.section is not None:
        parts.append(f"section {NAMES[entry.section]}")
    if entry.session is not None:
        parts.append(f"session “{shortened(entry.session, 40)}”")
    if entry.text is not None:
        parts.append(f"text “{shortened(entry.text, 60)}”")
    parts += [word for word, on in (("set aside", entry.drop), ("key message", entry.key)) if on]
    return f"{number}“{shortened(entry.anchor.quote, 60)}”: {', '.join(parts) or 'nothing'}"


def speakers_of(p: Proceedings, sentence: Sentence) -> str:
    """Name the speakers of a sentence."""
    return join("Participants" if s == COLLECTIVE else p.words(p.speaker(s).name) for s in sentence.attribution.speakers)


def join(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def short(p: Proceedings, sentence: Sentence, width: int) -> str:
    """Give the beginning of a sentence."""
    return textwrap.shorten(p.words(sentence), width, placeholder=" …")
