"""What is printed where names are withheld has no names, and still is the source's own words."""

from __future__ import annotations

import collections
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from leaking import leaks_of_model, leaks_of_outputs

from proceedings.build import Order, build, understand
from proceedings.cli import main
from proceedings.errors import CheckError, NoConferenceError, UsageError
from proceedings.model import AttributionMode, Proceedings
from proceedings.pdf.verify import verify
from proceedings.read import read
from proceedings.scrub import scrub
from proceedings.scrub.rewrite import Edit, Rewriting, settle
from proceedings.structure import structure
from proceedings.text import Source, Span
from proceedings.typeset import Edition, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.brand import Brand
from proceedings.typeset.edition import labels
from proceedings.typeset.inspect import inspect
from proceedings.typeset.layouts import built_in_layouts
from proceedings.typeset.placement import TextRun

CORPUS = Path(__file__).parents[1] / "corpus"
ARTICLE = Path(__file__).parents[1] / "cases" / "conference_article.txt"
SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt"))
CHATHAM, UNATTRIBUTED = AttributionMode.CHATHAM, AttributionMode.UNATTRIBUTED
OPENING = "The Lisle Forum on Harbours was held in Varna on 3 May 2025, organised by the Lisle Coast Institute.\n\n"


def scrubbed(text: str, mode: AttributionMode = CHATHAM) -> Proceedings:
    return scrub(structure(Source("a.txt", OPENING + text, "0" * 64)), mode, labels())


def left(text: str, mode: AttributionMode = CHATHAM) -> str:
    return scrubbed(text, mode).source.text[len(OPENING) :]


@cache
def annotated() -> list[tuple[Path, dict[str, object]]]:
    found = [p for folder in ("dev", "train") for p in sorted((CORPUS / folder).glob("*.gold.json"))]
    return [(p.with_name(p.name.replace(".gold.json", ".txt")), json.loads(p.read_text(encoding="utf-8"))) for p in found]


@pytest.mark.parametrize(
    ("said", "remains"),
    [
        (
            "Ambassador Ana Ruiz, President of the Dock Union, said that trade grew.",
            "[A speaker] said that trade grew.",
        ),
        ("“Trade grew,” said Ana Ruiz of the Dock Union.", "“Trade grew,” said [a speaker]."),
        (
            "In the working session on cranes and quays that opened the second day, Dr. Ana\n"
            "Ruiz said that trade had grown in every harbour of the coast, and that new cranes\n"
            "would be needed before long.",
            "In the working session on cranes and quays that opened the second day, [a speaker] said that trade had grown in "
            "every harbour of the coast, and that new cranes\nwould be needed before long.",
        ),
        (
            "On behalf of the Dock Union, Ms Ana Ruiz said that trade grew.",
            "On behalf of […], [a speaker] said that trade grew.",
        ),
        ("Dock Union director Ana Ruiz said that trade grew.", "[A speaker] said that trade grew."),
        (
            "Ms Ana Ruiz, who heads the Dock Union, said that trade grew.",
            "[A speaker], who heads […], said that trade grew.",
        ),
        (
            "Ms Ana Ruiz, speaking as the representative of Serbia, said that trade grew.",
            "[A speaker], speaking as […], said that trade grew.",
        ),
        (
            "Ms Ana Ruiz, a partner at Lathrop Lane, Dock Union, said that trade grew.",
            "[A speaker] said that trade grew.",
        ),
        (
            "Speaking for the port union, Ms Ana Ruiz said that trade grew.",
            "Speaking for […], [a speaker] said that trade grew.",
        ),
    ],
)
def test_a_naming_gives_way_with_all_that_belongs_to_it(said: str, remains: str) -> None:
    assert left(said) == remains


def test_later_mentions_by_name_office_and_pronoun_give_way() -> None:
    text = left(
        "Ambassador Ana Ruiz said that trade grew. She thanked her hosts. The Ambassador added that RUIZ’s ships and "
        "Ruíz’s crews were ready. “He who waits pays,” Ruiz warned."
    )
    assert "uiz" not in text.casefold()
    assert "mbassador" not in text
    assert not re.search(r"\b(?:she|her)\b", text, re.IGNORECASE)
    assert "“He who waits pays,”" in text, "a quotation keeps its pronouns"
    assert "[their] hosts" in text


