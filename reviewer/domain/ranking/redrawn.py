"""Which part of the list one stands in, and how ties are broken, if each seat's ratings counted another number of times.

Thresholds are put to the means drawn anew, and so are the tie keys that rest on ratings; the others are what they are. Whole numbers,
so that it is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import groupby
from math import lcm

from reviewer.domain.ordering import Leniency, TieKey, TieKind
from reviewer.domain.ranking.candidate import Candidate, Group, group_of
from reviewer.domain.ranking.places import grouped
from reviewer.domain.ranking.resampled import Times
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.ranking.ties import Covered, Worth, covering, own_worths
from reviewer.domain.rating import middle
from reviewer.domain.slotted import dataclass

Part = tuple[Group, Sequence[Candidate]]
"""A part of the list with those that stand in it, by id."""

Redrawn = tuple[int, int | Fraction] | Worth
"""What a key makes of one in a draw: smaller is better, what is not known stands last."""

_UNKNOWN: Redrawn = (1, 0)


@dataclass(frozen=True, slots=True)
class Sums:
    """The scores by application and criterion, ready to be counted; `whole` is a multiple of every number of ratings there can be."""

    scores: Mapping[str, Mapping[str, tuple[tuple[str, int], ...]]]
    whole: int

    def mean(self, key: str, criterion: str, times: Times) -> int | None:
        """Return the mean times `whole`, or None where nobody who counts has given anything."""
        given = self.scores[key].get(criterion, ())
        number = sum([times[seat] for seat, _ in given])
        return sum([times[seat] * score for seat, score in given]) * (self.whole // number) if number else None


def sums(setting: Setting) -> Sums:
    """Return the scores of the setting, ready to be counted."""
    seats = {seat for by_seat in setting.given.values() for seat in by_seat}
    scores: dict[str, dict[str, tuple[tuple[str, int], ...]]] = {}
    for one in setting.candidates:
        by_seat = setting.given.get(one.id, {})
        names = {name for given in by_seat.values() for name in given}
        scores[one.id] = {name: tuple((seat, given[name]) for seat, given in by_seat.items() if name in given) for name in names}
    return Sums(scores, lcm(*range(1, len(seats) + 1)))


# --- Thresholds


def parted(setting: Setting, counted: Sums) -> Callable[[Times], Sequence[Part]]:
    """Return the function from times to the parts of the list, first part first."""
    if not setting.thresholds and setting.ranking.least_sum is None:
        same = grouped(setting.ranking, setting.candidates)
        return lambda _: same
    ordered = sorted(setting.candidates, key=lambda one: one.id)

    def parts(times: Times) -> Sequence[Part]:
        inside: dict[Group, list[Candidate]] = {group: [] for group in Group}
        for one in ordered:
            below = (one.id,) if False in _thresholds(setting, counted, one, times) else ()
            inside[group_of(setting.ranking, one.eligible, below)].append(one)
        return [(group, found) for group, found in inside.items() if found]

    return parts


def _thresholds(setting: Setting, counted: Sums, one: Candidate, times: Times) -> list[bool]:
    """Return whether each threshold is met; one without a score is neither met nor missed."""
    met: list[bool] = []
    for criterion, least in setting.thresholds.items():
        mean = counted.mean(one.id, criterion, times)
        met += [] if mean is None else [mean * least.denominator >= least.numerator * counted.whole]
    if setting.ranking.least_sum is not None:
        means = [counted.mean(one.id, criterion, times) for criterion in setting.weights]
        known = [mean for mean in means if mean is not None]
        met += [sum(known) >= Fraction(setting.ranking.least_sum) * counted.whole] if len(known) == len(means) else []
    return met


# --- Tie keys

Worths = Callable[[Candidate, Times], Redrawn]


def untied(setting: Setting, counted: Sums) -> Callable[[Sequence[Candidate], Times, Covered], Iterator[Sequence[Candidate]]]:
    """Return the function that parts a shared place as far as the tie keys do, best first: as `ties.broken`, without telling each use."""
    keys = tuple((key, _worths(setting, counted, key)) for key in setting.ranking.ties)
    return partial(_parts, keys)


def _parts(
    keys: Sequence[tuple[TieKey, Worths]], part: Sequence[Candidate], times: Times, covered: Covered
) -> Iterator[Sequence[Candidate]]:
    if len(part) == 1 or not keys:
        yield part
        return
    (key, worth), *rest = keys
    if key.kind is TieKind.THEME:
        yield from _by_theme(keys, part, times, covered)
        return
    themes = [later for later, _ in rest]
    for smaller in _equals([(worth(one, times), one) for one in part]):
        yield from _parts(rest, smaller, times, covered)
        covered = covering(themes, smaller, covered)


def _by_theme(
    keys: Sequence[tuple[TieKey, Worths]], part: Sequence[Candidate], times: Times, covered: Covered
) -> Iterator[Sequence[Candidate]]:
    """Yield those first whose theme is not covered above; the key is put again to those that are left when one is placed."""
    of, remaining = keys[0][0].of, list(part)
    while remaining:
        themes = [one.themes.get(of, "") for one in remaining]
        first = _equals([((int(not theme), int(theme in covered[of])), one) for theme, one in zip(themes, remaining, strict=True)])[0]
        placed = next(_parts(keys[1:], first, times, covered))
        yield placed
        covered = covering([key for key, _ in keys], placed, covered)
        held = {one.id for one in placed}
        remaining = [one for one in remaining if one.id not in held]


def _equals(rated: Sequence[tuple[Redrawn, Candidate]]) -> list[list[Candidate]]:
    """Return those that are worth the same together, best first, each by id."""
    ordered = sorted(rated, key=lambda entry: (entry[0], entry[1].id))
    return [[one for _, one in same] for _, same in groupby(ordered, key=lambda entry: entry[0])]


def _worths(setting: Setting, counted: Sums, key: TieKey) -> Worths:
    match key.kind:
        case TieKind.CRITERION:
            return lambda one, times: _better(counted.mean(one.id, key.of, times))
        case TieKind.THRESHOLDS:
            return lambda one, times: (0, -sum(_thresholds(setting, counted, one, times)))
        case TieKind.MEDIAN:
            return lambda one, times: _better(middle([value for seat, value in one.members.items() for _ in range(times.get(seat, 0))]))
        case TieKind.SCORE if setting.ranking.leniency is Leniency.ADVICE:
            return lambda one, times: _better(_score(setting, counted, one, times))
        case _:
            seed = setting.circumstances.seed
            fixed = {one.id: (own_worths(one, (key,), seed) or (_UNKNOWN,))[0] for one in setting.candidates}
            return lambda one, _: fixed[one.id]


def _better(value: int | Fraction | None) -> Redrawn:
    return _UNKNOWN if value is None else (0, -value)


def _score(setting: Setting, counted: Sums, one: Candidate, times: Times) -> Fraction | None:
    total = Fraction(0)
    for criterion, weight in setting.weights.items():
        mean = counted.mean(one.id, criterion, times)
        if mean is None:
            return None
        total += weight * mean
    return total
