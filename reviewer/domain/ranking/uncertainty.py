"""How certain are the places? Each is worked out again with members drawn anew, and with each member left out.

The members who have rated are drawn with replacement, as many as they are (the bootstrap: B. Efron 1979), by `seeded.numbers`, so
that every laptop draws the same. Thresholds and tie keys are put to each draw anew; the council's moves are left out: what is asked
is how far the ratings carry, and the places are the computed ones. Where the committee takes the members' strictness out of the
scores, that of all members is taken out in each draw, and that of those who are left where a member is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, islice

from reviewer.domain.committee import RankMethod
from reviewer.domain.funding import funded
from reviewer.domain.leniency import leniency
from reviewer.domain.ordering import Leniency
from reviewer.domain.ranking.candidate import FUNDABLE, Candidate, Group
from reviewer.domain.ranking.kemeny import TooLargeError
from reviewer.domain.ranking.methods import OF_ORDERS
from reviewer.domain.ranking.places import Place
from reviewer.domain.ranking.redrawn import Sums, parted, sums, untied
from reviewer.domain.ranking.resampled import Times, Values, milder, revalued
from reviewer.domain.ranking.seeded import numbers
from reviewer.domain.ranking.setting import Setting
from reviewer.domain.ranking.ties import Covered, covering
from reviewer.domain.slotted import dataclass

SEED = "reviewer"
RESAMPLES = 400
FEWEST = 2
"""One member alone cannot be left out or drawn anew."""
_FEASIBLE: Mapping[RankMethod, int] = {RankMethod.COPELAND: 150, RankMethod.SCHULZE: 60, RankMethod.KEMENY: 8}
_MOST = 3000
"""Above so many applications a method is too slow to be repeated for every draw; then members are only left out one by one."""

Interval = tuple[int, int]
"""Best and worst place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """How far the places would move: `intervals` by drawing members anew, `left_out` by leaving out each.

    `above` is the share of the draws in which an application gets money; `grey` are those for whom that is neither nearly always nor
    nearly never so. `decisive` are the members without whom another set gets money. `resamples` is 0 where only members were left out.
    `beside` says that the council has moved something: then these places, the computed ones, stand beside the final ones.
    """

    intervals: Mapping[str, Interval]
    left_out: Mapping[str, Interval]
    above: Mapping[str, Fraction]
    grey: tuple[str, ...]
    decisive: tuple[str, ...]
    members: int
    resamples: int
    certainty: Fraction
    beside: bool = False


def uncertainty(setting: Setting, places: Sequence[Place]) -> Uncertainty | None:
    """Return how certain the places are, or None where the order does not rest on ratings, or fewer than two members have rated.

    None too where the method cannot prove the order without one of the members.
    """
    method, size = setting.ranking.method, len(setting.candidates)
    seats = raters(setting)
    if method is RankMethod.NPV_PER_KRONE or len(seats) < FEWEST or all(place.rank is None for place in places):
        return None
    try:
        return _found(setting, places, seats, RESAMPLES if size <= _FEASIBLE.get(method, _MOST) else 0)
    except TooLargeError:
        return None


def raters(setting: Setting) -> Sequence[str]:
    """Return the seats that have rated by a criterion that counts, in order."""
    return sorted(
        {seat for by_seat in setting.given.values() for seat, scores in by_seat.items() if scores.keys() & setting.weights.keys()}
    )