def test_those_who_only_attended_are_not_named_either() -> None:
    text = left("Ms Ana Ruiz said that trade grew. The session was moderated by Dr Ben Okafor of the Harbour College.")
    assert text.endswith("The session was moderated by [a person].")


def test_a_sentence_with_somebody_who_is_not_known_is_set_aside() -> None:
    p = scrubbed("Ms Ana Ruiz said that trade grew.\n\nThe day ended with songs by Zeca Ramos and friends.")
    assert "Zeca" not in p.source.text
    assert [n.code for n in p.notices if n.code == "withheld"] == ["withheld"]


def test_the_facts_of_the_event_stay_and_are_listed_where_somebody_belongs_to_them() -> None:
    p = scrubbed("Ms Ana Ruiz, director of the Lisle Coast Institute, said that trade grew.")
    assert p.words(p.event.organizers[0].name) == "Lisle Coast Institute"
    assert "[A speaker] said" in p.source.text
    assert any(n.code == "affiliation" and "Lisle Coast Institute" in n.text for n in p.notices)


def test_a_quotation_that_tells_its_speaker_is_listed() -> None:
    p = scrubbed("“Our ministry will pay for it,” said Minister Ana Ruiz.")
    assert any(n.code == "capacity" and "Our ministry" in n.text for n in p.notices)
    assert all("Ruiz" not in n.text for n in p.notices)


def test_two_speakers_of_a_session_keep_paragraphs_of_their_own() -> None:
    p = scrubbed("Ms Ana Ruiz said that trade grew. Mr Ben Okafor said that ports were full.")
    spoken = [s.attribution.speakers for s in p.sentences if s.attribution.speakers]
    assert len(set(spoken)) == 2
    assert all(speaker.unnamed for speaker in p.speakers)


def test_statements_without_names_keep_a_list_apart_from_them_and_in_another_order() -> None:
    p = scrubbed("Mr Ben Zuma said that ports were full. Ms Ana Ruiz said that trade grew.", UNATTRIBUTED)
    rows = View(p, Edition("a")).brief()["speakers"]
    assert [row["name"] for row in rows] == ["Ana Ruiz", "Ben Zuma"]
    assert all(row["numbers"] == [] and row["session"] == "" for row in rows)
    assert "Ruiz" not in p.source.text
    assert "Zuma" not in p.source.text


def test_of_one_speaker_no_list_is_made() -> None:
    p = scrubbed("Ms Ana Ruiz said that trade grew.", UNATTRIBUTED)
    assert View(p, Edition("a")).brief()["speakers"] == []


def test_without_attribution_those_who_did_not_speak_stay() -> None:
    text = left("Ms Ana Ruiz said that trade grew. Dr Ben Okafor of the Harbour College attended the meeting.", UNATTRIBUTED)
    assert "Ben Okafor of the Harbour College attended" in text


def test_an_article_of_which_nothing_is_left_is_refused() -> None:
    source = Source("a.txt", "The evening ended with songs by Zeca Ramos and friends.", "0" * 64)
    with pytest.raises(NoConferenceError, match="Nothing is left"):
        scrub(structure(source), CHATHAM, labels())


def test_no_name_honorific_role_or_joined_affiliation_of_an_annotated_article_is_left() -> None:
    leaks: collections.Counter[str] = collections.Counter()
    aside = sentences = 0
    for path, gold in annotated():
        proceedings = structure(Source(path.name, path.read_text(encoding="utf-8"), "0" * 64))
        found = scrub(proceedings, CHATHAM, labels())
        leaks.update(kind for kind, _ in leaks_of_model(found, gold))
        aside += sum(n.code == "withheld" for n in found.notices)
        sentences += len(proceedings.sentences)
    assert leaks == {}
    assert aside < 0.015 * sentences


def test_where_statements_are_not_attributed_no_annotated_speaker_stands_beside_them() -> None:
    told = 0
    for path, gold in annotated():
        source = Source(path.name, path.read_text(encoding="utf-8"), "0" * 64)
        told += len(leaks_of_model(scrub(structure(source), UNATTRIBUTED, labels()), gold))
    assert told <= 2


