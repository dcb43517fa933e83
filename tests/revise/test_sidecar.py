"""What people decided is kept in a text that anybody may edit: nothing in it is lost, moved or obeyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.errors import UsageError, WriteError
from proceedings.model import COLLECTIVE, Section
from proceedings.revise.editing import approve, decide, entries_of, remove, undo
from proceedings.revise.entries import FACTS, SECTIONS, Anchor, Approval, Correction, Fact, Person, Sidecar, Stamp
from proceedings.revise.sidecar import LONGEST, one_line, parse_house, parse_sidecar
from proceedings.revise.storage import StaleError, change, read_house, read_sidecar, save, sidecar_path

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
STAMP = Stamp("Eva Lind", NOW, "checked against the recording")
BY_HAND = """\
# Checked by Eva, see the recording.

[[correct]]    # the chair
quote = 'He said "no".'  # sic
speaker = "Ana Ruiz"

# facts
[[event]]
field = "date"
value = "3 March 2026"

[[correct]]
quote = \"\"\"
[[correct]]
quote = "inside"
\"\"\"
drop = true
# the end
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
lines = texts.map(one_line)
names = lines.filter(lambda t: t and t not in ("nobody", "participants"))
quotes = texts.filter(lambda t: t.strip())
moments = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))
stamps = st.builds(Stamp, lines, moments, lines)
speakers = st.lists(names | st.just(COLLECTIVE), max_size=3, unique=True).map(tuple)
corrections = st.builds(
    Correction,
    st.builds(Anchor, quotes, texts, texts),
    st.none() | speakers,
    st.none() | st.sampled_from(list(SECTIONS.values())),
    st.none() | lines,
    st.none() | names,
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.lists(names, max_size=2).map(tuple),
)
persons = st.builds(Person, names, *[st.none() | lines] * 3, st.lists(names, max_size=3).map(tuple))
facts = st.builds(Fact, st.sampled_from(["title", "date"]), st.lists(names, max_size=1).map(tuple)) | st.builds(
    Fact, st.sampled_from(["organizers", "with"]), st.lists(names, max_size=3).map(tuple)
)


@given(st.lists(corrections | persons | facts, max_size=6), stamps)
def test_whatever_is_decided_is_read_again_as_it_was(entries: list[Correction | Person | Fact], stamp: Stamp) -> None:
    found = parse_sidecar(decide(Sidecar(), entries, stamp).text)
    bare = [replace(entry, stamp=Stamp()) for entry in entries_of(found) if not isinstance(entry, Approval)]
    assert sorted(map(repr, bare)) == sorted(map(repr, entries))
    assert {(e.stamp.by, e.stamp.note) for e in entries_of(found) if not isinstance(e, Approval)} <= {(stamp.by, stamp.note)}


@given(corrections)
def test_what_is_undone_leaves_the_text_as_it_was(entry: Correction) -> None:
    before = parse_sidecar(BY_HAND)
    after, gone = undo(decide(before, [entry], STAMP))
    assert len(gone) == 1
    assert after.text.rstrip() == before.text.rstrip()


@given(st.lists(corrections | persons, min_size=1, max_size=4))
def test_comments_and_order_of_a_file_edited_by_hand_are_kept(entries: list[Correction | Person]) -> None:
    assert decide(parse_sidecar(BY_HAND), entries, STAMP).text.startswith(BY_HAND.rstrip())


def test_a_file_edited_by_hand_is_read() -> None:
    found = parse_sidecar(BY_HAND)
    first, second = found.corrections
    assert (first.anchor.quote, first.speakers) == ('He said "no".', ("Ana Ruiz",))
    assert (second.anchor.quote, second.drop) == ('[[correct]]\nquote = "inside"\n', True)
    assert found.facts == (Fact("date", ("3 March 2026",)),)


