"""Describe each segment of an article by the traits that come of its place: who has spoken, what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from proceedings.model import Shape
from proceedings.structure.attribute import Attributed
from proceedings.structure.lexicons import lexicon
from proceedings.structure.people import People
from proceedings.structure.segment import Segment
from proceedings.structure.signs import listed
from proceedings.structure.traits import View, add_names, look

PROSE = 11
"""Tokens above which a sentence is taken for running text, not for a byline or a caption."""

PARTS = frozenset({"welcome", "opening_part", "opened", "session", "day_first", "day_later", "closing", "result_document"})
"""Signs that announce a part of the meeting."""

TURN = frozenset(
    {
        "welcome",
        "opening_part",
        "opened",
        "session",
        "talk",
        "question",
        "discuss",
        "closing",
        "thank",
        "keynote",
        "guest",
        "outside",
    }
)
"""Signs that tell of a whole turn."""

BRINGS_IN = frozenset(
    {"welcome", "opening_part", "opened", "greet", "session", "talk", "guest", "closing", "keynote", "office", "expert"}
)
"""Signs that tell of a speaker where they bring the speaker in."""

UNSEEN = frozenset({"moderate", "discuss", "next_speaker", "time_of_day", "meanwhile", "earlier", "at_end", "social"})
UNSEEN |= {"byline", "legal", "background", "result_lead"}
"""Signs that say little to the neighbours of a segment; all others do."""


CUES = (
    ("closing", frozenset({"closing"})),
    ("opening", frozenset({"welcome", "opening_part", "opened"})),
    ("session", frozenset({"session", "day_first", "day_later"})),
    ("honoured", frozenset({"keynote", "guest", "greet"})),
    ("outside", frozenset({"outside", "said_at", "next_time"})),
    ("exchange", frozenset({"talk", "question", "discuss", "next_speaker"})),
)
"""Cues that say outright which part of the meeting a sentence tells of, and the signs that make them; the first counts."""

STAGES = frozenset({"closing", "opening", "session", "honoured", "result"})
"""Cues that hold until the next one."""


def describe(segments: Sequence[Segment], people: People, attributed: Sequence[Attributed]) -> list[View]:
    """Describe all segments of an article, in order."""
    views = [look(segment, a) for segment, a in zip(segments, attributed, strict=True)]
    for at, mentions in groupby(people.mentions, key=lambda mention: mention.segment):
        add_names(views[at], list(mentions))
    add_places(views)
    add_speakers(views)
    add_turns(views)
    add_surroundings(views)
    add_progress(views)
    add_event(views)
    add_stages(views)
    return views


def first_of_text(views: list[View]) -> int:
    """Give the index of the first segment that is running text: prose of some length that ends like a sentence."""
    for i, view in enumerate(views):
        text = view.segment.text
        if view.segment.shape is Shape.PROSE and len(view.words) > PROSE and text.rstrip("”\"’')")[-1:] in ".:?!…":
            return i
    return 0


def add_places(views: list[View]) -> None:
    """Add where each segment stands in the article."""
    n = len(views)
    text = first_of_text(views)
    last = views[-1].segment.paragraph if views else 0
    for i, view in enumerate(views):
        add = view.traits.append
        add(f"tenth:{10 * i // n}")
        add("from start:" + (str(i) if i < 6 else "far"))
        add("from end:" + (str(n - 1 - i) if n - 1 - i < 5 else "far"))
        if i <= text:
            add("lead" if i == text else "before the text")
            if i < text:
                add(f"before the text:{min(i, 2)}")
                if view.segment.text[-1] not in ".:!":
                    add("before the text, without a stop")
        paragraph = view.segment.paragraph
        add("paragraph:" + (str(paragraph) if paragraph < 5 else "far"))
        if paragraph == last:
            add("last paragraph")
        late = "late" if i > 0.6 * n else "early" if i < 0.3 * n else "middle"
        for kind in view.kinds - UNSEEN:
            add(f"{late}:{kind}")
            add(f"{view.speaker}:{kind}")
        add(f"{late}:{view.speaker}")
        if view.segment.first and (i + 1 == n or views[i + 1].segment.first):
            add("alone")
            add(f"alone:{view.speaker}")
        add(f"paragraphs to come:{min(last - paragraph, 4)}")
        add(f"{view.speaker}:{view.segment.shape}")


def add_speakers(views: list[View]) -> None:
    """Add who speaks: for the first time, again, after others; and how the speaker was first brought in."""
    first: dict[int, int] = {}
    order: list[tuple[int, ...]] = []
    for i, view in enumerate(views):
        add = view.traits.append
        add("speaker:" + view.speaker)
        before = views[i - 1].who if i else ()
        same = bool(view.who) and view.who == before
        view.links.append("same speaker" if same else f"to {view.speaker}")
        if len(view.who) > 1:
            add("speakers together")
        if not view.who or view.who == (-1,):
            continue
        key = view.who[0]
        if key not in first:
            first[key] = i
            add("new speaker")
            for kind in view.kinds & BRINGS_IN:
                add(f"new speaker:{kind}")
            if not view.kinds & {"office", "expert"}:
                add("new speaker without office")
            add("speakers before:" + str(min(len(first) - 1, 4)))
        else:
            if not same:
                add("speaker again")
                add("speaker again after:" + str(min(len(order), 9)))
            for kind in views[first[key]].kinds & {
                "welcome",
                "opened",
                "greet",
                "session",
                "talk",
                "guest",
                "closing",
                "keynote",
            }:
                add("came by:" + kind)
        if not order or order[-1] != view.who:
            order.append(view.who)


def add_turns(views: list[View]) -> None:
    """Add the signs that stand anywhere in the same speaker's turn, and in all that the speaker says."""
    turns: list[list[View]] = []
    for view in views:
        if view.who and turns and turns[-1][0].who == view.who:
            turns[-1].append(view)
        else:
            turns.append([view])
    everywhere: dict[tuple[int, ...], set[str]] = {}
    for turn in turns:
        kinds = set().union(*(v.kinds for v in turn)) & TURN
        everywhere.setdefault(turn[0].who, set()).update(kinds)
        for view in turn if len(turn) > 1 else ():
            view.traits.extend(f"turn:{kind}" for kind in sorted(kinds - view.kinds))
    for view in views:
        if view.speaker == "named":
            view.traits.extend(f"speaker everywhere:{kind}" for kind in sorted(everywhere[view.who]))


