"""Runs of text: glyphs to the operators that show them, with everything a reader needs to hear what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.pdf._reportlab import number
from proceedings.pdf.embed import Encoder, sayable
from proceedings.typeset.placement import FURNITURE, Glyph, Shaped, TextRun, gathered
from proceedings.values import replace


def show(run: TextRun, encoder: Encoder) -> list[str]:
    """Give the operators that show a run's glyphs from where the pen stands.

    A space that a line break swallowed is painted too: a reader that goes by the glyphs would join the words. Text that the
    glyphs cannot say goes into /ActualText. A run from right to left says its letters as they stand, from left to
    right, those of a ligature too: readers that go by the places of glyphs turn them round (pdfium, poppler and
    pypdf do, and turn round an /ActualText as well); the text as it is read is with the run's element.
    """
    if run.reordered:
        turned = gathered(replace(glyph, text=glyph.text[::-1]) for glyph in run.glyphs)
        run = replace(run, words=(turned,), text=turned.text)
    said = "".join([word.text for word in run.words])
    is_said = run.text.startswith(said)
    swallowed = run.text[len(said) :] if is_said else ""
    blank = encoder.blank(swallowed) if swallowed.isspace() else ""
    is_replaced = not is_said or bool(swallowed and not blank)
    operators = _show_plainly(run.words, encoder, blank)
    if operators is None:
        operators = _show_carefully(run, encoder, blank, is_replaced)
    lang = f"/Lang <{run.lang.encode().hex()}> " if run.lang and run.element != FURNITURE else ""
    actual = _actual_text(run.text) if is_replaced else ""
    return [f"/Span <<{lang}{actual}>> BDC", *operators, "EMC"] if lang or actual else operators


def shared(text: str, glyphs: int) -> list[str]:
    """Share the text of a cluster among its glyphs, one character each, the rest to the last; "" for those that get none."""
    texts = [*text[: glyphs - 1], text[glyphs - 1 :]]
    return [*texts, *[""] * (glyphs - len(texts))]


def _show_plainly(words: Sequence[Shaped], encoder: Encoder, blank: str) -> list[str] | None:
    """Show words whose glyphs all stand on the baseline and each say something; None if these are not such."""
    shown = encoder.shown
    pieces = [shown.get(word) or encoder.show(word) for word in words]
    return None if "" in pieces else [_array([*pieces, blank])]


def _show_carefully(run: TextRun, encoder: Encoder, blank: str, is_replaced: bool) -> list[str]:
    """Show glyphs of which some are moved from the pen's place (marks) or share a text (clusters)."""
    operators: list[str] = []
    pieces: list[str] = []
    rise = 0.0

    def flush() -> None:
        if pieces:
            operators.append(_array(pieces))
            pieces.clear()

    for cluster in _clusters(run.glyphs):
        text = cluster[0].text
        # More glyphs than characters: some glyph says nothing, and the cluster as a whole says its text.
        is_short = 0 < len(text) < len(cluster) and not is_replaced
        if is_short:
            flush()
            operators.append(f"/Span <<{_actual_text(text)}>> BDC")
        for glyph, share in zip(cluster, shared(text, len(cluster)), strict=True):
            if glyph.dy != rise:
                flush()
                rise = glyph.dy
                operators.append(f"{number(rise * run.size / 1000, 3)} Ts")
            code, width = encoder.code(glyph.id, share)
            before, after = round(0 - glyph.dx, 2), round(glyph.dx + width - glyph.advance, 2)
            pieces.append(f">{before:g}<{code}>{after:g}<")
        if is_short:
            flush()
            operators.append("EMC")
    if rise:
        flush()
        operators.append("0 Ts")
    if blank:
        pieces.append(blank)
    flush()
    return operators


def _clusters(glyphs: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """Part glyphs into clusters: each begins at a glyph that has a text."""
    starts = [place for place, glyph in enumerate(glyphs) if glyph.text or place == 0]
    for start, end in zip(starts, [*starts[1:], len(glyphs)], strict=True):
        yield glyphs[start:end]


def _array(pieces: Sequence[str]) -> str:
    """Show codes with numbers between them (">12<" inside the digits)."""
    digits = "".join(pieces)
    if ">" not in digits:
        return f"<{digits}> Tj"
    return f"[<{digits}>] TJ".replace(">0<", "").replace("<>", " ")


def _actual_text(text: str) -> str:
    return f"/ActualText <feff{sayable(text).encode('utf-16-be').hex()}>"
