"""Describe the JSON document of `jsonform`: nothing in, a JSON Schema (2020-12) out. The lists of words are the model's own."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from proceedings.jsonform import SCHEMA_VERSION
from proceedings.model import DECISIONS, Certainty, Mode, Part, Section, SessionKind, Shape

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}


def schema() -> dict[str, Any]:
    """Give the schema of a line of `structure --json`; it allows nothing that it does not name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Proceedings",
        "description": "What was understood of an article. Spans are [start, end) in code points of source.text.",
        **table(
            schema={"const": SCHEMA_VERSION},
            source=table(name=TEXT, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}, text=TEXT),
            event=table(
                title=FACT,
                organizers=many(table(text=TEXT, span=SPAN, part=one_of(Part))),
                venue=FACT,
                city=FACT,
                date=FACT,
                participants=FACT,
            ),
            speakers=many(
                table(
                    id=TEXT,
                    name=TEXT,
                    honorific=or_null(TEXT),
                    role=or_null(TEXT),
                    affiliation=or_null(TEXT),
                    mentions=many(SPAN),
                )
            ),
            sessions=many(table(kind=one_of(SessionKind), title=or_null(TEXT), sentences=many(COUNT))),
            sentences=many(
                table(
                    span=SPAN,
                    section=one_of(Section),
                    speakers={**many(TEXT), "description": "ids of speakers, or “collective”"},
                    certainty=or_null(one_of(Certainty)),
                    rule=TEXT,
                    cue=SPAN,
                    mode=one_of(Mode),
                    shape=one_of(Shape),
                    paragraph=COUNT,
                    corrected=or_null(TEXT),
                    decided=many({"enum": list(DECISIONS)}),
                )
            ),
            figures=many(table(text=TEXT, span=SPAN, what=or_null(TEXT), speakers=many(TEXT), sentence=COUNT)),
            notices=many(table(code=TEXT, text=TEXT, span=SPAN)),
        ),
    }


def table(**properties: Any) -> dict[str, Any]:
    """Describe an object that has these properties, all of them and no others."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def many(item: dict[str, Any]) -> dict[str, Any]:
    """Describe a list."""
    return {"type": "array", "items": item}


def or_null(value: dict[str, Any]) -> dict[str, Any]:
    """Describe a value that may be absent."""
    return {"anyOf": [value, {"type": "null"}]}


def one_of(words: type[StrEnum]) -> dict[str, Any]:
    """Describe one of the words of the model."""
    return {"enum": [word.value for word in words]}


SPAN = or_null({"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2})
FACT = or_null(table(text=TEXT, span=SPAN))
