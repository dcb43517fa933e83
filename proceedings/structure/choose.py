"""Choose what the documents repeat at their head: bottom line, key points, key messages, outcome, figures.

Nothing is written here: each choice is an index of a whole sentence of the source. The weights are few and plain, so that a
reader can say why a sentence was taken; the same proceedings always give the same choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property

from proceedings.model import COLLECTIVE, Certainty, Proceedings, Section, Shape
from proceedings.patterns import compiled
from proceedings.structure.figures import Kind, kind_of
from proceedings.structure.lexicons import lexicon
from proceedings.structure.paragraphs import groups, names_speaker
from proceedings.structure.patterns import lazy
from proceedings.values import dataclass

MOST = 5
"""Key points of the brief and messages of the sheet: at most so many, at least `LEAST` where the source has them."""
LEAST = 3
SHEET_OUTCOMES = 3
SHORT_LINE = 35
"""Words of a sentence that can stand as the bottom line."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Indices of sentences (figures: of `Proceedings.figures`), each in the order in which they are to be printed.

    bottom_line: one sentence or None; key_points: up to 5 for the brief; messages: up to 5 for the sheet;
    message_rank: the same sentences, the one to keep longest first (the fitting ladder drops from the end);
    outcome: all sentences of the outcome section but its headings, the bottom line among them;
    sheet_outcome: up to 3 of them without the bottom line; figures: all, those that the source explains
    first, money before shares before the rest (the sheet takes the first 4).
    """

    bottom_line: int | None = None
    key_points: tuple[int, ...] = ()
    messages: tuple[int, ...] = ()
    message_rank: tuple[int, ...] = ()
    outcome: tuple[int, ...] = ()
    sheet_outcome: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()

    @property
    def outcome_is_bottom_line(self) -> bool:
        """The only outcome recorded is the bottom line, which is not printed twice."""
        return bool(self.outcome) and set(self.outcome) == {self.bottom_line}


def choose(proceedings: Proceedings) -> Choice:
    """Choose the sentences that the head of the brief and the sheet repeat."""
    desk = Desk(proceedings)
    line = bottom_line(desk)
    points = pick(desk, [desk.introduction(voice, line) for voice in desk.voices], line)
    messages = pick(desk, [desk.message(voice, line) for voice in desk.voices], line)
    outcome = tuple(i for i in desk.section(Section.OUTCOME) if desk.shape(i) is not Shape.HEADING)
    keys = desk.keys(line)
    points, messages = desk.behind(keys, points), desk.behind(keys, messages)
    return Choice(
        bottom_line=line,
        key_points=desk.in_print_order(points),
        messages=desk.in_print_order(messages),
        message_rank=tuple(messages),
        outcome=outcome,
        sheet_outcome=sheet_outcome(desk, [i for i in outcome if i != line]),
        figures=order_figures(proceedings),
    )


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker (or a group) in one session, and the sentences that report them there.

    session: a number for the session or section, in the order of print; words: how much of the article is theirs.
    """

    speakers: tuple[str, ...]
    session: int
    section: Section
    sentences: tuple[int, ...]
    words: int