def test_an_entry_in_the_middle_is_taken_out_and_all_else_stays() -> None:
    found = parse_sidecar(BY_HAND)
    left, _ = remove(found, [found.corrections[0]])
    assert left.corrections == found.corrections[1:]
    assert left.facts == found.facts
    assert left.text.startswith("# Checked by Eva, see the recording.\n\n# facts\n[[event]]")
    assert left.text.endswith("# the end\n")


def test_steps_are_undone_one_by_one_the_last_first() -> None:
    one = decide(Sidecar(), [Fact("date", ("1",)), Fact("city", ("2",))], STAMP)
    two = decide(one, [Person("Ana Ruiz", role="Chair")], STAMP)
    three = approve(two, Approval("Boss", NOW - timedelta(days=1), "d"))
    back, gone = undo(three)
    assert [type(entry) for entry in gone] == [Approval]
    back, gone = undo(back)
    assert [entry.name for entry in gone if isinstance(entry, Person)] == ["Ana Ruiz"]
    back, gone = undo(back)
    assert len(gone) == 2
    with pytest.raises(UsageError, match="nothing to undo"):
        undo(back)


def test_an_approval_takes_the_place_of_the_one_before() -> None:
    one = approve(parse_sidecar(BY_HAND), Approval("Boss", NOW, "one", (("source", "abc"),)))
    two = approve(one, Approval("Eva", NOW, "two"))
    assert (two.text.count("[approval]"), two.approval and two.approval.by) == (1, "Eva")


def test_windows_line_ends_are_kept() -> None:
    text = decide(parse_sidecar('[[event]]\r\nfield = "date"\r\nvalue = "1"\r\n'), [Fact("city", ("2",))], STAMP).text
    assert text.count("\n") == text.count("\r\n") > 5


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\n[[correct]\n", 2, "not TOML"),
        ("[[correct]]\nspeaker = 1\n", 1, "quote is missing"),
        ('[[correct]]\nquote = "a"\nspaeker = "B"\n', 3, "unknown key “spaeker”"),
        ('[[correct]]\nquote = "a"\nspeaker = 1\n', 3, "is not text"),
        ('[[correct]]\nquote = "a"\nspeaker = ["nobody", "A"]\n', 3, "either nobody or somebody"),
        ('[[correct]]\nquote = "a"\n[[correct]]\nquote = "b"\nsection = "lunch"\n', 5, "unknown section “lunch”"),
        ('[[correct]]\nquote = "a"\nsection = "set aside"\n', 3, "unknown section"),
        ('[[correct]]\nquote = "a"\ntext = " "\n', 3, "text is empty"),
        ('[[correct]]\nquote = "a"\nkey = "yes"\n', 3, "true or false"),
        ('[[correct]]\nquote = "a"\nwhen = "yesterday"\n', 3, "a date"),
        (f'[[correct]]\nquote = "{"a" * (LONGEST + 1)}"\n', 2, "longer than"),
        ('[[event]]\nfield = "weather"\nvalue = "fair"\n', 2, "unknown fact “weather”"),
        ('[[event]]\nfield = "date"\n', 1, "value is missing"),
        ('[[event]]\nfield = "date"\nvalue = ["a", "b"]\n', 3, "one text"),
        ('[[person]]\nname = ""\n', 2, "name is missing"),
        ('[[person]]\nname = "A"\nsame_as = "B"\n[[person]]\nname = "B"\nsame_as = "A"\n', 3, "the same as itself"),
        ('[approval]\nby = "A"\ndigest = "d"\n', 1, "when is missing"),
        ('# a\ncolour = "red"\n', 2, "unknown table or key “colour”"),
        ('[correct]\nquote = "a"\n', 1, "not written as a table"),
        ("a = " + "[" * 2000 + "\n", 1, ""),
    ],
)
def test_a_broken_sidecar_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_sidecar(text, Path("a.txt.proceedings.toml"))
    assert words in str(caught.value)
    assert str(caught.value.place).partition(":")[0] == "a.txt.proceedings.toml"
    if words:
        assert caught.value.place == f"a.txt.proceedings.toml:{line}"
    assert caught.value.exit_code == 2


