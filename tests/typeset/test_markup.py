"""The vocabulary of templates is closed: what is not in it is refused with its line, and article text stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import escape

from proceedings.errors import LayoutError
from proceedings.typeset.markup import ATTRIBUTES, BLOCKS, INLINES, Node, parse


def refusal(markup: str) -> LayoutError:
    with pytest.raises(LayoutError) as caught:
        parse(markup, "brief.html")
    assert caught.value.exit_code == 2
    return caught.value


def test_elements_become_nodes_with_their_attributes_and_lines() -> None:
    root = parse('<document lang="en">\n<p class="a b">one <b>two</b></p>\n</document>', "brief.html")
    paragraph = root.children[1]
    assert isinstance(paragraph, Node)
    assert (root.tag, root.attributes, root.line) == ("document", {"lang": "en"}, 1)
    assert (paragraph.classes, paragraph.line, paragraph.text()) == (["a", "b"], 2, "one two")


@pytest.mark.parametrize("tag", sorted(BLOCKS | INLINES))
def test_every_element_of_the_vocabulary_is_understood(tag: str) -> None:
    (node,) = parse(f"<document><{tag}/></document>", "brief.html").children
    assert isinstance(node, Node)
    assert node.tag == tag


@pytest.mark.parametrize("attribute", sorted(ATTRIBUTES - {"href"}))
def test_every_attribute_of_the_vocabulary_is_understood(attribute: str) -> None:
    assert parse(f'<document {attribute}="x"/>', "brief.html").attributes == {attribute: "x"}


@pytest.mark.parametrize(
    ("markup", "line", "sentence", "hint"),
    [
        ("<document>\n<speaker>x</speaker></document>", 2, "unknown element <speaker>", 'use <p class="speaker">'),
        ("<document><strong/></document>", 1, "unknown element <strong>", "use <b>"),
        ("<document><script>x</script></document>", 1, "unknown element <script>", "use one of: a aside b"),
        ("<document><P/></document>", 1, "unknown element <P>", "use one of"),
        ('<document>\n\n<p style="x">y</p></document>', 3, "unknown attribute style", "use one of: alt class href"),
        ('<document><p onclick="x()"/></document>', 1, "unknown attribute onclick", "use one of"),
        ('<document><a href="javascript:x()">y</a></document>', 1, "a link to 'javascript:x()'", "links lead to https:"),
        ('<document><a href="file:///etc/passwd">y</a></document>', 1, "a link to 'file:///etc", "links lead to https:"),
        ('<document><a href="other.pdf">y</a></document>', 1, "a link to 'other.pdf'", "links lead to https:"),
        ("<document><b><p>x</p></b></document>", 1, "<p> inside <b>", "close the inner element first"),
        ("<p>x</p>", 1, "the outermost element is <p>", "use <document>"),
        ("<document>\n<p>one<br></p>\n</document>", 2, "not well-formed (mismatched tag)", "every element must be closed"),
        ("<document><p>AT&T</p></document>", 1, "not well-formed", "every element must be closed"),
        ("<document>a &nbsp; b</document>", 1, "not well-formed (undefined entity)", "every element must be closed"),
        ("<document><p>one</p>", 1, "not well-formed", "every element must be closed"),
        ("", 1, "not well-formed (no element found)", "every element must be closed"),
        ("<document/><document/>", 1, "not well-formed", "every element must be closed"),
        ("<!DOCTYPE html><document/>", 1, "a document type is not allowed", "begin the template with <document>"),
        (
            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<document>&x;</document>',
            1,
            "a document type is not allowed",
            "begin the template with <document>",
        ),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused(markup: str, line: int, sentence: str, hint: str) -> None:
    error = refusal(markup)
    assert error.place == f"brief.html:{line}"
    assert sentence in str(error)
    assert (error.hint or "").startswith(hint)


def test_a_refusal_quotes_the_line_it_stands_on() -> None:
    error = refusal("<document>\n  <em>well</em> <p>then</p>\n</document>")
    assert str(error) == "unknown element <em> in “<em>well</em> <p>then</p>”"


@pytest.mark.parametrize("href", ["https://un.org", "http://un.org", "mailto:desk@un.org", "#p7"])
def test_links_lead_to_the_web_to_a_mailbox_or_into_the_document(href: str) -> None:
    (link,) = parse(f'<document><a href="{href}">x</a></document>', "brief.html").children
    assert isinstance(link, Node)
    assert link.attributes["href"] == href


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "&amp;",
        "AT&T",
        "<b>x</b>",
        "]]>",
        "<!-- x -->",
        "a < b > c",
        "\"'",
    ],
)
def test_escaped_article_text_can_only_become_text(words: str) -> None:
    (paragraph,) = parse(f"<document><p>{escape(words)}</p></document>", "brief.html").children
    assert isinstance(paragraph, Node)
    assert paragraph.children == [words]


@pytest.mark.parametrize("markup", ["", "\0\n", "\n", "<p>\x0b\x0c\u2028</q>", "\r\r<", "<document>\n"])
def test_broken_markup_is_told_wherever_it_breaks(markup: str) -> None:
    with pytest.raises(LayoutError):
        parse(markup, "brief.html")


READABLE = some.text(some.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1)


@given(READABLE)
def test_any_escaped_text_comes_through_unchanged(words: str) -> None:
    assert parse(f"<document><p>{escape(words)}</p></document>", "brief.html").text() == words
