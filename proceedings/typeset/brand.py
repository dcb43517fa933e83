"""Read a brand: who issues the documents. A TOML file in, a checked value out."""

from __future__ import annotations

import re
from pathlib import Path

from proceedings.errors import UsageError
from proceedings.typeset.images import size_of
from proceedings.typeset.inspect import TEXT, WHITE, contrast
from proceedings.typeset.svg import draw_svg, looks_like_svg
from proceedings.typeset.theme import COLOUR
from proceedings.values import dataclass

TLP = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
"""The labels of the Traffic Light Protocol, version 2.0 (FIRST)."""


@dataclass(frozen=True, slots=True)
class Brand:
    """Who issues the documents.

    issuer: a name; logo: the image's bytes, logo_alt: what it shows; colour: "#rrggbb" in place of the layout's own,
    or ""; contact, disclaimer: lines for the basis; reference: a pattern with {hash}, {name}, {date}; marking:
    printed unless another is given.
    """

    issuer: str = ""
    logo: bytes | None = None
    logo_alt: str = ""
    colour: str = ""
    contact: str = ""
    disclaimer: str = ""
    reference: str = ""
    marking: str = ""


TEXTS = ("issuer", "logo", "logo_alt", "colour", "contact", "disclaimer", "reference", "marking")


def load_brand(path: Path) -> Brand:
    """Read and check a brand file. Raises UsageError that names the file, the key and what it must be."""
    import tomllib

    place = str(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is not TOML: {error}", place=place) from None
    except OSError as error:
        raise UsageError(
            f"the brand cannot be read: {error.strerror}",
            place=place,
            hint='a brand is a TOML file of your own: issuer = "Institute of …", colour = "#14284B"',
        ) from None
    for key, value in table.items():
        if key not in TEXTS:
            raise UsageError(f"unknown key “{key}”", place=place, hint="use one of: " + ", ".join(TEXTS))
        if not isinstance(value, str):
            raise UsageError(f"{key} = {value!r} is not text", place=place, hint="put it into quotation marks")
    logo = read_logo(path, table) if table.get("logo") else None
    check_colour(table.get("colour", ""), place)
    check_reference(table.get("reference", ""), place)
    texts = {key: " ".join(value.split()) for key, value in table.items() if key != "logo"}
    return Brand(logo=logo, **texts | {"marking": known_marking(texts.get("marking", ""))})


def read_logo(path: Path, table: dict[str, str]) -> bytes:
    """Read the logo, which must say what it shows."""
    if not table.get("logo_alt"):
        raise UsageError("the logo has no logo_alt", place=str(path), hint='say what it shows: logo_alt = "Institute of …"')
    file = path.parent / table["logo"]
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"the logo “{table['logo']}” cannot be read: {error.strerror}", place=str(path)) from None
    if looks_like_svg(content):
        content = draw_svg(content, str(file))
    size_of(content, str(file))
    return content


def check_colour(colour: str, place: str) -> None:
    """Refuse a colour that would be hard to read on white."""
    if not colour:
        return
    if not COLOUR.fullmatch(colour):
        raise UsageError(f"colour = “{colour}” is no colour", place=place, hint='write it as "#14284B"')
    ratio = contrast(colour, WHITE)
    if ratio < TEXT:
        raise UsageError(
            f"colour = “{colour}” has a contrast of {ratio:.1f}:1 with white; text needs {TEXT:g}:1",
            place=place,
            hint="take a darker shade of it",
        )


def check_reference(pattern: str, place: str) -> None:
    """Refuse a pattern with a field that there is not."""
    for field in re.findall(r"\{([^}]*)\}", pattern):
        if field not in ("hash", "name", "date"):
            raise UsageError(f"reference: there is no {{{field}}}", place=place, hint="use {hash}, {name}, {date}")


def known_marking(marking: str) -> str:
    """Give a handling marking as it is printed; labels of the Traffic Light Protocol must be right.

    Raises UsageError for "TLP:" with a colour that the protocol does not have.
    """
    tidy = " ".join(marking.split())
    protocol = re.match(r"TLP\s*:?\s*([A-Za-z+]+)(?!\S)", tidy, re.IGNORECASE)
    if protocol is None:
        return tidy
    label = f"TLP:{protocol[1].upper()}"
    if label not in TLP:
        raise UsageError(f"“{tidy}” is no label of the Traffic Light Protocol.", hint="Use one of: " + ", ".join(TLP))
    return label + tidy[protocol.end() :]
