"""Look for what may not be told: a scrubbed value or its outputs and a gold annotation in, leaks out.

    name          a person's whole name, or the family name
    honorific     an honorific before any part of the name
    role          the words of a person's role
    affiliation   a person's body or state in a sentence that gives words to that person
    attachment    anything attached

Words of the event's title, organisers, venue, city and date are no leak where they stand as those facts.
"""

from __future__ import annotations

import collections
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from proceedings.build import Order, build, view_of
from proceedings.deliver.draft import Enclosure
from proceedings.deliver.letter import letter
from proceedings.explain import summary_lines
from proceedings.model import AttributionMode, Proceedings, Section
from proceedings.pdf.readback import ReadBack
from proceedings.typeset import open_layout
from proceedings.typeset.edition import labels

Leaks = set[tuple[str, str]]
PARTICLES = frozenset("de da do dos van von der den bin bint al el la le ter ten du di abu ibn mc jr sr ii iii".split())


def plain(text: str) -> str:
    """Reduce text to small letters without marks, one space between words."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[^\W_]+", flat)
    return f" {' '.join(words)} "


def facts_of(gold: dict[str, Any]) -> list[str]:
    event = gold["event"]
    found = [event["title"], event["venue"], event["city"], event["date"], *(event["organizers"] or [])]
    return sorted((plain(f) for f in found if f), key=len, reverse=True)


def without_facts(text: str, facts: list[str]) -> str:
    """Take the event's facts out of plain text."""
    for fact in facts:
        text = text.replace(fact, " | ")
    return text


def surname(name: str) -> str:
    """Give the last word of a name that is no particle or number."""
    words = [w for w in plain(name).split() if w not in PARTICLES and len(w) > 1]
    return words[-1] if words else ""


@cache
def unnamed() -> re.Pattern[str]:
    """Compile what stands for a speaker without a name in lists: "A speaker in the opening session"."""
    say = labels()
    told = [say[f"unnamed_{n}"].format(session=say.get(f"unnamed_{s.value}", "")) for n in ("one", "many") for s in Section]
    parts = [r"\s+".join(map(re.escape, words.split())) for words in sorted(set(told), key=len, reverse=True)]
    return re.compile("|".join(part if r"\s+in" in part else rf"^{part}$" for part in parts), re.MULTILINE)


def leaks_in(text: str, gold: dict[str, Any]) -> Leaks:
    """Find names, honorifics with a name, and roles in a text."""
    facts = facts_of(gold)
    text = unnamed().sub(" […] ", text)
    text = re.sub(r"\[(?:an? |the )?(?:speaker|person)\]", " […] ", text, flags=re.IGNORECASE)
    flat = without_facts(plain(text), facts)
    joined = re.sub(r"[\W_]", "", plain(text))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    cased = set(re.findall(r"[^\W_]+", bare))
    found: Leaks = set()
    for person in gold["people"]:
        name, last = plain(person["name"]), surname(person["name"])
        if name in flat or (
            len(name) > 8 and name.replace(" ", "") in joined and " " in name.strip() and name not in plain(text)
        ):
            found.add(("name", name.strip()))
        elif f" {last} " in flat and {last.capitalize(), last.upper()} & cased:
            found.add(("surname", last))
        if person["honorific"]:
            for word in name.split():
                if len(word) > 1 and f"{plain(person['honorific']).rstrip()} {word} " in flat:
                    found.add(("honorific", f"{person['honorific']} {word}"))
        if person["role"] and plain(person["role"]) in flat:
            found.add(("role", person["role"]))
    return found


def leaks_of_model(scrubbed: Proceedings, gold: dict[str, Any]) -> Leaks:
    """Find leaks in a scrubbed value: its text, names of speakers, sessions, event; and affiliations joined to a speaker."""
    p = scrubbed
    if p.mode is AttributionMode.UNATTRIBUTED:
        return attributed(p, gold)
    parts = [p.source.text, p.source.name, p.source.title or "", p.source.publisher or ""]
    parts += [p.words(w) for s in p.speakers for w in (s.name, s.honorific, s.role, s.affiliation)]
    parts += [p.words(w) for w in (p.event.title, p.event.venue, p.event.city, p.event.date, p.event.participants)]
    parts += [p.words(o.name) for o in p.event.organizers] + [p.words(s.title) for s in p.sessions]
    parts += [n.text for n in p.notices if n.code != "affiliation"]
    return leaks_in("\n".join(parts), gold) | joined_affiliations(p.source.text, gold)


