"""Web pages to a `Reading`: the article without the page around it (trafilatura), and what the page states of it.

Only what a page states in so many words is taken for its title, date and publisher; nothing is concluded from addresses or
from dates in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import lxml_html_clean  # noqa: F401  # trafilatura falls silent without it
import trafilatura

from proceedings.limits import check
from proceedings.read.blocks import Block, Markup, blocks, text_of
from proceedings.read.encodings import decode
from proceedings.read.reading import Reading

CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]+)", re.I
)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
DATES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "publish-date",
    "pubdate",
    "date",
)
PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name")
"""Names of `<meta>` under which pages state facts, the surer first."""

ARTICLES = re.compile(r"Article|Report|Posting|WebPage", re.I)
ISO_DATE = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")
PROSE = 12
"""Words that a paragraph of an article has at least; teasers and menus have fewer."""

KEPT = 0.75
"""The share of the article's prose that must be kept, or else all of the page's main part is taken."""


def read(content: bytes, name: str) -> Reading:
    """Read a web page that was saved to a file."""
    check("text bytes", len(content), name)
    stated = CHARSET.search(content[:4096])
    text, assumed = decode(content, name, next(filter(None, stated.groups())).decode("ascii") if stated else "")
    page = DECLARATION.sub("", text).replace("\0", "\ufffd")
    facts = Facts(page)
    candidates = blocks(page, name, whole=False)
    main = [block for block in candidates if block.main] or candidates
    taken = extracted(page, name)
    notes = [assumed] if assumed else []
    if share_kept(main, taken) < KEPT:
        taken = main
        notes.append("The page's article could not be told from what stands around it; please look for menus and notices.")
    heading = facts.heading
    if heading and taken and not any(same(heading, block.text) for block in taken[:4]):
        taken = [Block(heading, "h1"), *taken]
    whole = blocks(page, name)
    notes.append(f"The article was taken out of a web page: {count(taken):,} of its {count(whole):,} words.")
    return Reading(text_of(taken), facts.title, facts.date, facts.publisher, tuple(notes))


def extracted(page: str, name: str) -> list[Block]:
    """Give the blocks of the page's article as trafilatura finds them, none when it finds none."""
    found = trafilatura.extract(
        page,
        output_format="html",
        include_comments=False,
        include_tables=True,
        include_links=False,
        include_images=False,
        deduplicate=False,
    )
    return blocks(found, name) if found else []


def share_kept(main: list[Block], taken: list[Block]) -> float:
    """Tell which share of the words of the main part's prose is in what was taken."""
    kept = set(words_of(" ".join(block.text for block in taken)))
    prose = [words for block in main if len(words := words_of(block.text)) >= PROSE]
    there = sum(len(words) for words in prose if sum(w in kept for w in words) >= 0.8 * len(words))
    return there / sum(map(len, prose)) if prose else 1.0 if taken else 0.0


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def count(found: list[Block]) -> int:
    return sum(len(block.text.split()) for block in found)


def same(one: str, other: str) -> bool:
    """Tell whether two headings are the same words."""
    return words_of(one) == words_of(other)


class Facts:
    """What a page states of itself: title, date (ISO), publisher, each None when it does not; heading: its first `<h1>`."""

    def __init__(self, page: str) -> None:
        head = _Head()
        head.feed(page)
        head.close()
        things = list(head.things())
        headings = [" ".join(h.split()) for h in head.headings]
        stated = head.first(TITLES) or next((t for t in (text_in(x, "headline") for x in things) if t), "")
        in_tab = " ".join(head.title.split())
        named = next((h for h in headings if h and (same(h, stated) or h.casefold() in in_tab.casefold())), "")
        self.heading = named or (headings[0] if len(headings) == 1 else "")
        self.title = self.heading or stated or in_tab or None
        published = (iso(text_in(x, "datePublished")) for x in things)
        self.date = (
            next((d for d in map(iso, head.every(DATES)) if d), None)
            or next((d for d in published if d), None)
            or iso(head.time)
        )
        self.publisher = (
            head.first(PUBLISHERS) or next((n for n in (text_in(x.get("publisher"), "name") for x in things) if n), "") or None
        )


class _Head(Markup):
    """Gather what a page states of itself: `<meta>`, JSON-LD, `<title>`, `<h1>`, the `<time>` of its article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.scripts: list[str] = []
        self.headings: list[str] = []
        self.title = self.time = ""
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {key: value or "" for key, value in attrs}
        if tag == "meta":
            name = (known.get("property") or known.get("name") or known.get("itemprop") or "").lower()
            self.meta.setdefault(name, " ".join(known.get("content", "").split()))
        elif tag == "time" and (known.get("itemprop", "").lower() == "datepublished" or "pubdate" in known):
            self.time = self.time or known.get("datetime", "")
        elif tag == "script" and known.get("type", "").lower() == "application/ld+json":
            self.inside = "script"
            self.scripts.append("")
        elif tag == "h1":
            self.inside = "h1"
            self.headings.append("")
        elif tag == "title" and not self.title:
            self.inside = "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.scripts[-1] += data
        elif self.inside == "h1":
            self.headings[-1] += data
        elif self.inside == "title":
            self.title += data

    def every(self, names: tuple[str, ...]) -> Iterator[str]:
        """Give what the page states under these names."""
        return (self.meta[name] for name in names if self.meta.get(name))

    def first(self, names: tuple[str, ...]) -> str:
        return next(self.every(names), "")

    def things(self) -> Iterator[dict[str, Any]]:
        """Give the articles that the page describes in JSON-LD."""
        for script in self.scripts:
            with suppress(ValueError, RecursionError):
                found = json.loads(script)
                listed = found.get("@graph", [found]) if isinstance(found, dict) else found
                for thing in listed if isinstance(listed, list) else []:
                    if isinstance(thing, dict) and ARTICLES.search(str(thing.get("@type"))):
                        yield thing


def text_in(thing: object, key: str) -> str:
    """Give the text under a key of JSON-LD, "" when there is none."""
    value = thing.get(key) if isinstance(thing, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def iso(stated: str) -> str | None:
    """Give the ISO date that a stated date begins with."""
    found = ISO_DATE.match(stated.strip())
    with suppress(ValueError):
        return date(*map(int, found.groups())).isoformat() if found else None
    return None
