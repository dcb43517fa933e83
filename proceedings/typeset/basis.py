"""Source and basis: where the text comes from, what was set aside, on what evidence words are attributed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from proceedings.model import AttributionMode, Certainty, Proceedings, Section
from proceedings.structure.lines import bare
from proceedings.typeset.edition import LONG_HASH, Edition, labels, long_date
from proceedings.typeset.phrases import Phrase, join_words
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of both documents. used: how many sentences are printed; headlines: the indices of the headlines."""

    proceedings: Proceedings
    edition: Edition
    used: int
    headlines: tuple[int, ...]

    @property
    def withholds(self) -> bool:
        return self.proceedings.mode is not AttributionMode.NAMED

    @property
    def corrected(self) -> int:
        """How many printed sentences have a text that a human put in their place."""
        return sum(s.corrected is not None and s.section is not Section.BOILERPLATE for s in self.proceedings.sentences)

    def headline(self) -> Phrase:
        """Give the headline."""
        first = self.proceedings.sentences[self.headlines[0]]
        source = self.proceedings.source
        return Phrase(source, bare(source, first.span), corrected=first.corrected, correction=labels()["corrected"])

    def counts(self) -> tuple[int, int, Counter[Certainty]]:
        """Count the statements of named speakers, those speakers, how each is attributed, and every doubt."""
        certainties: Counter[Certainty] = Counter()
        named = 0
        for sentence in self.proceedings.sentences:
            attribution = sentence.attribution
            named += attribution.is_named
            if attribution.certainty is not None and (attribution.is_named or attribution.certainty is Certainty.DOUBTFUL):
                certainties[attribution.certainty] += 1
        return named, len(self.proceedings.speakers), certainties

    def attribution_line(self, *, long: bool) -> str:
        """Say how many statements are attributed, and on what evidence."""
        say = labels()
        if self.withholds:
            return say[f"attribution_{self.proceedings.mode.value}"]
        total, speakers, by = self.counts()
        if not total:
            return say["no_statements"]
        suffix = "_long" if long else ""
        parts = [
            say[f"stated{suffix}"].format(n=by[Certainty.STATED]),
            say[f"carried{suffix}"].format(n=by[Certainty.CARRIED]),
            *([say[f"decided{suffix}"].format(n=by[Certainty.DECIDED])] if by[Certainty.DECIDED] else ()),
            say["doubtful_long"].format(n=by[Certainty.DOUBTFUL]) if by[Certainty.DOUBTFUL] else say["none_doubtful"],
        ]
        template = (
            (say["statement_one"] if total == 1 else say["statements"])
            if long
            else (say["sheet_counts_one"] if total == 1 else say["sheet_counts"])
        )
        who = say["speaker_one"] if speakers == 1 else say["speaker_many"].format(n=speakers)
        return template.format(n=total, speakers=who, parts=", ".join(parts))

    def sentences_line(self) -> str:
        """Say how many sentences are printed and what was set aside, and why."""
        say, p = labels(), self.proceedings
        used = self.used
        aside = [p.words(s) for s in p.sentences if s.section is Section.BOILERPLATE and not s.is_dropped]
        hashtags = sum(text.startswith("#") for text in aside)
        dropped = sum(s.is_dropped for s in p.sentences)
        counted = [
            ("headline_line", max(0, len(self.headlines) - 1)),
            ("hashtag_line", hashtags),
            ("furniture_line", len(aside) - hashtags),
            ("withheld_line", sum(notice.code == "withheld" for notice in p.notices)),
            ("dropped_line", dropped),
        ]
        what = [say[f"{key}_one"] if n == 1 else say[key].format(n=n) for key, n in counted if n]
        tail = say["aside"].format(what=", ".join(what)) if what else say["none_aside"]
        corrected = sum(s.corrected is not None and s.section is not Section.BOILERPLATE for s in p.sentences)
        mark = say["corrected"]
        texts = (say["corrected_one"] if corrected == 1 else say["corrected_many"]).format(n=corrected, mark=mark)
        return "; ".join([say["used"].format(n=used), tail, *([texts] if corrected else ())])

    def publisher_and_date(self) -> str:
        source = self.proceedings.source
        return join_words([source.publisher or "", source.date or ""])

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows of the source and basis: label and value ("" is not stated)."""
        say, source = labels(), self.proceedings.source
        headline: Phrase | str = self.headline() if self.headlines else source.title or ""
        untold = self.proceedings.mode is AttributionMode.CHATHAM
        file = say["file_withheld" if untold else "file_line"].format(name=source.name, sha=source.sha256[:LONG_HASH])
        return [
            {"label": say["publisher_date"], "value": self.publisher_and_date()},
            {"label": say["headline"], "value": headline},
            {"label": say["file"], "value": file},
            {"label": say["sentences"], "value": self.sentences_line()},
            {"label": say["attribution"], "value": self.attribution_line(long=True)},
        ]

    def reviewed(self) -> str:
        """Say who reviewed the edition and when, or that nobody did."""
        say, edition = labels(), self.edition
        if edition.reviewed_by is None or edition.reviewed_on is None:
            return say["unreviewed_note"]
        return say["reviewed_note"].format(by=edition.reviewed_by, date=long_date(edition.reviewed_on))

    def disclaimer(self) -> str:
        say, edition = labels(), self.edition
        scrubbed = "disclaimer_scrubbed" if self.withholds else "disclaimer_corrected" if self.corrected else "disclaimer"
        first = say[scrubbed].format(mark=say["corrected"])
        return " ".join(filter(None, (first, self.reviewed(), edition.brand.disclaimer)))

    def paragraph(self) -> str:
        """Give the sheet's basis in one paragraph."""
        say, source = labels(), self.proceedings.source
        known = self.publisher_and_date()
        headline = str(self.headline()) if self.headlines else source.title or ""
        if headline and known:
            first = say["sheet_source_known"].format(headline=headline, publisher=known)
        elif headline:
            first = say["sheet_source"].format(headline=headline)
        elif self.proceedings.mode is AttributionMode.CHATHAM:
            first = say["sheet_source_scrubbed"]
        else:
            first = say["sheet_source_plain"].format(publisher=known or source.name)
        kind = "_scrubbed" if self.withholds else "_corrected" if self.corrected else ""
        rest = say[f"sheet_basis{kind}"].format(
            mark=say["corrected"],
            counts=self.attribution_line(long=False),
            file=f"{self.edition.stem}-brief.pdf",
            sha=source.sha256[:LONG_HASH],
        )
        return f"{first} {rest}" if self.edition.reviewed_by is None else f"{first} {rest}. {self.reviewed()}"
