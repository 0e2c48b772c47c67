"""Dataclasses with slots, whose methods are made when they are needed.

The standard `dataclass(frozen=True, slots=True)` writes six methods of every class as source text and compiles them, called or not; with
some hundred classes that was a third of what a short command took. Here five are the same for all classes, and `__init__` is compiled for
the first value. What a value is and does is the same, and the standard `fields` and `replace` know it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - whoever checks types reads the standard one
else:

    def dataclass(*, slots: Literal[True], frozen: bool = False, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
        """Return what makes a class a dataclass with slots, as the standard one does."""
        del slots
        return partial(_made, frozen=frozen, kw_only=kw_only)


def _made(plain: type[T], *, frozen: bool, kw_only: bool) -> type[T]:
    own = vars(plain).copy()
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(plain)
    methods = _methods(made) | (_FROZEN if frozen else _CHANGING)
    for name in methods.keys() - own.keys():
        setattr(made, name, methods[name])
    return made


def _methods(cls: Any) -> dict[str, Callable[..., Any] | None]:
    values = _reader([one.name for one in fields(cls) if one.compare])

    def initial(self: object, *given: Any, **named: Any) -> None:
        cls.__init__ = compiled = _initial(cls)
        compiled(self, *given, **named)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__init__": initial, "__eq__": equal, "__hash__": hashed, "__repr__": _shown}


def _reader(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """Return what reads these attributes; `attrgetter` gives a tuple only for two and more."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


_LEFT_OUT: Any = object()
"""What a parameter is that was not given, where its value is made anew each time."""


def _initial(cls: Any) -> Callable[..., None]:
    """Return the class's `__init__`, compiled; it sets each slot by its descriptor, which `__setattr__` does not refuse.

    What it knows beside its parameters begins with two underscores, or a field of that name would hide it.
    """
    first = [_parameter(one) for one in fields(cls) if one.init and not one.kw_only]
    named = [_parameter(one) for one in fields(cls) if one.init and one.kw_only]
    parameters = ["self", *first, *(["*"] if named else []), *named]
    lines = [f"__set_{one.name}(self, {_value(one)})" for one in fields(cls) if one.init or _has_default(one)]
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    source = f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"])
    scope: dict[str, Any] = {"__left_out": _LEFT_OUT}
    scope |= {f"__set_{one.name}": getattr(cls, one.name).__set__ for one in fields(cls)}
    scope |= {f"__default_{one.name}": one.default for one in fields(cls)}
    scope |= {f"__make_{one.name}": one.default_factory for one in fields(cls)}
    exec(source, scope)  # noqa: S102 - names of our own fields
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _has_default(one: Field[Any]) -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def _parameter(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=__left_out"
    return one.name if one.default is MISSING else f"{one.name}=__default_{one.name}"


def _value(one: Field[Any]) -> str:
    if one.default_factory is MISSING:
        return one.name if one.init else f"__default_{one.name}"
    return f"__make_{one.name}() if {one.name} is __left_out else {one.name}" if one.init else f"__make_{one.name}()"


def _shown(self: Any) -> str:
    told = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({told})"


def _set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: Sequence[object]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_FROZEN: dict[str, Callable[..., Any] | None] = {
    "__setattr__": _set,
    "__delattr__": _delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}
_CHANGING: dict[str, Callable[..., Any] | None] = {"__hash__": None}
