"""What was applied for and is recommended, added up by applicant or by the field that the committee calls the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reviewer.domain.assessment import Judged


@dataclass(frozen=True, slots=True)
class Money:
    """Kroner applied for and recommended."""

    applied: int = 0
    granted: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.applied + other.applied, self.granted + other.granted)


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
        own = Money(one.dossier.application.amount_applied or 0, one.dossier.recommendation.granted)
        sums[named(one)] = sums.get(named(one), Money()) + own
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1].applied, pair[0])))
