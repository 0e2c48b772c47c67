"""What the council itself assumes of an application, and how it grades the effects, in place of what the applicant says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewer.domain.economics.whatif import NAMES, WhatIf, WhatIfError, line_of, thing, what_if
from reviewer.domain.method import Method
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One of the council's assumptions: its value as `what_if` reads it, why, the seat that set it, and on which revision, from 1."""

    value: str
    reason: str
    seat: str
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGrade:
    """The council's grade of an effect, `----` to `++++`, why, the seat that set it, and on which revision, from 1."""

    grade: str
    reason: str
    seat: str
    revision: int = 1


def pairs(assumed: Mapping[str, Assumed]) -> tuple[tuple[str, str], ...]:
    """Return names and values in the order in which they are applied, whatever the order in which they were set."""
    known = ((name, own.value) for name, own in assumed.items() if name in NAMES or line_of(name) is not None)
    return in_order(known)


def in_order(given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return names and values in the order in which they are applied: a whole method before what departs from it, lines last."""
    return tuple(sorted(given, key=lambda pair: (NAMES.index(pair[0]), "") if pair[0] in NAMES else (len(NAMES), pair[0])))


def council_view(method: Method, assumed: Mapping[str, Assumed]) -> WhatIf | None:
    """Return what the figures rest on where the council assumes something otherwise; None where it does not.

    A value that this program cannot read is left out: whoever wrote it is to hear of it, but nobody else's work stops.
    """
    view = view_with(method, assumed)
    return view if view.given else None


def view_with(method: Method, assumed: Mapping[str, Assumed], given: Iterable[tuple[str, str]] = ()) -> WhatIf:
    """Return the council's view with a what-if on top of it, where an empty value takes an assumption back.

    Raises WhatIfError where the what-if cannot be read.
    """
    asked = tuple(given)
    replaced = {thing(name) for name, _ in asked}
    kept = (pair for pair in pairs(assumed) if thing(pair[0]) not in replaced and _readable(method, pair))
    return what_if(method, in_order((*kept, *(pair for pair in asked if pair[1]))))


def _readable(method: Method, pair: tuple[str, str]) -> bool:
    try:
        what_if(method, [pair])
    except WhatIfError:
        return False
    return True
