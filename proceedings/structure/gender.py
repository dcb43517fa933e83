"""Tell the gender of a person as evidence for pronouns; it is never printed."""

from __future__ import annotations

from proceedings.structure.names import bearers, entries, plain
from proceedings.structure.officewords import Tokens


def gender_of(words: tuple[str, ...], role: Tokens) -> str | None:
    """Tell a gender by the words of a role, by parts and ends of the name, by the given name: "f", "m" or None."""
    return gender_of_role(role) or gender_of_parts(words) or gender_of_given(words[0])


def gender_of_role(role: Tokens) -> str | None:
    """Tell a gender by the words of a role: "chairwoman", "fisherman"."""
    for token in role:
        if plain(token) in entries("offices", "female"):
            return "f"
        if plain(token) in entries("offices", "male"):
            return "m"
    return None


def gender_of_parts(words: tuple[str, ...]) -> str | None:
    """Tell a gender by what stands in a name: "bint", a patronymic."""
    for word in words[1:]:
        for gender, kind in (("f", "female"), ("m", "male")):
            if word in entries("given", f"{kind}_parts") or (
                len(word) > 5 and word.endswith(tuple(entries("given", f"{kind}_ends")))
            ):
                return gender
    return None


def gender_of_given(word: str) -> str | None:
    """Tell a gender by a given name that only women or only men bear."""
    first = word.partition("-")[0]
    if first in entries("given", "either"):
        return None
    kinds = bearers(first)
    return None if len(kinds) != 1 else "f" if "female" in kinds else "m"
