"""A letter says what the summary sheet says, with the same names on the same words; the article adds nothing to its markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from build_proceedings import Person, doubtful, forty_speakers, make, no_outcome, said

from proceedings.deliver.draft import Enclosure, Letter
from proceedings.deliver.letter import letter, subject
from proceedings.model import Proceedings, Words
from proceedings.typeset import Edition, View, open_layout
from proceedings.typeset.view import Plan

BRIEF = Enclosure("made-brief.pdf", b"b" * 84_000, 3)
SHEET = Enclosure("made-summary.pdf", b"s" * 400, 1)
HOSTILE = 'The <script>alert("1")</script> & <img src=x> forum'


class Reader(HTMLParser):
    """Reads HTML as a mail program does: its words, and the names of its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_html(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def plain(words: str) -> str:
    return " ".join(words.split())


def forum(title: str = "Central Asia Transit Forum") -> Proceedings:
    return make(
        [
            said("headline", f"Almaty hosts {title}"),
            said("context", f"The {title} was held in Almaty on 3 May 2026."),
            said("working", "Ana Ruiz, chair of the panel, said that <b>rail</b> & road need one form.", "Ana Ruiz"),
            said("working", "He called for a joint fund of $250 million.", "Marat Tulegen", certainty="carried"),
            said("outcome", "The forum adopted a call for a standing committee.", "*"),
            said("outcome", "Delegates agreed to meet again in Astana next year.", "*"),
        ],
        [Person("Ana Ruiz", role="chair of the panel"), Person("Marat Tulegen", "Dr", "Deputy Minister of Transport")],
        title=title,
        city="Almaty",
        date="3 May 2026",
    )


def write(proceedings: Proceedings, marking: str = "", documents: tuple[str, ...] = ("brief", "summary")) -> Letter:
    view = View(proceedings, Edition(stem="made", marking=marking))
    enclosures = {"brief": BRIEF, "summary": SHEET}
    return letter(view, open_layout("diplomatic", "a4"), "info", documents, tuple(enclosures[d] for d in documents))


# -- the subject ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["info", "action", "decision"])
def test_the_subject_says_what_is_wanted_then_title_city_and_date(kind: str) -> None:
    view = View(forum(), Edition(stem="made"))
    assert subject(view, kind) == f"{kind.upper()}: Central Asia Transit Forum, Almaty, 3 May 2026"


def test_what_the_source_does_not_state_is_left_out_of_the_subject() -> None:
    p = forum()
    assert subject(View(replace(p, event=replace(p.event, city=None)), Edition(stem="made")), "info").endswith(
        "Forum, 3 May 2026"
    )
    bare = replace(p, event=replace(p.event, city=None, date=None, title=None), sentences=p.sentences[1:])
    assert subject(View(bare, Edition(stem="made")), "info") == "INFO: made"


def test_a_title_over_several_lines_stays_one_line_of_subject() -> None:
    p = forum()
    broken = replace(p, event=replace(p.event, title=Words(corrected="Transit\r\nBcc: eve@example.org\u2028 Forum\0")))
    found = subject(View(broken, Edition(stem="made")), "info")
    assert found == "INFO: Transit Bcc: eve@example.org Forum, Almaty, 3 May 2026"


# -- the body ---------------------------------------------------------------------------------------------------------------


def test_text_and_html_say_the_same_words_in_the_same_order() -> None:
    for proceedings in (forum(), doubtful(), no_outcome(), forty_speakers()):
        written = write(proceedings, marking="TLP:AMBER")
        body = written.html.partition("<body")[2].partition(">")[2]
        text = "\n".join(line.removeprefix("- ") for line in written.text.splitlines())
        assert plain("".join(read_html(body).words)) == plain(text)


def test_the_parts_stand_in_their_order() -> None:
    text = write(forum(), marking="LIMITED").text
    parts = ["Bottom line", "Key messages", "Outcome and next steps", "Attached", "Not reviewed", "SHA-256"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Conference brief and one-page summary sheet: Central Asia Transit Forum\n" in text


def test_the_marking_is_the_first_and_the_last_line() -> None:
    written = write(forum(), marking="TLP:AMBER+STRICT <x>")
    lines = written.text.strip().splitlines()
    assert lines[0] == lines[-1] == "TLP:AMBER+STRICT <x>"
    words = [w.strip() for w in read_html(written.html.partition("<body")[2].partition(">")[2]).words if w.strip()]
    assert words[0] == words[-1] == "TLP:AMBER+STRICT <x>"


def test_without_a_marking_there_is_none() -> None:
    assert write(forum()).text.startswith("Conference brief")
    assert write(forum()).text.rstrip().endswith("0123456789ab")


def test_the_messages_are_those_of_the_sheet_with_its_labels_and_numbers() -> None:
    for proceedings in (forum(), forty_speakers(), doubtful()):
        text = write(proceedings).text
        points = View(proceedings, Edition(stem="made")).summary(Plan())["messages"]
        assert points
        for point in points:
            assert f"{point['words']} (¶\u00a0{point['number']})" in text


def test_a_sentence_that_does_not_name_its_speaker_opens_with_name_and_capacity() -> None:
    written = write(forum())
    assert "- Dr Marat Tulegen (Deputy Minister of Transport): He called for a joint fund" in written.text
    assert "<li><i>Dr Marat Tulegen (Deputy Minister of Transport):</i> He called for" in written.html
    assert "- Ana Ruiz, chair of the panel, said that <b>rail</b> & road need one form. (¶" in written.text


def test_doubt_about_who_said_it_is_shown() -> None:
    people = [Person("Marat Tulegen", role="Deputy Minister")]
    outcome = said("outcome", "He announced a fund of $250 million.", "Marat Tulegen", certainty="doubtful")
    written = write(make([said("context", "The forum of Marat Tulegen was held on Tuesday."), outcome], people))
    assert "(attribution uncertain): " in written.text
    assert "(attribution uncertain):</i> " in written.html


def test_what_is_attached_is_named_with_its_size() -> None:
    text = write(forum()).text
    assert "- made-brief.pdf (Conference brief, 3 pages, 84 KB)\n" in text
    assert "- made-summary.pdf (Summary sheet, 1 page, 1 KB)\n" in text


@pytest.mark.parametrize(("document", "opening"), [("brief", "Conference brief:"), ("summary", "One-page summary sheet:")])
def test_one_document_alone_is_called_by_its_name(document: str, opening: str) -> None:
    written = write(forum(), documents=(document,))
    assert written.text.startswith(f"{opening} Central Asia Transit Forum")
    assert len(written.enclosures) == 1


def test_nothing_of_the_article_becomes_markup() -> None:
    written = write(forum(HOSTILE))
    reader = read_html(written.html)
    assert not {"script", "img"} & set(reader.elements)
    assert "span=" not in written.html
    assert HOSTILE in "".join(reader.words)
    assert HOSTILE in written.text


def test_an_outcome_that_is_not_recorded_is_said_so() -> None:
    assert "Outcome and next steps\nNone recorded in the source\n" in write(no_outcome()).text