@dataclass(frozen=True)
class Desk:
    """What the choosing looks at: the proceedings, and marks taken of each sentence once."""

    proceedings: Proceedings

    @cached_property
    def grouped(self) -> list[tuple[Section, int | None, list[int]]]:
        return groups(self.proceedings)

    @cached_property
    def order(self) -> dict[int, int]:
        used = [i for _, _, members in self.grouped for i in members]
        return {i: n for n, i in enumerate(used)}

    @cached_property
    def cited(self) -> set[int]:
        return {figure.sentence for figure in self.proceedings.figures}

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Who is heard: every named speaker once, in the session that reports them most; then groups, a session each."""
        heard: dict[tuple[str, ...], dict[int, list[int]]] = {}
        section_of: dict[int, Section] = {}
        for n, (section, _, members) in enumerate(self.grouped):
            section_of[n] = section
            for i in members:
                if section is Section.OUTCOME or self.shape(i) is Shape.HEADING or self.is_doubtful(i):
                    continue
                speakers = self.proceedings.sentences[i].attribution.speakers
                key = (*speakers, str(n)) if speakers in ((), (COLLECTIVE,)) else speakers
                heard.setdefault(key, {}).setdefault(n, []).append(i)
        voices: list[Voice] = []
        for sessions in heard.values():
            n, members = max(sessions.items(), key=lambda item: (sum(map(self.length, item[1])), -item[0]))
            speakers = self.proceedings.sentences[members[0]].attribution.speakers
            total = sum(self.length(i) for each in sessions.values() for i in each)
            voices.append(Voice(speakers, n, section_of[n], tuple(members), total))
        return tuple(voices)

    def keys(self, line: int | None) -> list[int]:
        """Give the sentences that a human made key messages, but for the bottom line, which is printed above them."""
        return [i for i, s in enumerate(self.proceedings.sentences) if s.is_key and i in self.order and i != line][:MOST]

    def behind(self, keys: list[int], chosen: list[int]) -> list[int]:
        """Put chosen sentences behind those that a human chose, but for other sentences of the same speakers."""
        heard = {self.proceedings.sentences[i].attribution.speakers for i in keys} - {()}
        rest = [i for i in chosen if i not in keys and self.proceedings.sentences[i].attribution.speakers not in heard]
        return [*keys, *rest][:MOST]

    def section(self, section: Section) -> list[int]:
        return [i for each, _, members in self.grouped if each is section for i in members]

    def shape(self, i: int) -> Shape:
        return self.proceedings.sentences[i].shape

    def text(self, i: int) -> str:
        return self.proceedings.words(self.proceedings.sentences[i])

    def length(self, i: int) -> int:
        return len(self.text(i).split())

    def is_doubtful(self, i: int) -> bool:
        return self.proceedings.sentences[i].attribution.certainty is Certainty.DOUBTFUL

    def is_whole(self, i: int) -> bool:
        """A sentence that can stand alone on its page: prose with a full stop, not the stem of a list."""
        return self.shape(i) is Shape.PROSE and self.text(i).rstrip("”’\"')]»").endswith((".", "!", "?", "…"))

    def in_print_order(self, chosen: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(chosen, key=self.order.__getitem__))

    @cached_property
    def weights(self) -> list[float]:
        """What each sentence weighs."""
        return [self.weight(i) for i in range(len(self.proceedings.sentences))]

    def weight(self, i: int) -> float:
        """Weigh what a sentence says: proposals, demands and figures up; courtesy, stubs and long sentences down."""
        text, length = self.text(i), self.length(i)
        weight = 2.0 * tells("demand", text) + 1.0 * min(2, count("need", text)) + 1.5 * (i in self.cited)
        weight -= 3.0 * tells("courtesy", text)
        weight -= (
            1.5 * tells("thin", text) + 3.0 * (length < 8) + 1.0 * (length < 12) + 1.0 * (length > 40) + 2.0 * (length > 60)
        )
        return weight - 2.0 * (not self.is_whole(i)) - 1.5 * text.rstrip("”’\"')").endswith("?")

    def introduction(self, voice: Voice, line: int | None) -> int | None:
        """Take for a key point the sentence that introduces the speaker, unless that is courtesy only."""

        def rank(i: int) -> tuple[float, int]:
            named = bool(voice.speakers) and names_speaker(self.proceedings, i)
            opens = i == voice.sentences[0] or named
            bare = 3.5 * tells("thin", self.text(i)) + 1.0 * tells("courtesy", self.text(i)) + 1.0 * leans(self.text(i))
            return (2.5 * named + 1.5 * opens + min(self.weights[i], 2.0) - bare, -i)

        return best((i for i in voice.sentences if i != line), rank)

    def message(self, voice: Voice, line: int | None) -> int | None:
        """Take for a message the sentence that carries most: a proposal, a demand, a number; short; standing by itself."""

        def rank(i: int) -> tuple[float, int]:
            pointing = tells("pointing", self.text(i))
            return (self.weights[i] - 0.05 * max(0, self.length(i) - 15) - 1.0 * pointing, -i)

        return best((i for i in voice.sentences if i != line), rank)


def pick(desk: Desk, candidates: Sequence[int | None], line: int | None) -> list[int]:
    """Pick at most `MOST` sentences, one a voice, the most wanted first.

    Each session is heard once before any is heard twice; within that, what weighs most and who has most of the article.
    Named speakers come before groups, groups before the reporter's narration, which only fills up to `LEAST`.
    """
    open_ = [(voice, i) for voice, i in zip(desk.voices, candidates, strict=True) if i is not None]
    most_words = max((voice.words for voice, _ in open_), default=1) or 1
    heard: dict[int, int] = {}
    chosen: list[int] = []
    for rank in (2, 1, 0):
        ranked = [(voice, i) for voice, i in open_ if kind_of_voice(voice) == rank]
        limit = MOST if rank else LEAST
        while ranked and len(chosen) < limit:

            def worth(item: tuple[Voice, int]) -> tuple[int, float, int]:
                voice, i = item
                share = voice.words / most_words
                late = 0.5 * (voice.section is Section.CONTEXT)
                return (-heard.get(voice.session, 0), 0.5 * min(desk.weights[i], 4.0) + 4.0 * share - late, -i)

            voice, i = max(ranked, key=worth)
            if rank == 2 or heard.get(voice.session, 0) == 0 or len(chosen) < LEAST:
                chosen.append(i)
                heard[voice.session] = heard.get(voice.session, 0) + 1
            ranked.remove((voice, i))
    return chosen


def kind_of_voice(voice: Voice) -> int:
    """Rank voices: a named person 2, a group 1, the reporter 0."""
    if not voice.speakers:
        return 0
    return 1 if voice.speakers == (COLLECTIVE,) else 2


def bottom_line(desk: Desk) -> int | None:
    """Choose the one sentence to remember.

    The first whole sentence of at most `SHORT_LINE` words in the outcome, else in the concluding session, else in the lead;
    where there is none, the first of them, whole. Courtesies, sentences that lean on the one before and doubtful
    attributions stand back while there is another; a heading, and what the reporter tells of the closing (awards, who chaired),
    is never chosen.
    """
    sections = [[i for i in desk.section(s) if desk.shape(i) is not Shape.HEADING] for s in LINE_SECTIONS]
    sections[1] = [i for i in sections[1] if desk.proceedings.sentences[i].attribution.speakers]
    sound: Callable[[int], bool]
    for sound in (
        lambda i: clear(desk, i) and desk.length(i) <= SHORT_LINE,
        lambda i: clear(desk, i),
        lambda i: desk.is_whole(i) and not desk.is_doubtful(i),
        lambda i: not desk.is_doubtful(i),
        lambda i: True,
    ):
        for members in sections:
            for i in members:
                if sound(i):
                    return i
    return None


LINE_SECTIONS = (Section.OUTCOME, Section.CONCLUDING, Section.CONTEXT, Section.WORKING, Section.WELCOME)
"""Where the bottom line is looked for; the last two only when the article has nothing else."""


def clear(desk: Desk, i: int) -> bool:
    """Tell whether a sentence can stand alone at the head of a page."""
    text = desk.text(i)
    sound = desk.is_whole(i) and not desk.is_doubtful(i) and not leans(text) and desk.length(i) >= 6 and not LABEL.match(text)
    return sound and (not tells("courtesy", text) or tells("demand", text))


LABEL = lazy(r"[A-Z][\w ]{2,24}:\s")


def sheet_outcome(desk: Desk, outcome: list[int]) -> tuple[int, ...]:
    """Choose for the sheet the first outcomes, those that can stand alone and are not long before the others."""
    sound = [i for i in outcome if not desk.text(i).endswith(":")]
    ranked = sorted(sound, key=lambda i: (desk.is_doubtful(i), not clear(desk, i), desk.length(i) > 40, i))
    return desk.in_print_order(ranked[:SHEET_OUTCOMES])


def order_figures(proceedings: Proceedings) -> tuple[int, ...]:
    """Order the figures for print: what the source says they measure first; money, then shares, then the rest; as cited."""
    figures = proceedings.figures
    kinds = [kind_of(proceedings.source.words(figure.span)) for figure in figures]
    place = {Kind.MONEY: 0, Kind.SHARE: 1}
    return tuple(sorted(range(len(figures)), key=lambda n: (figures[n].what is None, place.get(kinds[n], 2), n)))


def best(sentences: Iterable[int], rank: Callable[[int], tuple[float, int]]) -> int | None:
    """Take the sentence that ranks highest, None of none."""
    return max(sentences, key=rank, default=None)


@cache
def telling(kind: str) -> re.Pattern[str]:
    """Compile the words of one kind of the lexicon `weight`."""
    words = sorted(lexicon("weight")[kind], key=len, reverse=True)
    return compiled(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


def tells(kind: str, text: str) -> bool:
    """Tell whether a sentence holds a word of this kind."""
    return telling(kind).search(text.lower()) is not None


def count(kind: str, text: str) -> int:
    """Count the words of this kind in a sentence."""
    return len(telling(kind).findall(text.lower()))


def leans(text: str) -> bool:
    """Tell whether a sentence opens with a word that leans on the sentence before it."""
    return telling("leaning").match(text.lower().lstrip("“‘\"'([ ")) is not None
