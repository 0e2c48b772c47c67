"""Two rounds of ratings and the committee's editions: which rating counts, what it was before the discussion, what must be confirmed.

A rating after the discussion counts in place of the same seat's before it; both are kept. A rating given under an earlier edition of
the committee counts on where its criterion is still the same; else it waits until its author confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from reviewer.domain.committee import Committee, Criterion
from reviewer.domain.events import Rated, RatingRound, RatingState
from reviewer.domain.slotted import dataclass

Given = Mapping[tuple[str, str], Rated]
"""Ratings by seat and criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The ratings of one application: those that count, those before the discussion, those that wait for their author."""

    ratings: Given
    before: Given
    outdated: Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A seat that gave another score after the discussion than before it."""

    seat: str
    criterion: str
    before: int
    after: int

    @property
    def distance(self) -> int:
        """How far, in steps of the scale's values; negative is down."""
        return self.after - self.before


def kept(rated: Iterable[Rated], editions: Sequence[Committee]) -> Kept:
    """Return which of the ratings that stand count; `editions` are the committee as it was first, and after each change."""
    before: dict[tuple[str, str], Rated] = {}
    after: dict[tuple[str, str], Rated] = {}
    outdated: dict[tuple[str, str], Rated] = {}
    for one in rated:
        if one.state is RatingState.WITHDRAWN:
            continue
        key = (one.seat, one.criterion)
        if not _holds(one, editions):
            outdated[key] = one
        elif one.round is RatingRound.BEFORE:
            before[key] = one
        else:
            after[key] = one
    waiting = {key: one for key, one in outdated.items() if one.round is RatingRound.AFTER or key not in after}
    return Kept(ratings=before | after if after else before, before=before, outdated=waiting)


def shifts(before: Given, ratings: Given) -> tuple[Shift, ...]:
    """Return who moved in the discussion, by seat and criterion; deferring or abstaining is no move of a score."""
    return tuple(
        Shift(seat=key[0], criterion=key[1], before=old.score, after=new.score)
        for key, new in sorted(ratings.items())
        if (old := before.get(key)) is not None and old.score is not None and new.score is not None and old.score != new.score
    )


def mean_distance(moved: Sequence[Shift]) -> Fraction | None:
    """Return how far those who moved went on average, in steps and whatever the direction, or None where nobody moved."""
    return Fraction(sum(abs(shift.distance) for shift in moved), len(moved)) if moved else None


def waiting(dossiers: Iterable[Outdated], seat: str) -> tuple[Rated, ...]:
    """Return the seat's own ratings that wait for it, in the order of the dossiers and then by criterion."""
    return tuple(rated for dossier in dossiers for (rater, _), rated in sorted(dossier.outdated.items()) if rater == seat)


def reasked(now: Committee, then: Committee) -> tuple[Criterion, ...]:
    """Return the criteria of `now` that `then` has no longer, or asks in another way: what was given for them would wait."""
    found = {one.id: _asked(one) for one in then.criteria}
    return tuple(one for one in now.criteria if found.get(one.id) != _asked(one))


def confirmed(outdated: Iterable[Rated], committee: Committee, edition: int) -> Iterator[Rated]:
    """Yield the ratings that their author may carry over by confirming: those whose criterion still has that step."""
    for rated in outdated:
        criterion = committee.criterion(rated.criterion)
        if criterion is not None and (rated.score is None or any(step.value == rated.score for step in criterion.scale)):
            yield replace(rated, edition=edition, revision="")


class Outdated(Protocol):
    """What has ratings that wait, by seat and criterion: a dossier."""

    @property
    def outdated(self) -> Given:
        """The ratings that wait for their author."""


def _holds(rated: Rated, editions: Sequence[Committee]) -> bool:
    if rated.edition >= len(editions) - 1:
        return True
    then, now = editions[rated.edition].criterion(rated.criterion), editions[-1].criterion(rated.criterion)
    return then is not None and now is not None and _asked(then) == _asked(now)


def _asked(criterion: Criterion) -> tuple[object, ...]:
    """Return what a rating answers: a changed weight or threshold is another use of the same answer."""
    return (criterion.name, criterion.question, criterion.scale)
