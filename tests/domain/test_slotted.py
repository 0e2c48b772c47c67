"""Our dataclasses are and do what the standard ones do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from reviewer.domain.slotted import dataclass


def ours_and_standard(make: Callable[[Any], tuple[type, ...]]) -> tuple[tuple[type, ...], tuple[type, ...]]:
    return make(dataclass), make(dataclasses.dataclass)


def classes(decorator: Any) -> tuple[type, ...]:
    """Return classes of every make that the program has, with the same names whichever decorator makes them."""

    @decorator(frozen=True, slots=True)
    class Empty:
        pass

    @decorator(frozen=True, slots=True)
    class One:
        name: str

    @decorator(frozen=True, slots=True, kw_only=True)
    class Many:
        name: str
        amount: int = 3
        shares: Mapping[str, int] = field(default_factory=dict)
        first: int
        twice: int = field(init=False, repr=False, compare=False)
        fixed: int = field(init=False, default=7)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.amount)

    @decorator(frozen=True, slots=True)
    class Mixed:
        first: int
        second: int = field(kw_only=True)
        third: int = 4

    @decorator(frozen=True, slots=True, kw_only=True)
    class Derived(One):
        more: tuple[int, ...] = ()

    @decorator(slots=True)
    class Changing:
        amounts: list[int] = field(default_factory=list)
        total: int = 0

    @decorator(frozen=True, slots=True)
    class Own:
        name: str
        note: str = ""

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and other.name == self.name

        def __hash__(self) -> int:
            return hash(self.name)

        def __repr__(self) -> str:
            return self.name

    @decorator(frozen=True, slots=True)
    class Awkward:
        left_out: dict[str, int] = field(default_factory=dict)
        set_left_out: int = 1
        default_left_out: int = 2
        make_left_out: dict[str, int] = field(default_factory=dict)

    return Empty, One, Many, Mixed, Derived, Changing, Own, Awkward


CALLS: tuple[tuple[int, tuple[Any, ...], dict[str, Any]], ...] = (
    (0, (), {}),
    (1, ("a",), {}),
    (2, (), {"name": "a", "first": 1}),
    (2, (), {"name": "a", "first": 1, "amount": 9, "shares": {"x": 1}}),
    (3, (1,), {"second": 2}),
    (3, (1, 5), {"second": 2}),
    (4, ("a",), {"more": (1, 2)}),
    (5, ([1], 2), {}),
    (5, (), {}),
    (6, ("a", "b"), {}),
    (7, (), {}),
    (7, ({}, 5), {"make_left_out": {"a": 1}}),
)
WRONG: tuple[tuple[int, tuple[Any, ...], dict[str, Any]], ...] = (
    (0, (1,), {}),
    (1, (), {}),
    (1, ("a", "b"), {}),
    (2, ("a",), {"first": 1}),
    (2, (), {"name": "a"}),
    (2, (), {"name": "a", "first": 1, "twice": 4}),
    (3, (1,), {}),
    (4, (), {"nothing": 1}),
)


@pytest.mark.parametrize(("which", "given", "named"), CALLS)
def test_a_value_is_shown_compared_hashed_replaced_and_copied_as_a_standard_one(which: int, given: Any, named: Any) -> None:
    answers = []
    for made in ours_and_standard(classes):
        one, same = made[which](*given, **named), made[which](*given, **named)
        other = dataclasses.replace(one, **{key: value for key, value in named.items() if key != "shares"})
        changed = [one == same, one != same, one == other, one == object(), copy.copy(one) == one, repr(copy.deepcopy(one))]
        hashed = made[which].__hash__ is not None and {"shares", "left_out"}.isdisjoint(dir(one)) and hash(one) == hash(same)
        answers.append((repr(one), changed, hashed, dataclasses.asdict(one).keys(), hasattr(one, "__dict__"), one.__match_args__))
    assert str(answers[0]) == str(answers[1])


@pytest.mark.parametrize(("which", "given", "named"), WRONG)
def test_a_wrong_call_is_refused_in_the_same_words(which: int, given: Any, named: Any) -> None:
    words = []
    for made in ours_and_standard(classes):
        with pytest.raises(TypeError) as refused:
            made[which](*given, **named)
        words.append(str(refused.value))
    assert words[0] == words[1]


def test_a_frozen_value_is_not_changed_and_a_changing_one_is() -> None:
    for made in ours_and_standard(classes):
        one = made[1]("a")
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
            one.name = "b"
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
            del one.name
        changing = made[5]()
        changing.total = 4
        assert changing.total == 4
        assert changing.amounts is not made[5]().amounts
        with pytest.raises(TypeError):
            hash(changing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A value that a file can name, or it could not be read back."""

    name: str
    amounts: tuple[int, ...] = ()


def test_a_frozen_value_can_be_pickled() -> None:
    one = Kept(name="a", amounts=(1, 2))
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes


def test_a_class_is_compiled_at_its_first_value_and_then_no_more() -> None:
    @dataclass(frozen=True, slots=True)
    class Late:
        name: str

    before = Late.__init__
    Late("a")
    compiled = Late.__init__
    Late("b")
    assert before is not compiled
    assert Late.__init__ is compiled
