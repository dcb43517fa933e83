"""Pages: placements to content streams, everything painted inside marked content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from proceedings.errors import ProceedingsError
from proceedings.pdf._reportlab import number
from proceedings.pdf.embed import Encoders
from proceedings.pdf.pictures import Pictures
from proceedings.pdf.roles import standard
from proceedings.pdf.show import show
from proceedings.typeset.placement import FURNITURE, Element, Fill, Page, Picture, Rule, TextRun
from proceedings.values import dataclass

_RUNNING, _DRAWN = -1, -2  # furniture that is text, furniture that is drawn
_ARTIFACTS = {_RUNNING: "/Artifact <</Type /Pagination>> BDC", _DRAWN: "/Artifact <</Type /Layout>> BDC"}
_OVER, _UNDER = 0.8, 0.25  # how far a link's box reaches over and under the baseline, in text sizes


class Box(NamedTuple):
    """A rectangle in PDF's measure: y counts from the foot of the page."""

    left: float
    foot: float
    right: float
    top: float

    def joined(self, other: Box) -> Box:
        left, foot = min(self.left, other.left), min(self.foot, other.foot)
        return Box(left, foot, max(self.right, other.right), max(self.top, other.top))


class LinkBox(NamedTuple):
    """One line of a link: its Link element, where it leads, what it covers and says."""

    element: int
    href: str
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Painted:
    """A page's content: its operators, the element that owns each marked content (by MCID), links, figures, names of images."""

    operators: bytes
    owners: tuple[int, ...]
    links: tuple[LinkBox, ...]
    figures: tuple[tuple[int, Box], ...]
    pictures: tuple[str, ...]


def paint(page: Page, elements: Sequence[Element], encoders: Encoders, pictures: Pictures) -> Painted:
    """Paint a page's placements in their order; codes of glyphs are taken from `encoders`, names of images from `pictures`."""
    painter = _Painter(page.height, elements, encoders, pictures)
    for placement in page.placements:
        if isinstance(placement, TextRun):
            painter.text(placement)
        elif isinstance(placement, Picture):
            painter.picture(placement)
        else:
            painter.rectangle(placement)
    painter.leave()
    return Painted(
        "\n".join(painter.operators).encode("ascii"),
        tuple(painter.owners),
        tuple(painter.links),
        tuple(painter.figures),
        tuple(painter.pictures_used),
    )


class _Painter:
    """What has been painted of a page, and the state that the next operators meet."""

    def __init__(self, height: float, elements: Sequence[Element], encoders: Encoders, pictures: Pictures) -> None:
        self.operators: list[str] = []
        self.owners: list[int] = []
        self.links: list[LinkBox] = []
        self.figures: list[tuple[int, Box]] = []
        self.pictures_used: dict[str, None] = {}
        self._height = height
        self._elements = elements
        self._encoders = encoders
        self._pictures = pictures
        self._owner: int | None = None  # of the marked content that is open
        self._is_in_text = False
        self._font: tuple[str, float] | None = None
        self._colour: str | None = None

    def text(self, run: TextRun) -> None:
        self._enter(_RUNNING if run.element == FURNITURE else run.element)
        if not self._is_in_text:
            self.operators.append("BT")
            self._is_in_text = True
        encoder = self._encoders[run.face]
        if self._font != (encoder.key, run.size):
            self.operators.append(f"/{encoder.key} {number(run.size)} Tf")
            self._font = encoder.key, run.size
        self._paint_in(run.colour)
        self.operators.append(f"1 0 0 1 {number(run.x)} {number(self._height - run.y)} Tm")
        self.operators.extend(show(run, encoder))
        if run.href is not None and run.element != FURNITURE:
            self._link(run, run.href)

    def rectangle(self, drawn: Rule | Fill) -> None:
        self._enter(_DRAWN)
        self._paint_in(drawn.colour)
        height = drawn.thickness if isinstance(drawn, Rule) else drawn.height
        foot = self._height - drawn.y - (height / 2 if isinstance(drawn, Rule) else height)
        self.operators.append(f"{number(drawn.x)} {number(foot)} {number(drawn.width)} {number(height)} re f")

    def picture(self, picture: Picture) -> None:
        self._enter(_DRAWN if picture.element == FURNITURE else picture.element)
        self._leave_text()
        key = self._pictures.key(picture.content)
        self.pictures_used[key] = None
        foot = self._height - picture.y - picture.height
        place = " ".join(map(number, (picture.width, 0, 0, picture.height, picture.x, foot)))
        self.operators.append(f"q {place} cm /{key} Do Q")
        if picture.element != FURNITURE:
            self.figures.append((picture.element, Box(picture.x, foot, picture.x + picture.width, foot + picture.height)))

    def leave(self) -> None:
        """Close the marked content that is open."""
        self._leave_text()
        if self._owner is not None:
            self.operators.append("EMC")
            self._owner = None

    def _leave_text(self) -> None:
        if self._is_in_text:
            self.operators.append("ET")
            self._is_in_text = False

    def _enter(self, owner: int) -> None:
        """Go on in the owner's marked content, or close what is open and begin one."""
        if owner == self._owner:
            return
        self.leave()
        if owner in _ARTIFACTS:
            self.operators.append(_ARTIFACTS[owner])
        else:
            self.operators.append(f"/{standard(self._elements[owner].role)} <</MCID {len(self.owners)}>> BDC")
            self.owners.append(owner)
        self._owner = owner

    def _paint_in(self, colour: str) -> None:
        if colour != self._colour:
            self.operators.append(_colour(colour))
            self._colour = colour

    def _link(self, run: TextRun, href: str) -> None:
        element = run.element
        while self._elements[element].role != "Link":
            element = self._elements[element].parent
            if element < 0:
                raise ProceedingsError(f"the link to {href!r} stands outside a Link element: {run.text!r}")
        baseline = self._height - run.y
        box = Box(run.x, baseline - run.size * _UNDER, run.x + run.width, baseline + run.size * _OVER)
        last = self.links[-1] if self.links else None
        if last and (last.element, last.href) == (element, href) and last.box.foot < baseline < last.box.top:
            self.links[-1] = LinkBox(element, href, last.box.joined(box), last.text + run.text)
        else:
            self.links.append(LinkBox(element, href, box, run.text))


@lru_cache(maxsize=64)
def _colour(colour: str) -> str:
    """Give the operator that fills in a colour ("#rrggbb"); greys in DeviceGray, so that a grey layout makes a grey file."""
    red, green, blue = (number(int(colour[place : place + 2], 16) / 255, 3) for place in (1, 3, 5))
    return f"{red} g" if red == green == blue else f"{red} {green} {blue} rg"
