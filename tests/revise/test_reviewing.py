"""The commands by which people decide: what they keep, print and refuse."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from proceedings.cli import main
from proceedings.revise.storage import read_sidecar

ARTICLE = Path(__file__).parents[1] / "cases" / "conference_article.txt"
DOUBT = "\n\nIt was time to act, according to a colleague of his.\n"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture(autouse=True)
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with nothing but an article."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "LC_ALL", "LC_PAPER", "LANG", "PROCEEDINGS_BY"):
        monkeypatch.delenv(name, raising=False)
    path = Path("a.txt")
    path.write_bytes(ARTICLE.read_bytes())
    return path


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process."""

    def run(*arguments: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["proceedings", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        code = stopped.value.code
        return Run(code if isinstance(code, int) else 0, out, err)

    return run


@pytest.fixture
def doubtful(article: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let two sentences of the article be in doubt."""
    from dataclasses import replace

    from proceedings import revise
    from proceedings.model import Certainty, Proceedings
    from proceedings.structure import structure
    from proceedings.text import Source

    def unsure(source: Source) -> Proceedings:
        p = structure(source)
        return replace(
            p,
            sentences=tuple(
                replace(s, attribution=replace(s.attribution, certainty=Certainty.DOUBTFUL))
                if any(words in p.words(s.span) for words in ("She stressed", "He added"))
                else s
                for s in p.sentences
            ),
        )

    monkeypatch.setattr(revise, "structure", unsure)
    return article


def text_of(path: str) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def speakers(command: Command) -> dict[str, str]:
    """Give for each sentence of the article the name of who says it."""
    data = json.loads(command("structure", "a.txt", "--json").out)
    names = {s["id"]: s["name"] for s in data["speakers"]}
    text = data["source"]["text"]
    return {text[a:b]: " + ".join(names.get(i, i) for i in s["speakers"]) for s in data["sentences"] for a, b in [s["span"]]}


def test_a_correction_is_kept_beside_the_article_and_holds_in_every_command(command: Command) -> None:
    run = command("correct", "a.txt", "s9", "--speaker", "Bekov", "--by", "Eva Lind", "--note", "heard it")
    assert (run.code, run.out) == (0, "")
    assert "s9 “He added that prices must follow the seasons.”: speaker Daniyar Bekov" in run.err
    (entry,) = read_sidecar("a.txt").corrections
    assert (entry.speakers, entry.stamp.by, entry.stamp.note) == (("Daniyar Bekov",), "Eva Lind", "heard it")
    assert speakers(command)["He added that prices must follow the seasons."] == "Daniyar Bekov"
    assert "corrected by Eva Lind" in command("structure", "a.txt", "--explain").out
    assert command("build", "a.txt").code == 0
    assert "Dr. Daniyar Bekov (Director of the Institute of River Studies): He added" in text_of("out/a-brief.pdf")
    assert "1 decided by a reviewer" in text_of("out/a-brief.pdf")
    assert command("verify", "out/a-brief.pdf").code == 0
    assert command("email", "a.txt").code == 0
    assert command("print", "a.txt").code == 0


def test_a_corrected_text_is_marked_and_verified(command: Command) -> None:
    command("correct", "a.txt", "prices must", "--text", "He added: <b>prices</b> & “seasons”.")
    assert command("build", "a.txt").code == 0
    assert "He added: <b>prices</b> & “seasons”. [corrected]" in text_of("out/a-brief.pdf")
    assert "except where it is marked [corrected]" in text_of("out/a-brief.pdf")
    for file in ("out/a-brief.pdf", "out/a-summary.pdf"):
        assert command("verify", file, "a.txt").code == 0, file
    command("correct", "a.txt", "prices must", "--text", "He added something else.")
    run = command("verify", "out/a-brief.pdf", "a.txt")
    assert (run.code, "is “He added something else.” in the corrections" in run.err) == (10, True)


def test_a_key_message_and_a_fact_reach_the_sheet(command: Command) -> None:
    assert command("correct", "a.txt", "s9", "--key").code == 0
    assert command("correct", "a.txt", "--event", "venue=Great Hall", "--event", "with=Norway; A new friend").code == 0
    assert command("build", "a.txt").code == 0
    sheet = text_of("out/a-summary.pdf")
    assert "He added that prices must follow the seasons" in sheet
    assert "Great Hall" in sheet and "Norway; A new friend" in sheet
    assert command("verify", "out/a-summary.pdf", "a.txt").code == 0


def test_all_sentences_of_a_paragraph_are_corrected_at_once_and_undone_at_once(command: Command) -> None:
    before = speakers(command)
    assert command("correct", "a.txt", "¶3", "--speaker", "nobody").code == 0
    assert len(read_sidecar("a.txt").corrections) == 2
    assert command("correct", "a.txt", "--undo").code == 0
    assert speakers(command) == before
    assert command("correct", "a.txt", "--undo").code == 2


def test_the_corrections_of_one_sentence_are_undone_by_themselves(command: Command) -> None:
    command("correct", "a.txt", "s9", "--speaker", "nobody")
    command("correct", "a.txt", "s5", "--drop")
    assert command("correct", "a.txt", "s9", "--undo").code == 0
    assert [entry.drop for entry in read_sidecar("a.txt").corrections] == [True]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["the", "--key"], "stands in"),
        (["not in there at all", "--key"], "stands in no sentence"),
        (["He added that price must follow seasons", "--key"], "s9: He added that prices"),
        (["s99", "--key"], "There is no sentence s99"),
        (["¶99", "--key"], "There is no ¶ 99"),
        (["¶3", "--key"], "--key is for one sentence"),
        (["s9"], "What is to be corrected"),
        (["s9", "--section", "lunch"], "no section “lunch”"),
        (["s9", "--speaker", "nobody", "--speaker", "Bekov"], "Nobody and somebody"),
        (["s9", "--speaker", "--"], "is no name"),
        (["--speaker", "Bekov"], "Which sentence?"),
        (["--role", "Chair"], "Which person?"),
        (["--person", "Bekov"], "What is to be said"),
        (["--event", "weather=fair"], "is no fact"),
        (["s9", "--undo", "--key"], "--undo stands alone"),
        (["s9", "--undo"], "Nothing was decided of it"),
    ],
)
def test_what_is_not_clear_is_refused_and_the_candidates_are_named(command: Command, arguments: list[str], words: str) -> None:
    run = command("correct", "a.txt", *arguments)
    assert (run.code, words in run.err) == (2, True), run.err
    assert not Path("a.txt.proceedings.toml").exists()


def test_a_broken_sidecar_stops_every_command_with_file_and_line(command: Command) -> None:
    Path("a.txt.proceedings.toml").write_text('[[correct]]\nquote = "a"\nspaeker = "B"\n')
    for name in ("build", "structure", "correct", "print", "email"):
        run = command(name, "a.txt")
        assert (run.code, "a.txt.proceedings.toml:3: unknown key “spaeker”" in run.err) == (2, True), name
    assert not Path("out").exists()


def test_standard_input_cannot_be_corrected(command: Command) -> None:
    assert command("correct", "-", "s1", "--key").code == 2


# -- approval ---------------------------------------------------------------------------------------------------------


def test_an_approval_is_printed_until_something_changes(command: Command) -> None:
    command("build", "a.txt", "--strict")
    assert command("build", "a.txt", "--strict").code == 6
    assert not Path("out").exists()
    assert command("approve", "a.txt", "--by", "Eva Lind").code == 0
    run = command("build", "a.txt", "--strict")
    assert (run.code, "by Eva Lind" in run.err) == (0, True)
    for file in ("out/a-brief.pdf", "out/a-summary.pdf"):
        assert "Reviewed by Eva Lind" in text_of(file)
        assert "This edition was reviewed by Eva Lind on" in text_of(file)
    assert "Edition of" in text_of("out/a-brief.pdf")
    run = command("build", "a.txt", "--layout", "plain", "--paper", "letter", "-o", "other")
    assert "Not reviewed" in text_of("other/a-brief.pdf")
    assert "changed since: layout, paper" in run.err
    command("correct", "a.txt", "s9", "--key")
    assert command("build", "a.txt", "--strict").code == 6
    command("correct", "a.txt", "--undo")
    assert command("build", "a.txt", "--strict").code == 0
    with Path("a.txt").open("a") as file:
        file.write("\nMore.\n")
    run = command("build", "a.txt", "--strict")
    assert (run.code, "changed since: source" in run.err) == (6, True)


def test_a_paper_that_was_reviewed_is_verified_against_the_approval(command: Command) -> None:
    command("approve", "a.txt", "--by", "Eva Lind")
    command("build", "a.txt")
    assert command("verify", "out/a-brief.pdf", "a.txt").code == 0
    command("correct", "a.txt", "s9", "--key")
    run = command("verify", "out/a-brief.pdf", "a.txt")
    assert (run.code, "it was reviewed, and changed since: corrections" in run.err) == (10, True)
    Path("a.txt.proceedings.toml").unlink()
    run = command("verify", "out/a-brief.pdf", "a.txt")
    assert (run.code, "Eva Lind reviewed it on" in run.err and "no such approval" in run.err) == (10, True)


def test_a_given_date_stands_above_that_of_the_approval(command: Command) -> None:
    command("approve", "a.txt", "--by", "Eva Lind")
    command("build", "a.txt", "--date", "2026-01-02")
    assert "Edition of 2 January 2026" in text_of("out/a-brief.pdf").replace("\u00a0", " ")


def test_an_approval_holds_when_the_brief_is_folded(command: Command) -> None:
    command("approve", "a.txt", "--by", "Eva Lind")
    assert command("print", "a.txt", "--fold").code == 0
    assert "Eva Lind" in text_of("out/a-print.pdf")


def test_doubt_refuses_an_approval_unless_it_is_approved_too(command: Command, doubtful: Path) -> None:
    run = command("approve", "a.txt", "--by", "Eva Lind")
    assert (run.code, "2 still open" in run.err, "s5: She stressed" in run.err) == (6, True, True)
    assert not Path("a.txt.proceedings.toml").exists()
    assert command("approve", "a.txt", "--by", "Eva Lind", "--with-doubts").code == 0
    assert command("build", "a.txt", "--strict").code == 0
    assert "(attribution uncertain)" in text_of("out/a-brief.pdf")


def test_a_correction_without_its_sentence_is_7_when_strict(command: Command) -> None:
    command("correct", "a.txt", "s9", "--speaker", "nobody")
    text = Path("a.txt").read_text()
    Path("a.txt").write_text(text.replace("He added that prices must follow the seasons.", ""))
    run = command("build", "a.txt")
    assert (run.code, "no longer matches" in run.err) == (0, True)
    assert command("build", "a.txt", "--strict").code == 7
    assert command("approve", "a.txt", "--by", "Eva Lind").code == 6
    assert command("correct", "a.txt", "prices must follow", "--undo").code == 0
    assert command("approve", "a.txt", "--by", "Eva Lind").code == 0


# -- in the terminal --------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def review(command: Command, monkeypatch: pytest.MonkeyPatch, *answers: str) -> Run:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{answer}\n" for answer in answers)))
    return command("review", "a.txt", "--terminal", "--by", "Eva Lind")


def test_the_terminal_asks_only_for_what_is_in_doubt(command: Command, doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = review(command, monkeypatch, "2", "k")
    assert run.code == 0
    assert ("s5 · opening · 2 open" in run.err, "s9 · working · 1 open" in run.err) == (True, True)
    said = speakers(command)
    assert said["She stressed that no country can measure a river alone."] == "Daniyar Bekov"
    assert said["He added that prices must follow the seasons."] == "Marat Tulegen"
    assert command("approve", "a.txt", "--by", "Eva Lind").code == 0


def test_every_answer_is_kept_at_once_and_can_be_taken_back(
    command: Command, doubtful: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = review(command, monkeypatch, "n", "u", "p", "s", "concluding", "nonsense", "", "q")
    assert (run.code, "“nonsense” is no answer" in run.err) == (0, True)
    sidecar = read_sidecar("a.txt")
    assert [(entry.speakers, entry.section) for entry in sidecar.corrections] == [(("collective",), None), (None, "concluding")]


def test_the_end_of_the_input_ends_the_review(command: Command, doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert review(command, monkeypatch).code == 0
    assert not Path("a.txt.proceedings.toml").exists()


def test_without_a_terminal_the_review_says_what_to_do(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    run = command("review", "a.txt", "--terminal")
    assert (run.code, "this is no terminal" in run.err) == (2, True)


# -- names withheld ---------------------------------------------------------------------------------------------------


def test_what_a_human_wrote_is_scrubbed_like_the_source(command: Command) -> None:
    command("correct", "a.txt", "s9", "--text", "Marat Tulegen added that prices, as Bo Quillfeather says, must follow.")
    command("correct", "a.txt", "s7", "--speaker", "Bo Quillfeather", "--session", "The session of Bo Quillfeather")
    command(
        "correct", "a.txt", "--event", "title=A talk with Marat Tulegen", "--event", "participants=Nadia Karimova and others"
    )
    run = command("build", "a.txt", "--attribution", "chatham")
    assert run.code == 0, run.err
    for file in Path("out").iterdir():
        text = text_of(str(file)) + file.name
        assert "[corrected]" in text or "summary" in file.name
        for name in ("Tulegen", "Quillfeather", "Karimova"):
            assert name not in text, file
        assert command("verify", str(file), "a.txt").code == 0


def test_an_approval_by_a_speaker_is_refused_where_nobody_may_be_named(command: Command) -> None:
    command("approve", "a.txt", "--by", "Marat Tulegen", "--attribution", "chatham")
    run = command("build", "a.txt", "--attribution", "chatham")
    assert (run.code, "the approval does" in run.err) == (2, True)
