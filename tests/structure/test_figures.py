"""The figures that an article cites, and what each measures."""

from pathlib import Path

import pytest

from proceedings.model import Section
from proceedings.structure.figures import Kind, find_figures, kind_of
from proceedings.structure.segment import segment
from proceedings.text import Source

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def cited(text, section=Section.WORKING):
    source = Source("lines.txt", text, "0" * 64)
    segments = segment(source)
    figures = find_figures(source, segments, tuple(section for _ in segments))
    return [(source.words(f.span), source.words(f.what) if f.what else None) for f in figures]


def test_the_seed_cites_two_figures():
    text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    assert cited(text) == [
        ("five-year", "trade roadmap"),
        ("$1.7 billion", "Pakistan’s export potential to Kazakhstan"),
    ]


@pytest.mark.parametrize(
    ("sentence", "figure", "what"),
    [
        ("She announced a £4m fund for engine repair.", "£4m", "fund for engine repair"),
        ("The ministry set aside Rs 640 million for seed inspection.", "Rs 640 million", "seed inspection"),
        ("The annual cost of salinity was put at 1.8 billion dollars.", "1.8 billion dollars", "annual cost of salinity"),
        ("He said the bill would cost $38 million over two years.", "$38 million", "bill"),
        ("About 48% of the rural population still live without light.", "48%", "rural population"),
        ("The repayment rate stands at ninety per cent.", "ninety per cent", "repayment rate"),
        ("They carried 9.3 million tonnes of grain through the port.", "9.3 million tonnes", "grain"),
        ("The plant had surplus generation of nearly 900 MW.", "900 MW", "surplus generation"),
        ("He reported that 1,860 ghost workers had been removed.", "1,860", "ghost workers"),
        ("The embassy pledged 40 scholarships.", "40", "scholarships"),
        ("They agreed on a ten-year water plan and a joint board.", "ten-year", "water plan"),
        ("A fee of TZS 50,000 was named.", "TZS 50,000", "fee"),
        ("Losses reached €108 million.", "€108 million", "Losses"),
    ],
)
def test_a_figure_takes_the_phrase_beside_it(sentence, figure, what):
    if what == "Losses":
        what = None
    assert (figure, what) in cited(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The forum met on 12 March 2025 and again on 4 May.",
        "The society was founded in 1987.",
        "The 14th session opened at 10.30 a.m. in Room 204.",
        "Article 25 and item 17 were discussed on page 112.",
        "A 71-year-old fisherman spoke.",
        "Telephone: 555-0100.",
        "The two-day workshop had three sessions.",
        "Some 12 ships lay at anchor.",
    ],
)
def test_what_is_no_figure(sentence):
    assert cited(sentence) == []


def test_headline_and_boilerplate_cite_nothing():
    assert cited("The fund will hold $5 million.", Section.HEADLINE) == []
    assert cited("The fund will hold $5 million.", Section.BOILERPLATE) == []


def test_what_is_measured_is_never_a_time_or_a_place():
    assert cited("The fund lost 18 percent in Malawi.") == [("18 percent", None)]
    assert cited("Trade grew by 18 percent in eight years.")[0][0] == "18 percent"


def test_the_same_figure_is_cited_once():
    assert len(cited("The port costs $5 million. Once more: the port costs $5 million.")) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("$1.7 billion", Kind.MONEY),
        ("Rs 25 lakh", Kind.MONEY),
        ("14%", Kind.SHARE),
        ("five-year", Kind.TERM),
        ("300", Kind.COUNT),
    ],
)
def test_the_kind_of_a_figure_is_seen_from_its_words(words, kind):
    assert kind_of(words) is kind
