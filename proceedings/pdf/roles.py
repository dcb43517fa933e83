"""Roles: what an element may be in a tagged PDF (ISO 32000-1, 14.8.4), and what kind of thing each role is."""

from __future__ import annotations

from proceedings.errors import ProceedingsError

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")

INLINE = frozenset({"Span", "Quote", "Link", "Reference", "Code", "Annot", "Strong", "Em"})
"""Roles inside a line: their text belongs to the paragraph around them."""

STANDARD = (
    frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "Index", "NonStruct", "P", *HEADINGS})
    | frozenset({"L", "LI", "Lbl", "LBody", "TOC", "TOCI", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"})
    | frozenset({"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form"})
)

MAPPED = {"Title": "P", "Aside": "Div", "Strong": "Span", "Em": "Span"}
"""Roles of later standards that say more than those of PDF 1.7, and what readers of that take them for."""

KEPT_EMPTY = frozenset({"TD", "TH"})
"""Roles that stay in the tree without content: a table row without one of its cells would shift the others."""


def standard(role: str) -> str:
    """Give the standard role for a role."""
    if role in STANDARD:
        return role
    if role not in MAPPED:
        raise ProceedingsError(f"{role!r} is no role of a PDF element", hint="roles are named as in PDF: H1, P, LBody, TD …")
    return MAPPED[role]
