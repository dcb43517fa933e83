"""Lay what people decided over what was understood: proceedings, a sidecar and a house file in, a `Revision` out. Pure."""

from __future__ import annotations

from proceedings.model import Certainty, Proceedings
from proceedings.revise.entries import Correction, Fit, House, Sidecar
from proceedings.values import dataclass

NO_HOUSE = House()


@dataclass(frozen=True, slots=True)
class Settled:
    """A correction and what became of it.

    sentence: the index of its sentence in the revised proceedings, None for an orphan; why: what was found where it is not
    exact; superseded: a later correction decides all that it decides.
    """

    correction: Correction
    fit: Fit
    sentence: int | None = None
    why: str = ""
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """An article as understood, what people decided of it, and what came of that."""

    understood: Proceedings
    sidecar: Sidecar
    house: House
    proceedings: Proceedings
    settled: tuple[Settled, ...] = ()

    def with_fit(self, fit: Fit) -> tuple[Settled, ...]:
        """Give the corrections that fit the source in one way and still count."""
        return tuple(s for s in self.settled if s.fit is fit and not s.superseded)

    @property
    def carried(self) -> tuple[Settled, ...]:
        """Corrections of sentences that have changed, to be confirmed."""
        return self.with_fit(Fit.CARRIED)

    @property
    def orphaned(self) -> tuple[Settled, ...]:
        """Corrections that no longer match."""
        return self.with_fit(Fit.ORPHANED)

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The sentences whose attribution is in doubt."""
        return doubtful(self.proceedings)

    @property
    def open(self) -> tuple[int, ...]:
        """The sentences that a human has to look at: those in doubt, and those whose correction is to be confirmed."""
        return tuple(sorted({*self.doubtful, *(s.sentence for s in self.carried if s.sentence is not None)}))

    def decided_of(self, sentence: int) -> tuple[Settled, ...]:
        """Give the corrections of a sentence, the last the one that holds."""
        return tuple(s for s in self.settled if s.sentence == sentence)


def doubtful(proceedings: Proceedings) -> tuple[int, ...]:
    """Give the sentences whose attribution is in doubt."""
    return tuple(i for i, s in enumerate(proceedings.sentences) if s.attribution.certainty is Certainty.DOUBTFUL)


def revise(proceedings: Proceedings, sidecar: Sidecar, house: House = NO_HOUSE) -> Proceedings:
    """Lay corrections over proceedings; everything printed is derived from what this gives."""
    return overlay(proceedings, sidecar, house).proceedings


def overlay(understood: Proceedings, sidecar: Sidecar, house: House = NO_HOUSE) -> Revision:
    """Lay corrections over proceedings, and say what became of each."""
    if not (sidecar.facts or sidecar.persons or sidecar.corrections or house.persons):
        return Revision(understood, sidecar, house, understood)
    from proceedings.revise.laying import lay  # most articles have no corrections

    revised, settled = lay(understood, sidecar, house)
    return Revision(understood, sidecar, house, revised, settled)
