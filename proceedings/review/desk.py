"""Keep one article on the desk of whoever reviews it: its state as JSON out, one decision at a time in.

Every decision is in the sidecar before the desk answers. The desk draws on `revise` for what a decision means and on `build`
for the documents; it decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from proceedings.build import DOCUMENTS, Order, Understood, attachments, parts_of, regard, typeset_document, understand, view_of
from proceedings.errors import ProceedingsError, UsageError
from proceedings.explain import NAMES, plural, reason
from proceedings.model import COLLECTIVE, Section, Shape
from proceedings.pdf.preview import preview
from proceedings.pdf.publish import publish
from proceedings.review.telling import LABELS, facts_of, notices_of, people_of, places_of, step_of
from proceedings.revise.approval import digests
from proceedings.revise.editing import approve, decide, undo
from proceedings.revise.entries import FACTS, SECTIONS, Approval, Correction, Fact, Person, Sidecar, Stamp
from proceedings.revise.items import correct, keep
from proceedings.revise.overlay import overlay
from proceedings.revise.storage import StaleError, save, sidecar_path
from proceedings.structure.paragraphs import number, references
from proceedings.typeset import View, open_layout
from proceedings.typeset.edition import state_of

WIDTH = 1000
"""Pixels across a page's picture."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as typeset: the PDF, the sizes of its pages, where each sentence is printed, or why there is none.

    places: by sentence, boxes of page, x, y, width, height in points from the top left.
    """

    content: bytes = b""
    pages: tuple[tuple[float, float], ...] = ()
    places: Mapping[int, list[list[float]]] | None = None
    problem: str = ""


class Desk:
    """One article under review. Its methods may be called from several threads; they take turns.

    path: the article; order: how its documents are built; by: who reviews; now: gives the time of a decision.
    """

    def __init__(self, path: Path, order: Order, by: str = "", now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path, self.order, self.by, self.now = path, order, by, now
        self._turn = RLock()
        self._read()

    # -- what the page asks for -----------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Give all that the page shows; read anew when the article or the corrections have changed on the disk."""
        with self._turn:
            if self._changed():
                self._read()
            return self._state

    def act(self, revision: str, act: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out one decision and keep it; gives the new state, with `did`: what was done, in words.

        Raises StaleError when the page did not show the latest state, other ProceedingsErrors when it cannot be done.
        """
        with self._turn:
            if self._changed():
                self._read()
            if revision != self._state["revision"]:
                raise StaleError(
                    "The article or its corrections were changed meanwhile.", hint="The page now shows how; do it once more."
                )
            step = STEPS.get(str(act.get("kind")))
            if step is None:
                raise UsageError("The page asked for something that cannot be done.")
            try:
                changed, did = step(self, act)
            except (KeyError, TypeError, ValueError, IndexError):
                raise UsageError("The page asked for something that cannot be done.") from None
            self._lay(save(changed))
            return self._state | {"did": did}

    def paper(self, name: str) -> bytes:
        """Give a document's PDF. Raises LookupError for any other name, or when there is none."""
        with self._turn:
            content = self._papers[name].content
        if not content:
            raise LookupError(name)
        return content

    def picture(self, name: str, page: int) -> bytes:
        """Give the picture of a page, as PNG."""
        with self._turn:
            paper = self._papers[name]
        if not 0 <= page < len(paper.pages):
            raise LookupError(name)
        return preview(paper.content, page, WIDTH)

    # -- decisions ------------------------------------------------------------------------------------------------------

    def speakers(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Give a sentence its speakers."""
        i, names = self._sentence(act), tuple(self._name(str(id)) for id in act["speakers"])
        said = " and ".join("participants" if n == COLLECTIVE else n for n in names) or "nobody, the reporter’s own words"
        return self._decide(correct(self.revision, i, speakers=names)), f"Sentence {i + 1}: {said}. Saved."

    def keep(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Confirm a sentence as it stands."""
        i = self._sentence(act)
        return self._decide(keep(self.revision, i)), f"Sentence {i + 1} is right as it is. Saved."

    def section(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Put a sentence into another section."""
        i, section = self._sentence(act), Section(act["section"])
        if section not in SECTIONS.values():
            return self._decide(correct(self.revision, i, drop=True)), f"Sentence {i + 1} is set aside. Saved."
        return self._decide(correct(self.revision, i, section=section)), f"Sentence {i + 1}: {NAMES[section]}. Saved."

    def text(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Put other words in the place of a sentence."""
        i, text = self._sentence(act), " ".join(str(act["text"]).split())
        if not text:
            raise UsageError("The text is empty.", hint="Leave the sentence out instead.")
        return self._decide(correct(self.revision, i, text=text)), f"Sentence {i + 1}: text corrected. Saved."

    def drop(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Leave a sentence out, or take it in again."""
        i, on = self._sentence(act), bool(act["on"])
        said = "left out" if on else "in again"
        return self._decide(correct(self.revision, i, drop=on)), f"Sentence {i + 1} is {said}. Saved."

    def key(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Make a sentence a key message, or no longer."""
        i, on = self._sentence(act), bool(act["on"])
        said = "a key message" if on else "no longer a key message"
        return self._decide(correct(self.revision, i, key=on)), f"Sentence {i + 1} is {said}. Saved."

    def person(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Add a person, and give them a sentence."""
        i, name = self._sentence(act), " ".join(str(act["name"]).split())
        if not name:
            raise UsageError("The person has no name.")
        honorific, role, affiliation = (" ".join(str(act[k]).split()) or None for k in ("honorific", "role", "affiliation"))
        person = Person(name, honorific, role, affiliation)
        return self._decide(person, correct(self.revision, i, speakers=(name,))), f"Sentence {i + 1}: {name}. Saved."

    def merge(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Say that two names are one person's."""
        other, name = self._name(str(act["person"])), self._name(str(act["same_as"]))
        if COLLECTIVE in (other, name) or other == name:
            raise UsageError("Choose two different people.")
        return self._decide(Person(other, same_as=name)), f"{other} is {name}. Saved."

    def event(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Change a fact of the event."""
        field, value = str(act["field"]), str(act["value"])
        if field not in FACTS:
            raise UsageError("There is no such fact.")
        parts = value.split(";") if field in ("organizers", "with") else [value]
        values = tuple(filter(None, (" ".join(part.split()) for part in parts)))
        return self._decide(Fact(field, values)), f"{LABELS[field].split(' (')[0]}: {'; '.join(values) or 'not stated'}. Saved."

    def undo(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Take the last step back."""
        what = self._state["undo"]
        return undo(self.revision.sidecar)[0], f"Taken back: {what}."

    def approve(self, act: Mapping[str, Any]) -> tuple[Sidecar, str]:
        """Approve the edition as it stands."""
        by = " ".join(str(act["by"]).split())
        if not by:
            raise UsageError("An approval needs a name.")
        if self.revision.open and not act.get("with_doubts"):
            found = plural(len(self.revision.open), "sentence")
            raise UsageError(f"{found} still to be decided.", hint="Decide them, or approve with doubts.")
        whole, parts = digests(parts_of(self.revision, self.order))
        self.by = by
        return approve(self.revision.sidecar, Approval(by, self.now(), whole, parts)), f"Approved by {by}."

    def _decide(self, *entries: Correction | Person | Fact) -> Sidecar:
        return decide(self.revision.sidecar, entries, Stamp(self.by, self.now()))

    def _sentence(self, act: Mapping[str, Any]) -> int:
        i = int(act["sentence"])
        if not 0 <= i < len(self.revision.proceedings.sentences):
            raise IndexError(i)
        return i

    def _name(self, id: str) -> str:
        """Give the name that an id of the page's list stands for."""
        names = {person["id"]: person["plain"] for person in self._people}
        return COLLECTIVE if id == COLLECTIVE else names[id]

    # -- the article ----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._seen = self._stamps()
        understood = understand(self.path, self.order)
        self.original, self.revision = understood.original, understood.revision
        self._show(understood)

    def _lay(self, sidecar: Sidecar) -> None:
        """Lay changed corrections over the article."""
        self._seen = self._stamps()
        self.revision = overlay(self.revision.understood, sidecar, self.revision.house)
        self._show(regard(self.original, self.revision, self.order))

    def _stamps(self) -> tuple[tuple[int, int] | None, ...]:
        """Tell the states of the files: the article, and its corrections."""
        return tuple(map(stamp_of, (self.path, sidecar_path(self.path))))

    def _changed(self) -> bool:
        return self._stamps() != self._seen

    def _show(self, understood: Understood) -> None:
        view = view_of(understood, self.order)
        self._people = people_of(self.revision, view)
        self._papers = {name: self._typeset(name, view, understood) for name in DOCUMENTS}
        self._state = self._describe(view)

    def _typeset(self, name: str, view: View, understood: Understood) -> Paper:
        """Typeset a document; where it cannot be, say why."""
        order = self.order
        try:
            layout = open_layout(order.layout, order.paper, order.fonts, order.size)
            typeset = typeset_document(name, view, layout, order)
        except ProceedingsError as error:
            return Paper(problem=" ".join(filter(None, (str(error), error.hint))))
        files = attachments(understood.proceedings, understood.original) if name == "brief" and order.attach else ()
        pages = typeset.pages
        sizes = tuple((page.width, page.height) for page in pages.pages)
        return Paper(publish(pages, typeset.faces.by_name, files), sizes, places_of(pages, understood.proceedings))

    def _describe(self, view: View) -> dict[str, Any]:
        """Write the state that the page shows."""
        p, common = self.revision.proceedings, view.common("brief")
        numbers = dict(references(number(p)))
        sections = [{"key": s.value, "name": NAMES[s]} for s in Section]
        carried = {s.sentence for s in self.revision.carried}
        return {
            "revision": f"{p.source.sha256[:12]}-{self.revision.sidecar.found[:12]}",
            "name": self.path.name,
            "title": str(common["title"]),
            "state": state_of(view.edition),
            "by": self.by,
            "sections": sections,
            "people": [{k: v for k, v in person.items() if k != "plain"} for person in self._people],
            "sentences": [self._row(i, numbers.get(i), i in carried) for i in range(len(p.sentences))],
            "decided": sum(bool(s.decided) for s in p.sentences),
            "event": [{"field": f, "label": LABELS[f], "value": v} for f, v in facts_of(p)],
            "notices": notices_of(self.revision),
            "undo": step_of(self.revision),
            "papers": {
                name: {"pages": paper.pages, "places": paper.places or {}, "problem": paper.problem}
                for name, paper in self._papers.items()
            },
        }

    def _row(self, i: int, paragraph: int | None, carried: bool) -> dict[str, Any]:
        """Write one sentence for the page."""
        p = self.revision.proceedings
        s = p.sentences[i]
        a, start = s.attribution, s.span.start
        return {
            "text": p.source.words(s.span),
            "corrected": s.corrected,
            "paragraph": s.paragraph,
            "heading": s.shape is Shape.HEADING,
            "bullet": s.shape is Shape.BULLET,
            "section": s.section.value,
            "speakers": list(a.speakers),
            "certainty": a.certainty.value if a.certainty else None,
            "doubtful": i in self.revision.open,
            "confirm": carried,
            "decided": bool(s.decided),
            "dropped": s.is_dropped,
            "key": s.is_key,
            "cue": [a.cue.start - start, a.cue.end - start] if a.cue and s.span.contains(a.cue) else None,
            "why": reason(p, a),
            "number": paragraph,
        }


STEPS: dict[str, Callable[[Desk, Mapping[str, Any]], tuple[Sidecar, str]]] = {
    "speakers": Desk.speakers,
    "keep": Desk.keep,
    "section": Desk.section,
    "text": Desk.text,
    "drop": Desk.drop,
    "key": Desk.key,
    "person": Desk.person,
    "merge": Desk.merge,
    "event": Desk.event,
    "undo": Desk.undo,
    "approve": Desk.approve,
}
"""What the page can ask for."""


def stamp_of(path: Path | None) -> tuple[int, int] | None:
    """Tell the state of a file by its time and size, None where there is none."""
    try:
        about = path.stat() if path is not None else None
    except OSError:
        return None
    return (about.st_mtime_ns, about.st_size) if about is not None else None
