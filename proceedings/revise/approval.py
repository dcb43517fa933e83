"""Bind an approval to what was approved: the parts that make an edition in, a digest out; and whether it still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC

from proceedings.revise.entries import Approval, House, Sidecar
from proceedings.revise.overlay import Revision
from proceedings.values import dataclass

SHORT = 12
"""Hexadecimal digits kept of each part, to say later which of them has changed."""


@dataclass(frozen=True, slots=True)
class Review:
    """Whether an edition was reviewed. approval: the sidecar's, or None; changed: the parts that have changed since."""

    approval: Approval | None = None
    changed: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return self.approval is not None and not self.changed

    @property
    def has_lapsed(self) -> bool:
        return self.approval is not None and bool(self.changed)

    @property
    def by(self) -> str | None:
        """Who reviewed it, None where nobody did or it was another edition."""
        return self.approval.by if self.approval is not None and self.holds else None

    @property
    def on(self) -> str | None:
        """The ISO date of the review, in UTC."""
        return day_of(self.approval) if self.approval is not None and self.holds else None


def day_of(approval: Approval) -> str:
    """Give the ISO date of an approval, in UTC."""
    return approval.when.astimezone(UTC).date().isoformat()


def digests(parts: Mapping[str, str | bytes]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give the digest of an edition, and the short digest of each of its parts."""
    whole = hashlib.sha256()
    short = []
    for name in sorted(parts):
        part = parts[name]
        digest = hashlib.sha256(part if isinstance(part, bytes) else part.encode("utf-8", "replace")).hexdigest()
        whole.update(f"{name}={digest}\n".encode())
        short.append((name, digest[:SHORT]))
    return whole.hexdigest(), tuple(short)


def decided(sidecar: Sidecar, house: House) -> dict[str, str]:
    """Give the parts that people decided: the sidecar without its approval, and of the house file who is in it."""
    return {"corrections": plain(sidecar), "people": repr(house.persons)}


def content_of(revision: Revision) -> dict[str, str | bytes]:
    """Give the parts that are not a matter of form: the source, and what people decided."""
    return {"source": revision.understood.source.sha256, **decided(revision.sidecar, revision.house)}


def plain(sidecar: Sidecar) -> str:
    """Write what a sidecar decides, whatever its layout."""
    return repr((sidecar.facts, sidecar.persons, sidecar.corrections))


def review_of(sidecar: Sidecar, parts: Mapping[str, str | bytes]) -> Review:
    """Tell whether the approval in a sidecar holds for an edition made of these parts."""
    approval = sidecar.approval
    if approval is None:
        return Review()
    if approval.digest == digests(parts)[0]:
        return Review(approval)
    return Review(approval, changed_since(approval, parts) or ("digest",))


def changed_since(approval: Approval, parts: Mapping[str, str | bytes]) -> tuple[str, ...]:
    """Give those of the parts that are not what they were when they were approved."""
    then = dict(approval.parts)
    return tuple(name for name, digest in digests(parts)[1] if then.get(name) != digest)


__all__ = ["Review", "changed_since", "content_of", "day_of", "digests", "review_of"]
