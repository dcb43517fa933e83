"""Check a layout: set a sample with it in every case, and inspect the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from proceedings.errors import ProceedingsError
from proceedings.explain import plural
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.brand import Brand
from proceedings.typeset.inspect import inspect
from proceedings.typeset.layouts import find_layout, layouts_folder
from proceedings.typeset.theme import PAPERS

CASES = (
    ("normal", "", ""),
    ("normal", "TLP:AMBER", ""),
    ("normal", "", "Lisle Coast Institute"),
    ("normal", "TLP:AMBER", "Lisle Coast Institute"),
    ("large", "", ""),
)
"""Size, marking and issuer to try on every paper."""


def sides(paper: str, size: str) -> int:
    """Give how many sides the sheet may take: one, but on A5 or in large type, for which the sample may be too long."""
    return 9 if paper == "a5" or size == "large" else 1


def check_layout(name: str) -> Iterator[ProceedingsError | str]:
    """Set the sample article with a layout, on every paper, in both sizes, with and without a marking; gives what is wrong.

    What is wrong in the same way in several places is given once, with how many there are. Raises UsageError when there is
    no such layout.
    """
    find_layout(name)
    proceedings = structure(read(layouts_folder() / "common" / "sample.txt"))
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for paper in PAPERS:
        for size, marking, issuer in CASES:
            case = ", ".join(filter(None, (paper, size, marking, issuer)))
            edition = Edition("sample", marking=marking, date="2026-03-07", brand=Brand(issuer=issuer))
            view = View(proceedings, edition)
            try:
                layout = open_layout(name, paper, size=size)
                documents = {"brief": typeset_brief(view, layout).pages}
                documents["sheet"] = typeset_summary(view, layout, sides=sides(paper, size)).pages
            except ProceedingsError as error:
                yield error
                return
            for document, pages in documents.items():
                for finding in inspect(pages):
                    counts[finding.sentence] += 1
                    first.setdefault(finding.sentence, f"{case}, {document}, {finding}")
    for sentence, where in first.items():
        more = counts[sentence] - 1
        yield where + (f" (and in {plural(more, 'more place')})" if more else "")
