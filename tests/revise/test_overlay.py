"""What a human decided holds: everything printed follows from it, and nothing is decided that the human did not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from build_proceedings import make, said

from proceedings.model import COLLECTIVE, Certainty, Part, Proceedings, Section
from proceedings.read import read_bytes
from proceedings.revise.entries import Anchor, Correction, Fact, Fit, House, Person, Sidecar, Stamp
from proceedings.revise.items import correct, keep
from proceedings.revise.overlay import Revision, overlay, revise
from proceedings.structure import structure
from proceedings.structure.choose import choose

ARTICLE = (Path(__file__).parent / "water.txt").read_text(encoding="utf-8")


def understood(text: str = ARTICLE) -> Proceedings:
    return structure(read_bytes(text.encode(), "a.txt"))


def index(p: Proceedings, words: str) -> int:
    (found,) = [i for i, s in enumerate(p.sentences) if words in p.source.words(s.span)]
    return found


def decided(words: str, p: Proceedings | None = None, **what: object) -> Revision:
    """Decide one thing of the sentence with these words."""
    p = p or understood()
    plain = overlay(p, Sidecar())
    entry = correct(plain, index(p, words), **what)  # type: ignore[arg-type]
    return overlay(p, Sidecar(corrections=(replace(entry, stamp=Stamp("Eva Lind")),)))


def names(p: Proceedings, words: str) -> list[str]:
    ids = p.sentences[index(p, words)].attribution.speakers
    return ["*" if id == COLLECTIVE else p.words(p.speaker(id).name) for id in ids]


def test_without_decisions_nothing_changes() -> None:
    p = understood()
    assert revise(p, Sidecar()) is p


def test_a_human_decides_who_speaks_and_there_is_no_doubt() -> None:
    p = decided("prices must follow", speakers=("Daniyar Bekov",)).proceedings
    attribution = p.sentences[index(p, "prices must follow")].attribution
    assert names(p, "prices must follow") == ["Daniyar Bekov"]
    assert (attribution.certainty, attribution.rule) == (Certainty.DECIDED, "corrected by Eva Lind")
    assert attribution.mention is None


def test_a_confirmed_speaker_keeps_cue_and_mention() -> None:
    plain = overlay(understood(), Sidecar())
    i = index(plain.proceedings, "prices must follow")
    before = plain.proceedings.sentences[i].attribution
    after = overlay(plain.understood, Sidecar(corrections=(keep(plain, i),))).proceedings.sentences[i].attribution
    assert (after.speakers, after.cue, after.mention) == (before.speakers, before.cue, before.mention)
    assert after.certainty is Certainty.DECIDED


@pytest.mark.parametrize(("speakers", "found"), [((), []), ((COLLECTIVE,), ["*"])])
def test_nobody_and_a_group_can_be_decided(speakers: tuple[str, ...], found: list[str]) -> None:
    p = decided("prices must follow", speakers=speakers).proceedings
    assert names(p, "prices must follow") == found


def test_whoever_no_longer_speaks_is_not_listed() -> None:
    p = decided("called the rivers", speakers=("Marat Tulegen",)).proceedings
    assert "Ingrid Solheim" not in [p.words(s.name) for s in p.speakers]


def test_a_person_of_the_source_who_did_not_speak_comes_with_the_source_s_own_titles() -> None:
    p = decided("prices must follow", speakers=("Leila Omar",)).proceedings
    (speaker,) = [s for s in p.speakers if p.words(s.name) == "Leila Omar"]
    assert (p.words(speaker.honorific), p.words(speaker.role)) == ("Professor", "Dean of Law")
    assert speaker.name.corrected is None
    assert speaker.mentions


def test_somebody_whom_the_source_does_not_name_has_no_titles_but_those_given() -> None:
    p = decided("prices must follow", speakers=("Bo Li",)).proceedings
    (speaker,) = [s for s in p.speakers if p.words(s.name) == "Bo Li"]
    assert (speaker.honorific, speaker.role, speaker.affiliation, speaker.mentions) == (None, None, None, ())


def test_the_sidecar_stands_above_the_house_and_the_house_above_the_source() -> None:
    house = House(persons=(Person("Marat Tulegen", honorific="H.E.", role="Minister of Energy", affiliation="Kazakhstan"),))
    sidecar = Sidecar(persons=(Person("Marat Tulegen", role="First Deputy Minister", honorific=""),))
    p = revise(understood(), sidecar, house)
    (speaker,) = [s for s in p.speakers if p.words(s.name) == "Marat Tulegen"]
    assert p.words(speaker.role) == "First Deputy Minister"
    assert speaker.honorific is None
    assert p.words(speaker.affiliation) == "Kazakhstan"
    assert speaker.affiliation is not None and speaker.affiliation.span is not None  # the source has the word too


def test_the_house_puts_speakers_in_its_protocol_s_order() -> None:
    house = House(persons=(Person("Marat Tulegen", order=1),))
    p = revise(understood(), Sidecar(), house)
    assert [p.words(s.name) for s in p.speakers] == ["Marat Tulegen", "Ingrid Solheim", "Daniyar Bekov"]


@pytest.mark.parametrize(
    "person",
    [Person("Dr. Daniyar Bekov", same_as="Marat Tulegen"), Person("Marat Tulegen", also=("Daniyar Bekov",))],
)
def test_two_people_who_are_one_become_one(person: Person) -> None:
    p = revise(understood(), Sidecar(persons=(person,)))
    assert [p.words(s.name) for s in p.speakers] == ["Ingrid Solheim", "Marat Tulegen"]
    assert names(p, "We count every drop") == ["Marat Tulegen"]
    (speaker,) = [s for s in p.speakers if p.words(s.name) == "Marat Tulegen"]
    assert p.words(speaker.role) == "Deputy Minister of Energy"
    assert len(speaker.mentions) == 2


def test_a_name_is_put_right() -> None:
    p = revise(understood(), Sidecar(persons=(Person("Ingrid Sølheim", also=("Ingrid Solheim",)),)))
    assert names(p, "called the rivers") == ["Ingrid Sølheim"]


def test_a_section_is_decided_and_the_session_follows() -> None:
    p = decided("prices must follow", section=Section.CONCLUDING).proceedings
    i = index(p, "prices must follow")
    assert p.sentences[i].section is Section.CONCLUDING
    assert [s.kind.value for s in p.sessions if i in s.sentences] == ["concluding"]


def test_a_sentence_joins_the_session_that_is_named() -> None:
    p = make(
        [
            said("context", "They met."),
            said("working", "One spoke.", session="One"),
            said("working", "Two spoke.", session="Two"),
        ]
    )
    sessions = revise(p, Sidecar(corrections=(Correction(Anchor("One spoke."), session="two"),))).sessions
    assert [s.sentences for s in sessions] == [(1, 2)]
    new = revise(p, Sidecar(corrections=(Correction(Anchor("They met."), session="Three"),)))
    assert next((new.words(s.title), s.sentences) for s in new.sessions) == ("Three", (0,))
    assert new.sentences[0].section is Section.WORKING


def test_a_dropped_sentence_is_set_aside_with_its_figures() -> None:
    p = decided("dams worth", drop=True).proceedings
    sentence = p.sentences[index(p, "dams worth")]
    assert (sentence.section, sentence.is_dropped, sentence.attribution.speakers) == (Section.BOILERPLATE, True, ())
    assert [p.words(f.span) for f in p.figures] == ["120"]
    choose(p)


def test_a_later_section_takes_a_dropped_sentence_back() -> None:
    p = understood()
    plain = overlay(p, Sidecar())
    i = index(p, "dams worth")
    both = (correct(plain, i, drop=True), correct(plain, i, section=Section.OUTCOME))
    revised = revise(p, Sidecar(corrections=both))
    assert revised.sentences[i].section is Section.OUTCOME
    assert not revised.sentences[i].is_dropped


def test_a_corrected_text_is_what_is_said_and_its_figures_with_it() -> None:
    p = decided("dams worth", text="He warned that dams stand idle.").proceedings
    i = index(p, "dams worth")
    assert p.words(p.sentences[i]) == "He warned that dams stand idle."
    assert [p.words(f.span) for f in p.figures] == ["120"]
    kept = decided("dams worth", text="He warned that $2.4 billion stand idle.").proceedings
    assert "$2.4 billion" in [kept.words(f.span) for f in kept.figures]


def test_a_text_that_is_the_source_s_own_is_no_correction() -> None:
    p = understood()
    own = p.words(p.sentences[index(p, "dams worth")])
    revised = decided("dams worth", text=own).proceedings
    assert revised.sentences[index(p, "dams worth")].corrected is None


def test_a_key_message_is_one_and_the_first_to_be_kept() -> None:
    p = decided("prices must follow", key=True).proceedings
    i, other = index(p, "prices must follow"), index(p, "dams worth")
    choice = choose(p)
    assert i in choice.key_points and i in choice.messages
    assert choice.message_rank[0] == i
    assert other not in choice.messages  # one a speaker


def test_facts_are_the_human_s_or_not_stated() -> None:
    facts = (Fact("date", ("4 March 2026",)), Fact("title", ()), Fact("city", ("Almaty",)), Fact("with", ("Norway", "UNDP")))
    p = revise(understood(), Sidecar(facts=facts))
    assert (p.words(p.event.date), p.event.title) == ("4 March 2026", None)
    assert p.event.city is not None and p.event.city.span is not None
    assert [p.words(o.name) for o in p.event.organizers if o.part is Part.WITH] == ["Norway", "UNDP"]


def test_the_last_word_counts() -> None:
    p = understood()
    plain = overlay(p, Sidecar())
    i = index(p, "prices must follow")
    entries = (
        correct(plain, i, speakers=("Bo Li",), section=Section.OUTCOME),
        correct(plain, i, speakers=("Daniyar Bekov",)),
    )
    revision = overlay(p, Sidecar(corrections=entries))
    assert names(revision.proceedings, "prices must follow") == ["Daniyar Bekov"]
    assert revision.proceedings.sentences[i].section is Section.OUTCOME
    assert [s.superseded for s in revision.settled] == [False, False]


def test_a_decision_gives_a_sentence_the_bounds_that_the_human_saw() -> None:
    p = understood()
    first, second = p.sentences[index(p, "dams worth")], p.sentences[index(p, "prices must follow")]
    both = p.source.text[first.span.start : second.span.end]
    merged = revise(p, Sidecar(corrections=(Correction(Anchor(both), speakers=("Bo Li",)),)))
    assert len(merged.sentences) == len(p.sentences) - 1
    assert merged.source.words(merged.sentences[index(merged, "dams worth")].span) == both
    i = index(merged, "dams worth")
    again = revise(merged, Sidecar(corrections=(Correction(Anchor(p.source.words(second.span)), speakers=("Bo Li",)),)))
    assert [s.span for s in again.sentences] == [s.span for s in p.sentences]
    assert names(again, "prices must follow") == ["Bo Li"]
    assert again.sentences[i].span == first.span


def test_part_of_a_sentence_means_the_sentence() -> None:
    p = understood()
    revised = revise(p, Sidecar(corrections=(Correction(Anchor("prices must follow"), speakers=("Bo Li",)),)))
    assert [s.span for s in revised.sentences] == [s.span for s in p.sentences]
    assert names(revised, "prices must follow") == ["Bo Li"]


def test_every_word_of_the_source_stays_in_exactly_one_sentence() -> None:
    p = understood()
    words = p.source.text
    quotes = [words[a:b] for a, b in ((0, 60), (100, 300), (250, 500), (690, 800))]
    revised = revise(p, Sidecar(corrections=tuple(Correction(Anchor(q.strip()), drop=True) for q in quotes)))
    spans = [s.span for s in revised.sentences]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(words[a:b].split()) for a, b in spans) == "".join(words.split())


def test_a_changed_sentence_is_carried_over_and_can_be_confirmed() -> None:
    before = decided("prices must follow", speakers=("Daniyar Bekov",))
    changed = understood(ARTICLE.replace("that prices must follow the seasons.", "that all prices must follow seasons."))
    carried = overlay(changed, before.sidecar)
    assert [s.fit for s in carried.settled] == [Fit.CARRIED]
    assert names(carried.proceedings, "all prices") == ["Daniyar Bekov"]
    assert [n.code for n in carried.proceedings.notices] == ["carried-over"]
    assert carried.open == (index(changed, "all prices"),)
    both = (*before.sidecar.corrections, keep(carried, carried.open[0]))
    confirmed = overlay(changed, replace(before.sidecar, corrections=both))
    assert confirmed.open == ()
    assert names(confirmed.proceedings, "all prices") == ["Daniyar Bekov"]


def test_a_sentence_that_is_gone_leaves_an_orphan_that_is_kept_and_listed() -> None:
    before = decided("prices must follow", speakers=("Daniyar Bekov",))
    gone = overlay(understood(ARTICLE.replace(" He added that prices must follow the seasons.", "")), before.sidecar)
    assert [s.fit for s in gone.settled] == [Fit.ORPHANED]
    assert [n.code for n in gone.proceedings.notices] == ["orphaned"]
    assert gone.sidecar.corrections == before.sidecar.corrections
