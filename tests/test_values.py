"""Classes of values are what the standard library's are: equal by their fields, unchangeable, kept through pickling."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from proceedings.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 2
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Single:
    """One field, and no slots."""

    value: int


@dataclass(slots=True)
class Open:
    """May be changed."""

    value: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """Says itself how it is shown and compared."""

    name: str

    def __repr__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named)

    __hash__ = object.__hash__


def test_values_are_made_by_place_and_by_name_with_defaults() -> None:
    assert Point(1) == Point(x=1, y=2, names=[])
    assert Point(1).names is not Point(1).names
    with pytest.raises(TypeError, match="x"):
        Point()  # type: ignore[call-arg]


def test_values_of_other_fields_or_of_another_class_are_not_equal() -> None:
    assert Point(1) != Point(2)
    assert Single(1) != Open(1)  # type: ignore[comparison-overlap]


def test_a_frozen_value_is_not_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Point(1).x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del Single(1).value
    with pytest.raises(AttributeError):
        Open().other = 1  # type: ignore[attr-defined]


def test_an_open_value_is_changed_and_has_no_hash() -> None:
    value = Open()
    value.value = 3
    assert value == Open(3)
    with pytest.raises(TypeError):
        hash(value)


def test_equal_values_have_one_hash_and_an_order() -> None:
    assert hash(Single(1)) == hash(Single(1))
    assert sorted([Single(2), Single(1)]) == [Single(1), Single(2)]


def test_values_are_shown_with_their_fields() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2, names=[])"


def test_what_a_class_says_itself_counts() -> None:
    assert repr(Named("a")) == "a"
    assert Named("a") == Named("b")


@pytest.mark.parametrize("value", [Point(1, 3, ["a"]), Single(4), Open(5)])
def test_values_are_copied_pickled_and_changed_by_either_library(value: Point | Single | Open) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    assert replace(value) == dataclasses.replace(value) == value
    assert [f.name for f in dataclasses.fields(value)] == list(type(value).__match_args__)


def test_a_changed_field_leaves_the_others() -> None:
    assert replace(Point(1, 5), x=2) == Point(2, 5)
