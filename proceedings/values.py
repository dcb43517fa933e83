"""Make classes of values: what the standard library's `dataclass` makes, in a quarter of its time.

That writes and compiles six functions for a class, half a millisecond of every start for each of a hundred classes. Here the
constructor alone is compiled, once for all runs; all else is the same function for every class. Fields, slots and what type
checkers know are the standard library's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from proceedings.cache import shelf

if TYPE_CHECKING:
    from dataclasses import dataclass, replace

    __all__ = ["dataclass", "field", "replace"]
else:

    def dataclass(cls: Any = None, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False) -> Any:
        """Make a class of values."""

        def make(cls: Any) -> Any:
            common = {"__repr__": described}
            if eq:
                common |= {"__eq__": equal, "__hash__": hashed if frozen else None}
            if order:
                common |= {"__lt__": before}
            if frozen:
                common |= {"__setattr__": refuse, "__delattr__": refuse, "__getstate__": state, "__setstate__": restore}
            for name, function in common.items():
                if name not in cls.__dict__:
                    setattr(cls, name, function)
            made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
            names = made.__match_args__ = tuple(f.name for f in dataclasses.fields(made) if f.init)
            made._values = staticmethod(attrgetter(*names) if len(names) > 1 else alone(names))
            made.__init__ = constructor(made, frozen, slots)
            return made

        return make if cls is None else make(cls)

    def replace(value: Any, /, **changes: Any) -> Any:
        """Give a value with some fields changed."""
        cls = value.__class__
        return cls(**{**dict(zip(cls.__match_args__, cls._values(value), strict=True)), **changes})


def alone(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Give what reads the values of a class with one field or none."""
    return lambda value: tuple([getattr(value, name) for name in names])


def constructor(cls: Any, frozen: bool, slots: bool) -> Any:
    """Compile the constructor of a class: values go straight into their slots, past what refuses changes."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    parameters, lines = ["self"], []
    for f in dataclasses.fields(cls):
        name = f.name
        if f.default_factory is not MISSING:
            known[f"_d_{name}"], default, value = (
                f.default_factory,
                "=_MISSING",
                f"_d_{name}() if {name} is _MISSING else {name}",
            )
        elif f.default is not MISSING:
            known[f"_d_{name}"] = f.default
            default, value = f"=_d_{name}", name
        else:
            default, value = "", name
        parameters.append(name + default)
        if not frozen:
            lines.append(f" self.{name}={value}")
        elif slots:
            known[f"_s_{name}"] = getattr(cls, name).__set__
            lines.append(f" _s_{name}(self,{value})")
        else:
            lines.append(f" self.__dict__[{name!r}]={value}")
    source = f"def __init__({','.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    exec(shelf("constructors").get(source, lambda: compile(source, "<values>", "exec")), known)
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def described(self: Any) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self._values(self), strict=True))
    return f"{self.__class__.__qualname__}({shown})"


def equal(self: Any, other: Any) -> Any:
    return self._values(self) == other._values(other) if other.__class__ is self.__class__ else NotImplemented


def before(self: Any, other: Any) -> Any:
    return self._values(self) < other._values(other) if other.__class__ is self.__class__ else NotImplemented


def hashed(self: Any) -> int:
    return hash(self._values(self))


def refuse(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r} of a {self.__class__.__qualname__}")


def state(self: Any) -> list[Any]:
    return list(self._values(self))


def restore(self: Any, values: list[Any]) -> None:
    for name, value in zip(self.__match_args__, values, strict=True):
        object.__setattr__(self, name, value)