def add_surroundings(views: list[View]) -> None:
    """Add what stands around: neighbours' signs, the heading above, the line that leads a list in."""
    heading: View | None = None
    lead: View | None = None
    under = 0
    for i, view in enumerate(views):
        add = view.traits.append
        before = views[i - 1] if i else None
        after = views[i + 1] if i + 1 < len(views) else None
        is_list = view.segment.shape is Shape.BULLET
        if (
            not is_list
            and before is not None
            and before.segment.shape is not Shape.BULLET
            and not before.segment.text.endswith(":")
        ):
            lead = None
        if before is not None and before.segment.text.endswith(":") and before.segment.shape is not Shape.HEADING:
            lead = before
        if heading is not None and view.segment.shape is not Shape.HEADING:
            for kind in heading.kinds:
                add("under:" + kind)
            add("under heading:" + str(min(under, 3)))
        if lead is not None and lead is not view:
            for kind in lead.kinds:
                add("led by:" + kind)
            add("led in")
        for name, other in (("before", before), ("after", after)):
            if other is None:
                continue
            add(f"{name}:{other.speaker}")
            add(f"{name}:{other.segment.shape}")
            for kind in other.kinds - UNSEEN:
                add(f"{name}:{kind}")
        view.links.extend(link(view, before))
        under += 1
        if view.segment.shape is Shape.HEADING:
            heading, under = view, 0