@pytest.mark.parametrize("name", ["dev/d01", "dev/d05", "train/a01"])
@pytest.mark.parametrize("mode", [CHATHAM, UNATTRIBUTED])
def test_nothing_that_is_written_tells_a_name(name: str, mode: AttributionMode, tmp_path: Path) -> None:
    path = CORPUS / f"{name}.txt"
    gold = json.loads(path.with_name(path.stem + ".gold.json").read_text(encoding="utf-8"))
    assert leaks_of_outputs(path, mode, gold, tmp_path, collections.Counter()) == set()


@pytest.mark.parametrize("layout", built_in_layouts())
@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("mode", [CHATHAM, UNATTRIBUTED])
def test_pages_say_the_mode_and_nothing_stands_upon_it(layout: str, paper: str, mode: AttributionMode) -> None:
    view = View(scrub(structure(read(ARTICLE)), mode, labels()), Edition("a", date="2026-11-24"))
    opened, mode_label = open_layout(layout, paper), labels()[f"mode_{mode.value}"]
    for made in (typeset_brief(view, opened), typeset_summary(view, opened, sides=2)):
        upon = [finding for finding in inspect(made.pages) if mode_label.split()[-1] in f"{finding}"]
        assert upon == []
        first = " ".join(run.text for run in made.pages.pages[0].placements if isinstance(run, TextRun))
        assert mode_label in " ".join(first.split())
    for row in view.brief()["speakers"]:
        assert row["numbers"] == []


def test_a_paper_without_names_is_verified_against_the_source_scrubbed_once_more(tmp_path: Path) -> None:
    built = build(SEED, Order(folder=tmp_path, mode=CHATHAM))
    for file in built.files:
        content = file.path.read_bytes()
        verdict = verify(content, SEED.read_bytes(), SEED.name)
        assert verdict.findings == ()
        assert verdict.compared > 3
        with pytest.raises(CheckError, match="Chatham House Rule"):
            verify(content)
    other = SEED.read_bytes().replace(b"landmark", b"minor")
    assert verify(built.files[0].path.read_bytes(), other, SEED.name).findings


def test_a_brand_that_names_a_speaker_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the contact"):
        understand(SEED, Order(mode=CHATHAM, brand=Brand(contact="Khalid Mahmood, events@institute.example")))
    layout = tmp_path / "own"
    layout.mkdir()
    (layout / "theme.toml").write_text('base = "plain"\n')
    (layout / "brief.html").write_text("<document><p>Khalid Mahmood</p></document>")
    with pytest.raises(UsageError, match=r"brief\.html"):
        understand(SEED, Order(mode=CHATHAM, layout=str(layout)))


def test_files_and_reports_are_named_by_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mahmood.txt").write_bytes(SEED.read_bytes())
    monkeypatch.setattr("sys.argv", ["proceedings", "email", "mahmood.txt", "--attribution", "chatham"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    (draft,) = (tmp_path / "out").iterdir()
    assert re.fullmatch(r"[0-9a-f]{12}\.eml", draft.name)
    assert "ahmood" not in said
    assert b"ahmood" not in draft.read_bytes()


def test_what_people_corrected_is_scrubbed_like_the_source() -> None:
    p = structure(Source("a.txt", OPENING + "Ms Ana Ruiz said that trade grew. Mr Ben Okafor left.", "0" * 64))
    sentences = tuple(
        replace(s, corrected="Ms Ana Ruiz said that trade fell.") if "grew" in p.words(s.span) else s for s in p.sentences
    )
    found = scrub(replace(p, sentences=sentences), CHATHAM, labels())
    assert "[A speaker] said that trade fell." in found.source.text
    assert "Ruiz" not in repr(found)


def test_places_move_with_the_words_around_them() -> None:
    rewriting = Rewriting("Ana Ruiz spoke of ships.", (Edit(Span(0, 8), "[A speaker]"), Edit(Span(18, 23), "[…]")))
    assert rewriting.text == "[A speaker] spoke of […]."
    assert rewriting.moved(Span(9, 14)) == Span(12, 17)
    assert rewriting.moved(Span(4, 14)) == Span(0, 17), "what ends inside a mark takes all of it"
    assert rewriting.touches(Span(6, 10))
    assert not rewriting.touches(Span(8, 18))


def test_edits_that_overlap_become_one() -> None:
    joined = settle([Edit(Span(0, 5), "[…]"), Edit(Span(3, 9), "", 2)])
    assert joined == [Edit(Span(0, 9), "", 2)]
