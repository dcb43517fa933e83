"""The reporting words of English: verbs by class in all their forms, nouns by class, the words between them.

The tables stand in `lexicon/cues.toml`; here they are inflected and looked up.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from proceedings.structure.lexicons import lexicon
from proceedings.values import dataclass

CLASSES = ("say", "talk", "act", "view", "find", "chair", "rite", "light", "do")
"""The classes of verbs, the most telling first; a verb may be in several."""

SPEAKING = frozenset({"say", "talk", "act", "view"})
"""Classes whose verbs, with a person for subject, report speech or a view."""

CODES = {
    "pronoun": "R",
    "plural": "T",
    "auxiliary": "A",
    "relative": "r",
    "subordinator": "s",
    "preposition": "p",
    "determiner": "d",
    "adverb": "a",
}
"""The kinds of small words as `items` has them, the first that has a word counting."""

SMALL = {
    **{mark: mark for mark in ",;:().!?/•[]"},
    **dict.fromkeys("–—-―", "-"),
    **dict.fromkeys(("'s", "’s", "'", "’"), "'"),
    **dict.fromkeys(("and", "or", "but", "nor", "&"), "&"),
    "as": "p",
    "to": "p",
}

VOWELS = "aeiou"


class Verb(NamedTuple):
    """What is known of one verb form: its base, its classes, and which forms it can be (base, s, past, part, ing)."""

    base: str
    classes: frozenset[str]
    forms: frozenset[str]

    @property
    def finite(self) -> bool:
        return "past" in self.forms or "s" in self.forms

    @property
    def best(self) -> str:
        """The most telling class."""
        return next(c for c in CLASSES if c in self.classes)


@dataclass(frozen=True)
class Cues:
    """The tables, ready for look-up by the word in lower case.

    small: marks and words of grammar by their kind of item; traits: words by the trait that they make, telling: the traits by
    the word that makes them.
    """

    verbs: Verbs
    nouns: dict[str, str]
    small: dict[str, str]
    follow: dict[str, frozenset[str]]
    speech: frozenset[str]
    agenda: frozenset[str]
    questioner: frozenset[str]
    modal: frozenset[str]
    function: frozenset[str]
    deciding: frozenset[str]
    traits: dict[str, frozenset[str]]
    telling: dict[str, list[str]]
    offices: frozenset[str]
    same_office: dict[str, frozenset[str]]


def inflect(base: str, doubled: bool, irregular: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the forms of a verb as (form, kind)."""
    stem = base + base[-1] if doubled else base
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        ing, past = base[:-1] + "ing", base + "d"
    elif base.endswith("e"):
        ing, past = base + "ing", base + "d"
    elif base.endswith("y") and base[-2] not in VOWELS:
        ing, past = base + "ing", base[:-1] + "ied"
    else:
        ing, past = stem + "ing", stem + "ed"
    if base.endswith("y") and base[-2] not in VOWELS:
        third = base[:-1] + "ies"
    elif base.endswith(("s", "x", "z", "ch", "sh")) or base in ("go", "do"):
        third = base + "es"
    else:
        third = base + "s"
    part = past
    if base in irregular:
        past, part = irregular[base]
    return [(base, "base"), (third, "s"), (past, "past"), (part, "part"), (ing, "ing")]


def speaks(word: str) -> bool:
    """Tell whether a word in small letters is a finite form of a verb that reports speech or a view."""
    verb = cues().verbs[word]
    return verb is not None and verb.finite and bool(verb.classes & SPEAKING)


class Verbs(dict[str, "Verb | None"]):
    """Every verb form by the word in lower case, None for other words: found when first asked for, not all beforehand."""

    def __init__(self, tables: dict[str, str], irregular: dict[str, tuple[str, str]]) -> None:
        super().__init__()
        self.classes: dict[str, set[str]] = {}
        self.doubled: set[str] = set()
        self.irregular = irregular
        for name, words in tables.items():
            for word in words.split():
                base = word.rstrip("*")
                self.classes.setdefault(base, set()).add(name)
                if word != base:
                    self.doubled.add(base)
        self.strange: dict[str, list[str]] = {}
        for base, forms in irregular.items():
            for form in set(forms):
                self.strange.setdefault(form, []).append(base)

    def __missing__(self, word: str) -> Verb | None:
        bases = [b for b in (*self.strange.get(word, ()), *bases_of(word)) if b in self.classes]
        found = None
        for base in dict.fromkeys(bases):
            kinds = {kind for form, kind in inflect(base, base in self.doubled, self.irregular) if form == word}
            if kinds:
                classes = frozenset(self.classes[base])
                found = Verb(base, classes, frozenset(kinds)) if found is None else found._replace(forms=found.forms | kinds)
        self[word] = found
        return found


def bases_of(word: str) -> list[str]:
    """The verbs that a form may be of."""
    found = [word]
    if word.endswith(("ies", "ied")):
        found.append(word[:-3] + "y")
    if word.endswith("s"):
        found += [word[:-1], word[:-2]]
    elif word.endswith("ed"):
        found += [word[:-1], word[:-2], word[:-3]]
    elif word.endswith("ing"):
        found += [word[:-3], word[:-3] + "e", word[:-4]]
    return found


def _same(groups: str) -> dict[str, frozenset[str]]:
    """For each word of an office the words that may mean the same."""
    found: dict[str, frozenset[str]] = {}
    for group in groups.split(";"):
        words = frozenset(group.split())
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


@cache
def cues() -> Cues:
    """Load and inflect the tables, once."""
    table = lexicon("cues")
    irregular: dict[str, tuple[str, str]] = {}
    for entry in table["irregular"]["forms"].split(";"):
        words = entry.split()
        if len(words) == 3:
            irregular[words[0]] = (words[1], words[2])
    nouns: dict[str, str] = {}
    for kind in ("group", "office", "body", "work"):
        for word in table["nouns"][kind].split():
            nouns.setdefault(word, kind)
    for word in table["countries"]["names"].split():
        nouns.setdefault(word, "country")
    small = dict(SMALL)
    for kind, code in CODES.items():
        for word in table["words"][kind].split():
            small.setdefault(word, code)
    follow: dict[str, frozenset[str]] = {}
    for entry in table["phrases"]["speech"].split():
        base, _, rest = entry.partition(":")
        follow[base] = frozenset(rest.split(",")) | follow.get(base, frozenset())
    traits = {name: frozenset(words.split()) for name, words in table["traits"].items()}
    telling: dict[str, list[str]] = {}
    for name, group in traits.items():
        for word in group:
            telling.setdefault(word, []).append(name)
    return Cues(
        verbs=Verbs(table["verbs"], irregular),
        nouns=nouns,
        small=small,
        follow=follow,
        speech=frozenset(table["nouns"]["speech"].split()),
        agenda=frozenset(table["nouns"]["agenda"].split()),
        questioner=frozenset(table["nouns"]["questioner"].split()),
        modal=frozenset(table["words"]["modal"].split()),
        function=frozenset(table["words"]["function"].split()),
        deciding=frozenset(table["decide"]["verbs"].split()),
        offices=frozenset(table["nouns"]["office"].split()),
        same_office=_same(table["same_office"]["groups"]),
        traits=traits,
        telling=telling,
    )
