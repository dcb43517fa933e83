"""Turn the write-up of a conference into a PDF brief and a one-page summary sheet.

    article ──read──▶ Source ──structure──▶ Proceedings ──revise──▶ Proceedings ──typeset──▶ Pages ──publish──▶ PDF
              bytes     text + offsets    sessions, statements,  corrections laid over   placements      painted, tagged
                                          speakers, attributions

From Python, the same without a command, a sheet and its brief in memory:

    >>> from proceedings import read, structure, typeset, publish
    >>> proceedings = structure(read("seeds/river-forum.txt"))
    >>> proceedings.words(proceedings.event.title)
    'Third Forum on Living with Floods'
    >>> sheet = typeset(proceedings, "summary", layout="plain", paper="letter")
    >>> len(sheet.pages.pages)
    1
    >>> publish(sheet)[:5]
    b'%PDF-'

(For type checkers: `from proceedings.read import read`, and so on.) Files, corrections and approvals: `proceedings.build`.

Every arrow is one function, pure except at the ends; every noun is a frozen value. `Proceedings` is the centre: all on its
left builds it, all on its right only reads it. Nobody stores a copied string: everybody stores a `Span` into `Source.text`
and asks the source.
A part imports only from those above it:

    errors       the tree of errors; each has a place, a hint and an exit code
    parts        packages that can be called
    places       the user's folder for settings and layouts
    cache        what is dear to make, kept on disk between runs
    values       classes of values, quickly made
    limits       how large, long and deep anything may be that comes from outside
    store        files put in their places, whole or not at all
    patterns     regular expressions, compiled once for all runs
    text         Source, Span, Place
    model        Proceedings and what it is made of
    jsonform     proceedings to JSON
    schema       the JSON Schema of that
    read         a file to a Source
    structure    segment, people, attribute, divide, sessions, event, figures; choose and number what is printed
    revise       what people decided, kept beside the article and laid over what was understood; approvals
    scrub        names withheld: proceedings of a scrubbed text
    typeset      template, markup, lines, strips, pages: the layout engine
    pdf          placements to a tagged, archivable PDF
    deliver      drafts of mails; sheets for folding, or two to a side
    explain      what was understood, in plain words
    check        a layout tried in every case
    config       what holds when the command line does not say: environment, files, defaults
    build        the story of a build
    doctor       an installation examined, each finding with its way out
    watch        what of some articles has changed
    batch        an archive: many articles, worker processes, a report
    review       the page in the browser on which people decide
    cli          the command: the only place that prints
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

__all__ = ["__version__", "publish", "read", "structure", "typeset"]

VERBS = {name: f"proceedings.{name}" for name in ("read", "structure", "typeset")} | {"publish": "proceedings.pdf.publish"}
"""Where the public verbs are; each is loaded when it is asked for, so that the command starts quickly."""


def __getattr__(name: str) -> Any:
    if name in VERBS:
        module = import_module(VERBS[name])
        return module.publish_typeset if name == "publish" else module
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
