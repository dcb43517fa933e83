"""Write what a mail with the documents says: the summary sheet's variables to a subject, a text and an HTML body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import category

from proceedings.deliver.draft import Enclosure, Letter
from proceedings.typeset import Layout, View
from proceedings.typeset.edition import labels
from proceedings.typeset.phrases import join_words
from proceedings.typeset.templates import render
from proceedings.typeset.view import Plan


def letter(view: View, layout: Layout, kind: str, documents: tuple[str, ...], enclosures: tuple[Enclosure, ...]) -> Letter:
    """Write the letter that carries `enclosures`, which are `documents` ("brief", "summary").

    kind: "info", "action", "decision". The HTML body is the layout's template email.html, by default the one that all
    layouts share. Raises LayoutError for a mistake in it.
    """
    say = labels()
    context = view.summary(Plan()) | {
        "opening": say[f"mail_{'both' if len(documents) > 1 else documents[0]}"],
        "enclosures": [
            _enclosure(enclosure, say[f"kind_{document}"]) for document, enclosure in zip(documents, enclosures, strict=True)
        ],
    }
    text = "\n".join(_lines(context)) + "\n"
    return Letter(subject(view, kind), text, render(layout.folders, "email", context), enclosures)


def subject(view: View, kind: str) -> str:
    """Give the subject line: "INFO: title, city, date", without what the source does not state."""
    words, event = view.proceedings.words, view.proceedings.event
    what = join_words(map(one_line, (str(view.title()[0]), words(event.city), words(event.date))))
    return labels()["mail_subject"].format(kind=labels()[f"mail_{kind}"], what=what)


def one_line(words: str) -> str:
    """Give words on one line, as a header needs them: white space made one, control characters left out."""
    return "".join(c for c in " ".join(words.split()) if category(c) not in ("Cc", "Cs"))


def _enclosure(enclosure: Enclosure, kind: str) -> str:
    """Name an enclosure, and say what it is and how large."""
    say = labels()
    pages = say["mail_page"] if enclosure.pages == 1 else say["mail_pages"].format(n=enclosure.pages)
    size = max(1, round(len(enclosure.content) / 1000))
    return say["mail_enclosure"].format(name=enclosure.name, kind=kind, pages=pages, size=size)


def _lines(context: dict[str, Any]) -> Iterator[str]:
    """Give the lines of the text body, in the order of the template's."""
    say = context["say"]
    if context["marking"]:
        yield from (context["marking"], "")
    yield from (f"{context['opening']} {context['title']}", "", say["bottom_line"])
    yield _point(context["bottom_line"]) if context["bottom_line"] else say["no_bottom_line"]
    if context["messages"]:
        yield from ("", say["key_messages"], *(f"- {_point(point)}" for point in context["messages"]))
    yield from ("", say["outcome"], *(f"- {_point(point)}" for point in context["outcome"]))
    if context["outcome_note"]:
        yield context["outcome_note"]
    yield from ("", say["mail_attached"], *(f"- {enclosure}" for enclosure in context["enclosures"]))
    yield from ("", f"{context['state']}. {context['basis']}")
    if context["contact"]:
        yield context["contact"]
    if context["marking"]:
        yield from ("", context["marking"])


def _point(point: dict[str, Any]) -> str:
    """Write a sentence with its label, where it has one, and its paragraph number."""
    label = ""
    if point["label"]:
        people = [p["name"] + (f" ({p['capacity']})" if p["capacity"] else "") for p in point["label"]["people"]]
        label = join_words([", ".join(people), point["label"]["uncertain"]], " ") + ": "
    return f"{label}{point['words']} (¶\u00a0{point['number']})"
