"""Who is named in an article: `cases/people.txt` and `cases/mentions.txt`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.structure.people import find_people
from proceedings.structure.segment import segment
from proceedings.text import Source

CASES = Path(__file__).parent / "cases"


def read_cases(name):
    for block in (CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n--- ")[1:]:
        title, _, rest = block.partition("\n")
        lines = rest.rstrip().split("\n")
        wanted = [line[2:] for line in lines if line.startswith("= ")]
        text = "\n".join(line for line in lines if not line.startswith("= ")).strip()
        yield pytest.param(text, wanted, id=title)


def read(text):
    source = Source("case.txt", text, "")
    return source, find_people(segment(source))


@pytest.mark.parametrize(("text", "wanted"), list(read_cases("people")))
def test_persons_are_found_with_what_the_text_says_of_them(text, wanted):
    source, people = read(text)
    rows = [
        " | ".join(source.words(span) if span else "-" for span in (p.name, p.honorific, p.role, p.affiliation))
        for p in people.persons
    ]
    assert rows == wanted


@pytest.mark.parametrize(("text", "wanted"), list(read_cases("mentions")))
def test_mentions_point_at_their_person(text, wanted):
    source, people = read(text)
    rows = [f"{source.words(m.span)} | {source.words(people.persons[m.person].name)}" for m in people.mentions]
    assert rows == wanted


def test_the_extent_of_a_mention_holds_role_and_brackets():
    source, people = read("The clerk met wheat breeder Dr. Ana Ruiz (Dock Museum), head of the panel, on Monday.")
    assert source.words(people.mentions[0].span) == "Dr. Ana Ruiz"
    assert source.words(people.mentions[0].extent) == "wheat breeder Dr. Ana Ruiz (Dock Museum), head of the panel"


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs. Kim Oduya spoke.", "f"),
        ("Sofia Brandt, a teacher, spoke.", "f"),
        ("Kim Oduya, a fisherman, spoke.", "m"),
        ("Azlina binti Osman, a lecturer, spoke.", "f"),
        ("Andrea Brandt, a teacher, spoke.", None),
    ],
)
def test_a_gender_is_told_only_where_it_is_sure(text, gender):
    _, people = read(text)
    assert [p.gender for p in people.persons] == [gender]


WORDS = st.sampled_from(
    [
        *["Dr.", "Mr.", "Ana", "Ruiz", "de", "la", "van", "head", "of", "the", "Union", "H.E.", "J.", "&", "and"],
        *[",", ".", "(", ")", "'", "“", "”"],
        "'s",
        "said",
        "Minister",
        "who",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_spans_lie_in_the_text_and_mentions_in_their_segment(text):
    source = Source("case.txt", text, "")
    segments = segment(source)
    people = find_people(segments)
    for mention in people.mentions:
        assert mention.extent.contains(mention.span)
        assert segments[mention.segment].span.contains(mention.extent)
        assert 0 <= mention.person < len(people.persons)
    spans = [m.span for m in people.mentions]
    assert spans == sorted(spans)
