"""The numbered paragraphs of the proceedings."""

from goldform import from_lines, seed

from proceedings.model import Section, Shape
from proceedings.structure.paragraphs import PRINTED, number, references


def opening_words(proceedings, paragraphs):
    return [[proceedings.words(proceedings.sentences[i].span)[:24] for i in p.sentences] for p in paragraphs]


def test_the_seed_has_eleven_paragraphs():
    proceedings = seed()
    paragraphs = number(proceedings)
    assert opening_words(proceedings, paragraphs) == [
        ["Islamabad: Pakistan and ", "The development follows "],
        ["Speaking on the occasion", "Ambassador Kistafin also", "He noted these projects "],
        ["The evolving partnership", "The event brought togeth"],
        ["In his welcome remarks, ", "He stressed alignment on"],
        ["Fahad Haroon, Special As", "He emphasized the need f"],
        ["Working sessions at the "],
        ["Hasan Ali Zaigham, Direc"],
        ["Connectivity emerged as ", "Participants also explor"],
        ["Dr. Yasar Ayaz of the Na"],
        ["In the concluding sessio", "He stressed the importan"],
        ["The conference ended wit"],
    ]
    assert [p.number for p in paragraphs] == list(range(1, 12))
    assert not any(p.needs_label for p in paragraphs)
    assert paragraphs[10].section is Section.OUTCOME


def test_every_used_sentence_stands_in_one_paragraph():
    proceedings = from_lines(
        "headline | | heading | Forum on Salt",
        "welcome | | heading | Opening",
        "welcome | Ana Ruiz | | Ana Ruiz opened the forum.",
        "outcome | * | | The forum adopted a plan.",
        "working | | heading | Panel one: Salt",
        "working | Ben Okri | | Ben Okri spoke of salt.",
        "outcome | | heading | Recommendations",
        "outcome | * | bullet | Salt for all;",
        "boilerplate | | | Contact us.",
        people=("Ana Ruiz", "Ben Okri"),
        sessions=(("welcome", "Opening", (1, 2)), ("working", "Panel one: Salt", (4, 5))),
    )
    paragraphs = number(proceedings)
    used = [i for p in paragraphs for i in (*p.sentences, *p.headings, *(() if p.label is None else (p.label,)))]
    assert sorted(used) == [i for i, s in enumerate(proceedings.sentences) if s.section in PRINTED]
    assert len(used) == len(set(used))
    assert references(paragraphs) == {1: 1, 2: 1, 4: 2, 5: 2, 3: 3, 6: 4, 7: 4}


def test_a_heading_that_is_the_sessions_title_becomes_its_label():
    proceedings = from_lines(
        "working | | heading | Panel one: Salt",
        "working | | heading | Moderated discussion",
        "working | Ben Okri | | Ben Okri spoke of salt.",
        "working | | heading | Questions",
        "working | * | | Several asked for more.",
        people=("Ben Okri",),
        sessions=(("working", "Panel one: Salt", (0, 1, 2, 3, 4)),),
    )
    first, second = number(proceedings)
    assert (first.label, first.headings, first.sentences) == (0, (1,), (2,))
    assert (second.label, second.headings, second.sentences) == (None, (3,), (4,))


def test_a_heading_with_nothing_below_it_stays_text():
    proceedings = from_lines("working | | | A talk was given.", "working | | heading | Second panel")
    assert [p.sentences for p in number(proceedings)] == [(0,), (1,)]


def test_sessions_stand_apart_and_in_source_order():
    proceedings = from_lines(
        "working | Ben Okri | | Ben Okri spoke of salt.",
        "+concluding | Ana Ruiz | | Ana Ruiz closed the day.",
        "working | Ben Okri | | Ben Okri spoke of sand.",
        "context | | | The hall was full.",
        people=("Ana Ruiz", "Ben Okri"),
        sessions=(("working", None, (0,)), ("concluding", None, (1,)), ("working", None, (2,))),
    )
    assert [(p.section, p.session, p.sentences) for p in number(proceedings)] == [
        (Section.CONTEXT, None, (3,)),
        (Section.WORKING, 0, (0,)),
        (Section.WORKING, 2, (2,)),
        (Section.CONCLUDING, 1, (1,)),
    ]


def test_a_long_run_breaks_where_the_source_starts_a_paragraph():
    long = " ".join(["salt"] * 40) + "."
    lines = [f"working | Ben Okri | | Ben Okri said {long}"] + [f"working | Ben Okri! | | He said {long}" for _ in range(3)]
    proceedings = from_lines(*lines, people=("Ben Okri",))
    assert [p.sentences for p in number(proceedings)] == [(0, 1), (2, 3)]
    joined = from_lines(*["+" + line for line in lines], people=("Ben Okri",))
    assert [p.sentences for p in number(joined)] == [(0, 1, 2, 3)]


def test_sentences_that_the_source_parts_are_not_joined():
    proceedings = from_lines(
        "context | | | The forum met in May.",
        "working | Ben Okri | | Ben Okri spoke of salt.",
        "context | | | The next forum is in June.",
        people=("Ben Okri",),
    )
    assert [p.sentences for p in number(proceedings)] == [(0,), (2,), (1,)]


def test_doubt_stands_in_a_paragraph_of_its_own():
    proceedings = from_lines(
        "working | Ben Okri | | Ben Okri spoke of salt.",
        "+working | Ben Okri? | | Sand was worse.",
        people=("Ben Okri",),
    )
    first, second = number(proceedings)
    assert not first.needs_label and not first.doubtful
    assert second.doubtful and second.needs_label


def test_a_paragraph_names_its_speaker_only_by_the_full_name():
    proceedings = from_lines(
        "welcome | Ana Ruiz | | Ana Ruiz opened the forum.",
        "working | Ben Okri | | Okri spoke of salt.",
        "concluding | Ana Ruiz, Ben Okri | | Ana Ruiz and Okri closed it.",
        people=("Ana Ruiz", "Ben Okri"),
    )
    proceedings.speaker("ben-okri")
    assert [p.names_speaker for p in number(proceedings)] == [True, False, False]


def test_a_group_needs_a_label_only_when_the_sentence_does_not_say_who():
    proceedings = from_lines("working | * | | Delegates asked for sand.", "concluding | *! | | The sand was too dear.")
    assert [p.needs_label for p in number(proceedings)] == [False, True]


def test_bullets_stay_single_sentences_of_one_paragraph():
    proceedings = from_lines(
        "outcome | * | | The forum agreed to:",
        "outcome | * | bullet | buy salt;",
        "outcome | * | bullet | sell sand.",
    )
    (paragraph,) = number(proceedings)
    assert [proceedings.sentences[i].shape for i in paragraph.sentences] == [Shape.PROSE, Shape.BULLET, Shape.BULLET]
