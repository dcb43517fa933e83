"""Find the subject of a sentence when no person is named: what kind of noun it is, and how it stands to its verb."""

from __future__ import annotations

from functools import cache

from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.items import Item
from proceedings.structure.standing import Standing, stand
from proceedings.text import Span

NUMBERS = "0123456789"
SECOND_WORDS = frozenset({"executive", "officer", "guest", "general", "designate", "elect", "emeritus", "justice", "said"})
"""Words that may end an office: "Chief Executive", "Chief Guest"."""

QUANTITIES = frozenset(
    {
        "%",
        "percent",
        "cent",
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "majority",
        "minority",
        "number",
        "share",
        "handful",
    }
    | {
        "couple",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "most",
        "some",
        "many",
        "several",
        "few",
        "all",
        "one",
        "two",
        "three",
    }
    | {"four", "five", "six", "none", "both", "each", "part", "proportion", "bulk"}
)
"""Words before "of" that only count."""

HUMAN = frozenset({"Name", "caps", "group", "office", "country", "plural"})
"""Kinds of nouns that may be somebody else who speaks."""

HEAD = 14
"""Items within which the head of a subject stands."""


def head_of(items: list[Item]) -> int | None:
    """Where the main subject begins: at the start, or after the comma that ends what is put before it."""
    n = len(items)
    start = after_dateline(items)
    while start < n and (
        items[start].kind in ("•", "-", "&", "(", ")", ".", ":")
        or (items[start].word[:1] in NUMBERS and start + 1 < n and items[start + 1].kind in (".", ")"))
    ):
        start += 1
    if start >= n:
        return None
    rounds = 0
    while (
        start < n
        and rounds < 4
        and items[start].word.lower() != "there"
        and (items[start].kind in ("p", "g", "s", "a", "i") or (items[start].kind == "V" and rounds == 0 and n - start > 3))
    ):
        comma = next((k for k in range(start, n) if items[k].kind == ","), None)
        if items[start].kind == "a" and (comma is None or comma > start + 3):
            start += 1
        elif comma is None:
            return start if rounds else None
        else:
            start = comma + 1
        rounds += 1
    return start if start < n else None


def after_dateline(items: list[Item]) -> int:
    """Where the sentence begins behind a dateline ("ACCRA, June 3 -") or behind the number of a paragraph ("6.1")."""
    for k, item in enumerate(items[:24]):
        if item.kind in ("-", ":") and k:
            return k + 1 if k + 1 < len(items) else 0
        if item.kind in "VAPRTQg" or item.kind in ("•", "s", "r"):
            break
    return 1 if len(items) > 3 and items[0].word[:1] in NUMBERS and "." in items[0].word else 0


def other_speakers(items: list[Item]) -> tuple[list[str], list[Span]]:
    """The finite reporting verbs whose subject is no person: traits (what subject, what verb, where), and the verbs."""
    found: list[str] = []
    verbs: list[Span] = []
    for j, item in enumerate(items):
        if item.kind != "V" or item.verb is None or j == 0 or items[j - 1].kind == "A" or not (item.verb.classes & SPEAKING):
            continue
        kind, k = "", j - 1
        if items[k].kind in ("Q", ",", "-", "?", "!"):
            inverted = _following_kind(items, j)
            if inverted:
                found += [f"other={inverted}:inv", "rival=" + _rival(inverted)]
                verbs.append(item.span)
                continue
        while k >= 0 and k > j - HEAD:
            before = items[k]
            if before.kind in ("x", "n"):
                if not kind or (k + 1 < j and items[k + 1].kind == "p" and not _is_quantity(before.word)):
                    kind = cues().nouns.get(before.word.lower()) or noun_kind(before.word)
            elif before.kind in ("P", "R", "T", "r"):
                kind = "" if before.kind != "r" else "rel"
                break
            elif before.kind not in ("a", "d", "p", "&", "'"):
                break
            k -= 1
        joined = k >= 0 and items[k].kind == "V" and any(i.kind == "&" for i in items[k + 1 : j])
        if kind and not joined:  # in "welcomed all delegates and thanked …" the delegates are no subject
            place = "head" if k < 0 else "tail" if items[k].kind in (",", "Q") else items[k].kind
            found.append(f"other={kind}:{place}")
            found.append(f"other={kind}:{item.verb.best}")
            found.append("other")
            if place in ("head", "tail"):
                found.append("rival=" + _rival(kind))
                verbs.append(item.span)
    return found, verbs


