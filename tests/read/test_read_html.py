"""A saved web page gives its article and what it states of itself, and nothing of the page around."""

from __future__ import annotations

import pytest
from saved import PARAGRAPHS, as_html

from proceedings.errors import UnreadableError
from proceedings.read import read_bytes

PROSE = (
    "The ministers agreed on a plan for the river, its banks and its harbours, after two days of talks in the old town hall."
)


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def test_title_date_and_publisher_are_what_the_page_states() -> None:
    article = read_bytes(as_html(PARAGRAPHS), "a.html")
    assert (article.title, article.date, article.publisher) == (PARAGRAPHS[0], "2026-03-02", "Example News")
    assert article.mime == "text/html"
    assert article.notes == ("The article was taken out of a web page: 448 of its 472 words.",)


@pytest.mark.parametrize(
    ("head", "date", "publisher"),
    [
        ("", None, None),
        ('<meta name="date" content="2 March 2026">', None, None),
        ('<meta name="DC.date" content="2026-13-45">', None, None),
        (
            '<meta name="dcterms.issued" content="2026-03-02"><meta name="DC.publisher" content="A &amp; B">',
            "2026-03-02",
            "A & B",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2026-03-02T09:00Z", '
            '"publisher": {"@type": "Organization", "name": "Example News"}}]}</script>',
            "2026-03-02",
            "Example News",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 7, "publisher": []}</script>',
            None,
            None,
        ),
        ('<script type="application/ld+json">{nonsense</script>', None, None),
    ],
)
def test_no_date_or_publisher_is_guessed(head: str, date: str | None, publisher: str | None) -> None:
    article = read_bytes(page(f"<article><h1>Talks end</h1><p>On 5 May 2025: {PROSE}</p></article>", head), "2024-01-01.html")
    assert (article.date, article.publisher) == (date, publisher)


def test_headings_lists_and_table_rows_are_lines_of_their_own() -> None:
    body = (
        f"<article><h1>Talks end</h1><p>{PROSE}</p><h2>Next steps</h2><ul><li>Clean</li><li>Open the harbour</li></ul>"
        f"<ol start=3><li>Meet again</li></ol><table><tr><th>Name</th><th>Office</th></tr><tr><td>Ana</td><td>Chair</td></tr>"
        f"</table><p>{PROSE}<br>{PROSE}</p></article>"
    )
    lines = read_bytes(page(body), "a.html").text.splitlines()
    assert [line for line in lines if line and line != PROSE] == [
        "Talks end", "Next steps", "• Clean", "• Open the harbour", "• Meet again", "Name | Office", "Ana | Chair",
    ]  # fmt: skip


def test_a_page_of_which_too_much_would_be_dropped_is_taken_whole() -> None:
    paragraphs = [f"In session {n}, {PROSE}" for n in range(12)]
    body = "<main>" + "".join(f'<div class="comment sidebar promo"><div>{p}</div></div>' for p in paragraphs) + "</main>"
    article = read_bytes(page(body), "a.html")
    assert all(p in article.text for p in paragraphs)


@pytest.mark.parametrize(
    ("stated", "codec"),
    [("windows-1251", "cp1251"), ("iso-8859-1", "cp1252"), ("iso-8859-2", "iso8859-2"), ("koi8-r", "koi8-r")],
)
def test_the_encoding_that_a_page_states_is_believed(stated: str, codec: str) -> None:
    words = {"cp1251": "Ержан", "cp1252": "“Zoë”", "iso8859-2": "Wałęsa", "koi8-r": "Ержан"}[codec]
    content = f"<html><head><meta charset='{stated}'></head><body><p>{words}: {PROSE}</p></body></html>".encode(codec)
    assert f"{words}: {PROSE}" in read_bytes(content, "a.html").text


def test_nothing_in_a_page_is_obeyed() -> None:
    body = (
        f"<article><p>{PROSE}</p><script>alert('x')</script><p style='display:none'>hidden words</p>"
        f"<img src='file:///etc/passwd'><iframe src='http://x/'></iframe><p>{{{{ 7 * 7 }}}} &lt;b&gt; {PROSE}</p></article>"
    )
    text = read_bytes(page(body), "a.html").text
    assert "{{ 7 * 7 }} <b> " in text
    assert not [w for w in ("alert", "hidden words", "passwd") if w in text]


def test_a_page_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(UnreadableError, match="The page is nested 201 deep"):
        read_bytes(page("<div>" * 5000 + PROSE), "a.html")


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(UnreadableError, match="There are no words in it"):
        read_bytes(page("<script>x</script><img alt='a picture'>"), "a.html")


@pytest.mark.parametrize("mark", ["<![if !mso]>", "<![endif]>", "<![DOCTY [html]>", '<![\xa0<p x="', "<![CDATA[ x ]]>"])
def test_marks_that_no_html_knows_are_passed_over(mark: str) -> None:
    body = f"<article><p>{PROSE}</p>{mark}<p>After it. {PROSE}</p></article>"
    assert PROSE in read_bytes(page(body), "a.html").text
    assert PROSE in read_bytes(f"{mark}{body}".encode(), "a.html").text