def joined_affiliations(text: str, gold: dict[str, Any]) -> Leaks:
    """Find bodies of speakers in what is left of the sentences that give them words: those most like them in words."""
    left = [plain(s) for s in re.split(r"(?<=[.!?”\"])\s+|\s+(?=•)|\n+", text)]
    people = {p["name"]: p for p in gold["people"]}
    facts = facts_of(gold)
    found: Leaks = set()
    for sentence in gold["sentences"]:
        for name in sentence["speakers"]:
            body = people.get(name, {}).get("affiliation")
            if not body or plain(body) not in plain(sentence["text"]):
                continue
            wanted = set(plain(sentence["text"]).split())
            best = max(left, key=lambda s: len(wanted & set(s.split())) / (len(wanted | set(s.split())) or 1))
            if tells_nobodys_words(best, gold):
                continue
            if len(wanted & set(best.split())) > len(wanted) / 3 and plain(body) in without_facts(
                best, [f for f in facts if f != plain(body)]
            ):
                found.add(("affiliation", f"{body}: {best.strip()[:160]}"))
    return found


def tells_nobodys_words(left: str, gold: dict[str, Any]) -> bool:
    """Tell whether what is left is another sentence than the one looked for: in the annotation, one that gives nobody words."""
    words = set(left.split())

    def likeness(sentence: dict[str, Any]) -> float:
        wanted = set(plain(sentence["text"]).split())
        return len(wanted & words) / (len(wanted | words) or 1)

    home = max(gold["sentences"], key=likeness)
    return likeness(home) > 0.8 and not home["speakers"]


def attributed(p: Proceedings, gold: dict[str, Any]) -> Leaks:
    """Find speakers' names in sentences that give anybody words, where a list tells who was there only."""
    given = [s for s in p.sentences if s.attribution.speakers]
    text = "\n".join(p.words(s.span) for s in given)
    people = [person | {"role": None} for person in gold["people"]]
    return leaks_in(text, gold | {"people": people}) | beside_their_words(p.source.text, gold)


def beside_their_words(text: str, gold: dict[str, Any]) -> Leaks:
    """Find family names in what is left of the sentences that give their bearers words."""
    left = [plain(s) for s in re.split(r"(?<=[.!?”\"])\s+|\n+", text)]
    found: Leaks = set()
    for sentence in gold["sentences"]:
        wanted = set(plain(sentence["text"]).split())
        best = max(left, key=lambda s: len(wanted & set(s.split())) / (len(wanted | set(s.split())) or 1))
        for name in sentence["speakers"]:
            last = f" {surname(name)} "
            if len(wanted & set(best.split())) > len(wanted) / 2 and last in plain(sentence["text"]) and last in best:
                found.add(("attributed", f"{name}: {best.strip()[:120]}"))
    return found


def leaks_of_outputs(
    path: Path, mode: AttributionMode, gold: dict[str, Any], folder: Path, counts: collections.Counter[str]
) -> Leaks:
    """Build everything and look at all that anybody could read in it."""
    order = Order(folder=folder, mode=mode, anyway=True, html=True, sides=2)
    built = build(path, order)
    counts["files"] += len(built.files)
    parts = [written.path.name for written in built.files]
    found: Leaks = set()
    enclosures = []
    for written in built.files:
        content = written.path.read_bytes()
        if written.path.suffix == ".html":
            parts.append(content.decode())
            continue
        reader = PdfReader(BytesIO(content))
        if reader.attachments:
            found.add(("attachment", written.path.name))
        parts += [f"{key} {value}" for key, value in (reader.metadata or {}).items()]
        parts += [page.extract_text() for page in reader.pages]
        parts.append(reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else "")
        parts += [str(entry.title) for entry in flat(reader.outline)]
        parts += [tag.entries[key] for tag in tags(content) for key in ("/Alt", "/ActualText", "/E") if key in tag.entries]
        enclosures.append(Enclosure(written.path.name, content, written.pages))
    view = view_of(built.understood, order)
    written_letter = letter(view, open_layout("diplomatic", "a4"), "info", ("brief", "summary"), tuple(enclosures))
    parts += [written_letter.subject, written_letter.text, written_letter.html]
    if mode is AttributionMode.CHATHAM:
        parts += summary_lines(built.proceedings)
        parts = [part for part in parts if "affiliation too" not in part]
        found |= leaks_in("\n".join(parts), gold)
        found |= {
            ("file name", p.path.name) for p in built.files if not p.path.name.startswith(built.proceedings.source.sha256[:12])
        }
    return found


def flat(outline: Any) -> Iterator[Any]:
    """Give the entries of an outline, whatever they stand under."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def tags(content: bytes) -> Iterator[Any]:
    for top in ReadBack(content).tree:
        yield from top.walk()
