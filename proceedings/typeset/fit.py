"""Fit the summary sheet on one page: a ladder of steps, tried in order, each reported; never below the floor.

drop the notes · messages 5→4 · speakers to 6 rows · drop the figures · messages 4→3 · leading · body size · title
size · cut messages at a clause boundary. What still does not fit is a FitError.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from proceedings.typeset.theme import Theme
from proceedings.typeset.view import Plan, View
from proceedings.values import replace

ROWS = 6
"""Rows of the speakers' table once it is cut."""
CLIP = (24, 16)
"""Words after which a message is cut at a clause boundary, the gentler first."""


def ladder(view: View, theme: Theme, plan: Plan) -> Iterator[tuple[str, Plan]]:
    """Give ever tighter plans, each with a phrase that says what it gave up."""
    if plan.notes:
        plan = replace(plan, notes=False)
        yield "notes dropped", plan
    messages = min(plan.messages, len(view.choice.messages))
    if messages > 4:
        plan = replace(plan, messages=4)
        yield f"key messages {messages}→4", plan
    speakers = len(view.proceedings.speakers)
    if speakers > ROWS + 1:
        plan = replace(plan, rows=ROWS)
        yield f"speakers {speakers}→{ROWS} rows", plan
    if view.choice.figures:
        plan = replace(plan, figures=0)
        yield "figures dropped", plan
    if messages > 3:
        plan = replace(plan, messages=3)
        yield "key messages 4→3", plan
    for measure, name in (("leading", "leading"), ("body", "text size"), ("title", "title size")):
        values = theme.ladder.get(measure, ())
        paragraphs = theme.ladder.get("step", ()) if measure == "leading" else ()
        for n, (before, after) in enumerate(pairwise(values), 1):
            closer = {"step": paragraphs[n]} if n < len(paragraphs) else {}
            plan = replace(plan, measures={**plan.measures, measure: after, **closer})
            yield f"{name} {before:g}→{after:g} pt", plan
    for words in CLIP:
        plan = replace(plan, words=words)
        yield f"messages cut at a clause after at most {words} words", plan