def link(view: View, before: View | None) -> list[str]:
    """Say how a segment hangs on the one before."""
    found = ["new paragraph" if view.segment.first else "same paragraph"]
    if view.segment.shape is not Shape.PROSE:
        found.append(str(view.segment.shape))
    if before is not None and before.segment.shape is Shape.HEADING:
        found.append("after heading")
    shape = "heading" if view.segment.shape is Shape.HEADING else "text"
    found.extend(sorted({f"{shape}:{s.kind}" for s in view.signs if s.kind in PARTS}))
    return found


def add_progress(views: list[View]) -> None:
    """Add how far the meeting has come: whether its opening is told, before or after, and how many have spoken."""
    opening = [i for i, view in enumerate(views) if view.kinds & {"welcome", "opening_part", "opened"}]
    closing = [i for i, view in enumerate(views) if "closing" in view.kinds]
    back = [i for i in opening if "earlier" in views[i].kinds]
    spoken: set[int] = set()
    for i, view in enumerate(views):
        add = view.traits.append
        spoken.update(view.who)
        told = ("opened" if opening and opening[0] <= i else "unopened") + (
            ", opens later" if opening and opening[-1] > i else ""
        )
        add(told)
        if i in back:
            add("opening told back")
        elif back and i < back[-1]:
            add("opening told back later")
        add(f"{told}, {view.speaker}")
        add(f"{told}, spoken: {min(len(spoken), 4)}")
        add("spoken:" + str(min(len(spoken), 6)))
        add("closes later" if closing and closing[-1] > i else "closes no more")


def add_event(views: list[View]) -> None:
    """Add whether the event has been brought in yet: nothing can be told of it before, though something may be said."""
    here = next((i for i, view in enumerate(views) if brings_in_event(view)), None)
    for i, view in enumerate(views):
        told = "never" if here is None else "ahead" if i < here else "here" if i == here else "told"
        view.traits.append(f"event:{told}")
        view.traits.append(f"event:{told}:{view.speaker}")


def brings_in_event(view: View) -> bool:
    """Tell whether running text says that an event was held, or who came to it."""
    is_text = view.segment.shape is not Shape.HEADING and len(view.words) > PROSE
    return is_text and bool(view.kinds & {"held", "crowd"}) and not whole_events().isdisjoint(view.words)


@cache
def whole_events() -> frozenset[str]:
    """Give the nouns for an event as a whole."""
    return frozenset(listed(lexicon("sections")["words"]["whole"]))


def cue_of(view: View) -> str:
    """Give the cue that a segment has, or nothing; a result needs its verb and its document, or a group that resolves."""
    if "result_verb" in view.kinds and ("result_document" in view.kinds or view.speaker == "collective"):
        return "result"
    return next((name for name, kinds in CUES if kinds & view.kinds), "") if view.kinds else ""


def add_stages(views: list[View]) -> None:
    """Add the stage of the meeting as the cues tell it: the last cue, who has spoken since, the next cue."""
    text = first_of_text(views)
    cues = [cue_of(view) for view in views]
    ahead = ["none"] * len(views)
    following = "none"
    for i in range(len(views) - 1, -1, -1):
        ahead[i] = following
        if i > text and cues[i] in STAGES:
            following = cues[i]
    last, since = "none", 0
    told: tuple[int, ...] = ()
    others: set[tuple[int, ...]] = set()
    for i, view in enumerate(views):
        add = view.traits.append
        cue = cues[i]
        if i > text and cue in STAGES:
            last, told, since = cue, view.who, 0
            others = set()
        elif view.who and not told and since == 1:
            told = view.who
        elif view.who and view.who != told:
            others.add(view.who)
        since += 1
        voice = "nobody" if not view.who else "same" if view.who == told else f"other {min(len(others), 2)}"
        add(f"cue:{cue or 'none'}:{view.speaker}")
        add(f"stage:{last}:{voice}")
        add(f"stage:{last}:{voice}:{cue or 'none'}")
        add(f"stage:{last}:{voice}:then {ahead[i]}")
        view.links.append(f"cue:{cue or 'none'}")
