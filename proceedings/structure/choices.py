"""The possible answers to "who speaks in this sentence?", each with the evidence for it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, partial

from proceedings.structure.standing import Standing
from proceedings.text import Span
from proceedings.values import dataclass, field

Key = tuple[int, ...]
"""An answer: indices of persons, `GROUP` or `NOBODY`."""

NOBODY: Key = ()
GROUP: Key = (-1,)


@dataclass
class Choice:
    """One possible answer: the evidence for it, the rule that proposed it, mention and cue.

    disputed: the name that stands here may be another's as well; traits: by label, evidence of this choice alone; shared: by
    label, evidence that other choices have too (the look of the sentence). Each piece stands for "label|trait".
    """

    key: Key
    traits: defaultdict[str, set[str]] = field(default_factory=partial(defaultdict, set))
    shared: dict[str, frozenset[str]] = field(default_factory=dict)
    rule: str = ""
    mention: Span | None = None
    cue: Span | None = None
    explicit: bool = False
    disputed: bool = False

    def evidence(self) -> set[str]:
        """All evidence, spelled out."""
        return {f"{label}|{t}" for of in (self.traits, self.shared) for label, traits in of.items() for t in traits}

    def support(self, rule: str, standing: Standing | None) -> None:
        """Note the ground for this choice: the first, or the first explicit one."""
        if not self.rule or (standing is not None and standing.is_explicit and not self.explicit):
            self.rule = rule
            if standing is not None:
                self.mention, self.cue = standing.item.span, standing.cue


@dataclass
class Choices:
    """The choices of one sentence by their answers."""

    of: dict[Key, Choice] = field(default_factory=dict)

    def __call__(self, key: Key) -> Choice:
        """Give the choice for an answer, made new if need be."""
        found = self.of.get(key)
        if found is None:
            found = self.of[key] = Choice(key)
        return found


def marks(s: Standing) -> frozenset[str]:
    """The evidence that lies in how a mention stands."""
    return _marks(*s[1:7], s.is_explicit)


@lru_cache(1_000)
def _marks(left: str, verb: str, after: str, gap: str, deep: str, second: str, explicit: bool) -> frozenset[str]:
    return frozenset(
        {
            f"{left}:{verb}",
            left,
            f">{verb}",
            f"{verb}:{after}",
            f"{left}:{deep}",
            f"{left}:{verb}:{deep}",
            f"gap={gap}:{verb}",
            f"{verb}&{second}",
            f"explicit={explicit}:{deep}",
        }
    )