def _following_kind(items: list[Item], j: int) -> str:
    """The kind of the noun behind a verb that stands before its subject (", said the teacher"); "" when it is none."""
    k = j + 1
    while k < len(items) and items[k].kind in ("d", "x", "n") and k < j + 5:
        last = items[k]
        k += 1
        if last.kind != "d" and (k == len(items) or items[k].kind in (".", ",", "p", "r", "?", "!", ";", "&")):
            return cues().nouns.get(last.word.lower()) or noun_kind(last.word)
    return ""


def _is_quantity(word: str) -> bool:
    """Whether a word only counts what follows it: "71% of the members", "a majority of delegates"."""
    return (word[:1] in NUMBERS and word != "") or word.lower() in QUANTITIES


def _rival(kind: str) -> str:
    """Whether a subject of this kind is somebody, or a thing that says something."""
    return "somebody" if kind in HUMAN else "something"


@cache
def speaking(verb: str) -> str:
    """A verb's class, made coarse."""
    passive = verb.startswith("passive-")
    bare = verb.rpartition("-")[2]
    if bare in ("say", "talk", "act", "view", "phrase"):
        return "reported" if passive else "speaks"
    return "passive" if passive else bare if bare in ("be", "modal", "colon", "chair", "rite", "", "find") else "does"


def subject_of(items: list[Item], start: int) -> tuple[str, Standing | None]:
    """The kind of the subject that begins at `start`, and how it stands."""
    table = cues()
    best: int | None = None
    kind = "-"
    j = start
    while j < len(items) and j < start + HEAD:
        item = items[j]
        if item.kind in "PRTQ":
            if best is None or item.kind in "PR":
                best, kind = j, item.kind
            break
        if _is_quantity(item.word) and any(i.word == "of" for i in items[j + 1 : j + 3]):
            j += 2 if items[j + 1].word == "of" else 3
            continue
        if item.kind in ("x", "n"):
            best = j
            word = item.word.lower()
            kind = table.nouns.get(word) or noun_kind(item.word)
        elif item.kind in ("V", "A", "p", "r", ",", ":", "'", "g", "s", ".", "(") and (
            best is not None or item.kind in ("V", "A")
        ):
            break
        elif item.kind == "d" and item.word in ("this", "that", "these", "those") and best is None:
            best, kind = j, "this"
        j += 1
    if items[start].word.lower() == "there":
        return "there", stand(items, start)
    if best is None:
        return "-", None
    word = items[start].word.lower()
    if word == "it":
        kind = word
    elif word in ("his", "her") and items[start].kind == "d":
        kind = "his-" + kind
    elif word in ("their", "its"):
        kind = "its-" + kind
    return kind, stand(items, best)


def offices_in(items: list[Item]) -> list[tuple[frozenset[str], Standing]]:
    """Offices with "the" and no name beside them ("the Norwegian envoy"): their words as written, and how they stand."""
    found = []
    offices = cues().offices
    for k, item in enumerate(items):
        if item.kind not in ("n", "x"):
            continue
        word = item.word.lower()
        if word in offices or (word.endswith("s") and word[:-1] in offices):
            words, j = {item.word}, k - 1
            while j >= 0 and k - j < 6 and items[j].kind in ("x", "n", "&", "p", "'"):
                words.add(items[j].word)
                j -= 1
            if k + 1 < len(items) and _goes_on(items[k + 1]):
                continue
            if j >= 0 and (items[j].word.lower() in ("the", "that", "this", "their", "our") or items[j].kind == "T"):
                if k + 1 < len(items) and items[k + 1].kind == "p":
                    words.update(i.word for i in items[k + 2 : k + 5] if i.kind in ("x", "n"))
                found.append((frozenset(words), stand(items, k)))
    return found


def _goes_on(item: Item) -> bool:
    """Whether the noun phrase goes on, so that the office before it is no head ("the Expert Group", "the chair position")."""
    if item.kind == "n":
        return cues().nouns.get(item.word) in ("body", "work", "group")
    return item.kind == "x" and item.word[:1].isupper() and item.word.lower() not in SECOND_WORDS


def noun_kind(word: str) -> str:
    """What kind of noun a word is by its look: caps, Name, number, plural, or thing."""
    if word.isupper() and len(word) > 1:
        return "caps"
    if word[:1].isupper():
        return "Name"
    if word[:1] in NUMBERS:
        return "0"
    return "plural" if word.endswith("s") and not word.endswith("ss") else "thing"