def _found(setting: Setting, places: Sequence[Place], seats: Sequence[str], count: int) -> Uncertainty:
    """Work the order out again for `count` draws of the seats, and without each of them."""
    placed = {place.id: place.computed for place in places if place.computed is not None}
    outcome = _outcomes(setting, seats)
    drawn = [outcome(times) for times in _draws(seats, count)]
    whole = outcome(dict.fromkeys(seats, 1))
    without = {seat: _without(setting, seats, seat, outcome) for seat in seats}
    certainty = Fraction(setting.ranking.certainty)
    left_out = {key: _range([one.places[key] for one in without.values() if key in one.places], rank) for key, rank in placed.items()}
    intervals = {key: _middle([one.places[key] for one in drawn if key in one.places], rank, certainty) for key, rank in placed.items()}
    above = {key: Fraction(sum(key in one.funded for one in drawn), count) for key in placed} if count else {}
    edge = (1 - certainty) / 2
    return Uncertainty(
        intervals=intervals if count else left_out,
        left_out=left_out,
        above=above,
        grey=tuple(place.id for place in places if edge < above.get(place.id, Fraction(0)) < 1 - edge),
        decisive=tuple(seat for seat, one in without.items() if one.funded != whole.funded),
        members=len(seats),
        resamples=count,
        certainty=certainty,
        beside=bool(setting.circumstances.moves),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    places: Mapping[str, int]
    funded: frozenset[str]


def _without(setting: Setting, seats: Sequence[str], seat: str, outcome: Callable[[Times], _Outcome]) -> _Outcome:
    """Return what comes of it when one member is left out."""
    rest = [other for other in seats if other != seat]
    left = _outcomes(setting, rest) if setting.ranking.leniency is Leniency.APPLIED else outcome
    return left({other: int(other != seat) for other in seats})


def _valued(setting: Setting, seats: Collection[str]) -> Callable[[Sequence[Candidate]], Callable[[Times], Values]]:
    """Return how candidates are valued anew: with the strictness of these seats taken out where the committee's file says so."""
    ranking = setting.ranking
    if ranking.leniency is Leniency.ADVICE or ranking.method is not RankMethod.MEAN:
        return lambda inside: revalued(ranking.method, inside, setting.given, setting.weights)
    scores = {one.id: {seat: value for seat, value in one.members.items() if seat in seats} for one in setting.candidates}
    by_seat = leniency(scores).by_seat
    return lambda inside: milder(inside, by_seat)


def _by_part(
    setting: Setting, seats: Collection[str], counted: Sums
) -> Callable[[Times], Iterator[tuple[Group, Sequence[Candidate], Values]]]:
    """Return the function from times to the parts of the list, each with its values."""
    valued, parts = _valued(setting, seats), parted(setting, counted)
    if setting.ranking.method in OF_ORDERS:
        return lambda times: ((group, inside, valued(inside)(times)) for group, inside in parts(times))
    every = valued(setting.candidates)

    def found(times: Times) -> Iterator[tuple[Group, Sequence[Candidate], Values]]:
        values = every(times)
        return ((group, inside, values) for group, inside in parts(times))

    return found


def _outcomes(setting: Setting, seats: Collection[str]) -> Callable[[Times], _Outcome]:
    money, counted = setting.money, sums(setting)
    parts, tiers = _by_part(setting, seats, counted), _tiers(setting, counted)

    def outcome(times: Times) -> _Outcome:
        places: dict[str, int] = {}
        fundable: list[Sequence[str]] = []
        covered = covering(setting.ranking.ties, ())
        for group, inside, values in parts(times):
            for tier in tiers(inside, values, times, covered):
                places |= dict.fromkeys(tier, len(places) + 1)
                if group in FUNDABLE:
                    fundable.append(tier)
            covered = covering(setting.ranking.ties, (one for one in inside if one.id in values), covered)
        return _Outcome(places, funded(money.means, fundable, money.asked))

    return outcome


def _tiers(setting: Setting, counted: Sums) -> Callable[[Sequence[Candidate], Values, Times, Covered], Iterator[list[str]]]:
    """Return the function that puts a part of the list in order: equals parted by the committee's tie keys, as far as these do."""
    ties, smaller = setting.ranking.ties, untied(setting, counted)

    def tiers(inside: Sequence[Candidate], values: Values, times: Times, covered: Covered) -> Iterator[list[str]]:
        ordered = sorted((one for one in inside if one.id in values), key=lambda one: values[one.id], reverse=True)
        for _, equals in groupby(ordered, key=lambda one: values[one.id]):
            tier = list(equals)
            parts = smaller(tier, times, covered) if ties and len(tier) > 1 else (tier,)
            yield from ([one.id for one in part] for part in parts)
            covered = covering(ties, tier, covered)

    return tiers


def _draws(seats: Sequence[str], count: int) -> Iterable[Times]:
    stream = numbers(SEED, len(seats))
    for _ in range(count):
        times = dict.fromkeys(seats, 0)
        for at in islice(stream, len(seats)):
            times[seats[at]] += 1
        yield times


def _range(places: Sequence[int], rank: int) -> Interval:
    return (min(rank, *places), max(rank, *places)) if places else (rank, rank)


def _middle(places: Sequence[int], rank: int, certainty: Fraction) -> Interval:
    """Return the places that the middle share of the draws gives, with the place itself."""
    if not places:
        return (rank, rank)
    ordered = sorted(places)
    cut = int(len(ordered) * (1 - certainty) / 2)
    return (min(rank, ordered[cut]), max(rank, ordered[-1 - cut]))