def test_control_characters_become_marks_as_in_an_article() -> None:
    found = parse_sidecar('[[correct]]\nquote = "a"\ntext = "one\\u0000 two\\n three\\u001b[31m"\n')
    assert found.corrections[0].text == "one\ufffd two three\ufffd[31m"


def test_every_fact_and_section_has_a_name_that_is_read() -> None:
    for fact in FACTS:
        assert parse_sidecar(f'[[event]]\nfield = "{fact}"\nvalue = "x"\n').facts == (Fact(fact, ("x",)),)
    for word, section in SECTIONS.items():
        assert parse_sidecar(f'[[correct]]\nquote = "a"\nsection = "{word}"\n').corrections[0].section is section
    assert set(SECTIONS.values()) == set(Section) - {Section.BOILERPLATE}


# -- on disk ----------------------------------------------------------------------------------------------------------


def test_an_article_without_decisions_has_no_file(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "a.txt") == Sidecar(tmp_path / "a.txt.proceedings.toml")
    assert sidecar_path("-") is None


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    kept = save(decide(read_sidecar(tmp_path / "a.txt"), [Fact("date", ("1",))], STAMP))
    assert kept == read_sidecar(tmp_path / "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt.proceedings.toml"]


def test_two_people_editing_at_once_lose_nothing(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    mine, theirs = read_sidecar(article), read_sidecar(article)
    save(decide(theirs, [Fact("date", ("theirs",))], STAMP))
    with pytest.raises(StaleError):
        save(decide(mine, [Fact("city", ("mine",))], STAMP))
    assert [fact.values for fact in read_sidecar(article).facts] == [("theirs",)]
    change(article, lambda sidecar: decide(sidecar, [Fact("city", ("mine",))], STAMP))
    assert [fact.values for fact in read_sidecar(article).facts] == [("theirs",), ("mine",)]


def test_nobody_writes_while_another_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.revise.storage.PATIENCE", 0.05)
    (tmp_path / ".a.txt.proceedings.toml.lock").touch()
    with pytest.raises(WriteError, match="Somebody else"):
        change(tmp_path / "a.txt", lambda sidecar: decide(sidecar, [Fact("city", ("x",))], STAMP))
    assert not (tmp_path / "a.txt.proceedings.toml").exists()


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = save(decide(read_sidecar(tmp_path / "a.txt"), [Fact("date", ("1",))], STAMP))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("proceedings.revise.storage.os.fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        save(decide(kept, [Fact("city", ("x",))], STAMP))
    assert read_sidecar(tmp_path / "a.txt") == kept
    assert len(list(tmp_path.iterdir())) == 1


def test_standard_input_has_nowhere_to_keep_corrections() -> None:
    with pytest.raises(UsageError, match="standard input"):
        save(decide(read_sidecar("-"), [Fact("date", ("1",))], STAMP))


def test_the_house_file_lies_beside_the_article_or_where_it_is_configured(tmp_path: Path) -> None:
    configured = tmp_path / "office.toml"
    configured.write_text('[[person]]\nname = "Ana Ruiz"\nrole = "Minister"\norder = 1\n')
    (tmp_path / "in").mkdir()
    article = tmp_path / "in" / "a.txt"
    assert read_house(article).persons == ()
    assert [person.order for person in read_house(article, configured).persons] == [1]
    (tmp_path / "in" / "people.toml").write_text('[[person]]\nname = "Bo Li"\n')
    assert [person.name for person in read_house(article, configured).persons] == ["Bo Li"]


def test_a_house_file_with_a_fault_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        parse_house('[[person]]\nname = "A"\norder = "first"\n', Path("people.toml"))
    assert caught.value.place == "people.toml:3"
