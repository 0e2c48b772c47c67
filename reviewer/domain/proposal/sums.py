"""What was applied for and is recommended, added up by applicant or by the field that the committee calls the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reviewer.domain.assessment import Judged
from reviewer.domain.events import Outcome
from reviewer.domain.slotted import dataclass

_OPEN = (None, Outcome.POSTPONED)
"""What the council has not settled: nothing is recommended yet, which is another thing than no money."""


@dataclass(frozen=True, slots=True)
class Money:
    """Kroner applied for and recommended; None where no application says, and where the council has settled none."""

    applied: int | None = None
    granted: int | None = None

    def __add__(self, other: Money) -> Money:
        return Money(_both(self.applied, other.applied), _both(self.granted, other.granted))


def _both(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def by_applicant(judged: Iterable[Judged]) -> Mapping[str, Money]:
    """Return the sums by the applicant's name, the largest application sum first."""
    return _summed(judged, lambda one: one.dossier.application.applicant.name)


def by_theme(judged: Iterable[Judged], field: str) -> Mapping[str, Money]:
    """Return the sums by what stands in the committee's own field, the largest first; empty is the name of those that say nothing."""
    return _summed(judged, lambda one: themed(one, field))


def themed(one: Judged, field: str) -> str:
    """Return the application's theme, or nothing where it does not say."""
    value = one.dossier.application.extra.get(field)
    return value if isinstance(value, str) else ""


def _summed(judged: Iterable[Judged], named: Callable[[Judged], str]) -> Mapping[str, Money]:
    sums: dict[str, Money] = {}
    for one in judged:
        given = one.dossier.recommendation
        own = Money(one.dossier.application.amount_applied, None if given.outcome in _OPEN else given.granted)
        sums[named(one)] = sums.get(named(one), Money()) + own
    return dict(sorted(sums.items(), key=lambda pair: (-(pair[1].applied or 0), pair[0])))
