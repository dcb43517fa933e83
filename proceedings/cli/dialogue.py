"""The review in the terminal: what is in doubt, one sentence after another, each decided by a typed answer and kept at once."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING

import typer

from proceedings.cli.speak import say
from proceedings.errors import UsageError
from proceedings.values import dataclass

if TYPE_CHECKING:
    from proceedings.revise.entries import Correction, Stamp
    from proceedings.revise.overlay import Revision

WIDTH = 88
ANSWERS = "number: who speaks · n nobody · p participants · s section · d set aside · k keep · u undo · Enter later · q quit"


@dataclass
class Dialogue:
    """A review that is going on. passed: sentences left for later, by their beginnings; past: the texts to go back to."""

    source: str
    revision: Revision
    stamp: Stamp
    passed: set[int]
    past: list[str]

    def next(self) -> int | None:
        """Give the next sentence that is open."""
        starts = [(self.revision.proceedings.sentences[i].span.start, i) for i in self.revision.open]
        return next((i for start, i in starts if start not in self.passed), None)

    def keep(self, entry: Correction) -> None:
        """Keep a decision at once."""
        from proceedings.revise.editing import decide
        from proceedings.revise.storage import save

        before = self.revision.sidecar.text
        changed = save(decide(self.revision.sidecar, [entry], self.stamp))
        self.past.append(before)
        self.show_again(changed)

    def undo(self) -> bool:
        """Go back one decision of this review."""
        from proceedings.revise.sidecar import parse_sidecar
        from proceedings.revise.storage import save

        if self.passed and not self.past:
            self.passed.clear()
            return True
        if not self.past:
            return False
        now = self.revision.sidecar
        self.show_again(save(parse_sidecar(self.past.pop(), now.path, now.found)))
        self.passed.clear()
        return True

    def show_again(self, sidecar: object) -> None:
        """Lay what is now decided over the article."""
        from proceedings.revise.entries import Sidecar
        from proceedings.revise.overlay import overlay

        assert isinstance(sidecar, Sidecar)
        self.revision = overlay(self.revision.understood, sidecar, self.revision.house)


def go_through(source: str, revision: Revision, stamp: Stamp) -> None:
    """Ask for every open sentence until none is left or the reader quits. Raises UsageError where there is no terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "The review asks questions, and this is no terminal.",
            hint="proceedings correct SRC s14 --speaker NAME decides without asking.",
        )
    dialogue = Dialogue(source, revision, stamp, set(), [])
    while (i := dialogue.next()) is not None:
        show(dialogue, i)
        if not answer(dialogue, i, ask("Who speaks? ")):
            break
    report(dialogue)


def ask(question: str) -> str:
    """Ask, and give what is typed; the end of the input is q."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else "q"


def show(dialogue: Dialogue, i: int) -> None:
    """Show a sentence between its neighbours, what was understood of it, and the speakers to choose from."""
    from proceedings.explain import NAMES, speakers_of

    p = dialogue.revision.proceedings
    sentence = p.sentences[i]
    a = sentence.attribution
    left = len(dialogue.revision.open)
    say("", f"s{i + 1} · {NAMES[sentence.section]} · {left} open", "")
    for n in range(max(0, i - 2), min(len(p.sentences), i + 2)):
        words = " ".join(p.words(p.sentences[n]).split())
        lead = "▶ " if n == i else "  "
        block = textwrap.wrap(words, WIDTH, initial_indent=f"  {lead}", subsequent_indent="    ")
        say(*(strong(line) if n == i else line for line in block))
    who = speakers_of(p, sentence) or "nobody"
    carried = next((s.why for s in dialogue.revision.carried if s.sentence == i), None)
    why = f"decided, but {carried}: please confirm" if carried else "; ".join(filter(None, (str(a.certainty or ""), a.rule)))
    cue = f"; cue “{p.words(a.cue)}”" if a.cue else ""
    say("", f"  understood: {who} ({why}{cue})", "")
    for n, name in enumerate(choices(dialogue.revision), 1):
        say(f"  {n:>2} {name}")
    say(f"  {ANSWERS}")


def choices(revision: Revision) -> tuple[str, ...]:
    """Give the names to choose from."""
    from proceedings.revise.items import known_names

    return known_names(revision)


def strong(text: str) -> str:
    """Set a line strong, where the terminal can and nobody has asked for no colour."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty()
    return text if plain else typer.style(text, bold=True)


def answer(dialogue: Dialogue, i: int, said: str) -> bool:
    """Do what was answered; false ends the review."""
    from proceedings.model import COLLECTIVE
    from proceedings.revise.entries import SECTIONS
    from proceedings.revise.items import correct, find_section, keep

    revision = dialogue.revision
    names = choices(revision)
    word = said.casefold()
    if word in ("q", "quit"):
        return False
    if word == "":
        dialogue.passed.add(revision.proceedings.sentences[i].span.start)
    elif word == "u":
        if not dialogue.undo():
            say("  Nothing was decided yet.")
    elif word == "k":
        dialogue.keep(keep(revision, i))
    elif word == "n":
        dialogue.keep(correct(revision, i, speakers=()))
    elif word == "p":
        dialogue.keep(correct(revision, i, speakers=(COLLECTIVE,)))
    elif word == "d":
        dialogue.keep(correct(revision, i, drop=True))
    elif word == "s":
        section = ask(f"Which section ({', '.join(SECTIONS)})? ")
        try:
            dialogue.keep(correct(revision, i, section=find_section(section)))
        except UsageError as error:
            say(f"  {error}")
    elif word.isdecimal() and 1 <= int(word) <= len(names):
        dialogue.keep(correct(revision, i, speakers=(names[int(word) - 1],)))
    else:
        say(f"  “{said[:40]}” is no answer.")
    return True


def report(dialogue: Dialogue) -> None:
    """Say how far the review got."""
    from proceedings.cli.reviewing import report_open
    from proceedings.explain import plural

    revision = dialogue.revision
    say(
        "",
        f"{'Decided':<10} {plural(len(dialogue.past), 'sentence')}"
        + (f", kept in {revision.sidecar.path}" if dialogue.past else ""),
    )
    for one in revision.orphaned:
        say(f"{'Orphaned':<10} “{' '.join(one.correction.anchor.quote.split())[:80]}”: {one.why}")
    report_open(dialogue.source, revision)


__all__ = ["Dialogue", "answer", "go_through"]
